"""Reads of this app as papers: what is handed out as Word files, by noun."""
