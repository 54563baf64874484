"""What a system calls its fields and options: profiles, catalogues, dictionaries."""
