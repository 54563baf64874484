"""What is told of a file: refusals, damage, changed cells, and how grave each is."""
