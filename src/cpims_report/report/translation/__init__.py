"""The prose of the chapters in another language: gettext catalogues below `locale/`.

Chapters do not import it: what they draw has its words in `report.words`, so a changed catalogue
runs no notebook again.
"""
