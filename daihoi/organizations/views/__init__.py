"""Pages: set-up and units, people, accounts, list imports."""
