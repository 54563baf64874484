"""What goes out with an edition besides its documents: history, citation, the page of all editions.

`history` is `edition.json`, `citation` is `CITATION.cff`, `landing` the page with the links.
"""
