"""The book: staged chapters in; site, PDF and Word document out, by one of two engines.

Its steps are in `stage`, `engines` (which engine) and `assemble`.
"""
