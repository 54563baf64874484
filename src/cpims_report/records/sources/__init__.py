"""Source profiles: one small YAML file each, and the code that reads their files."""
