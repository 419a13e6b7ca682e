"""Writes: organizations, units, people, offices, roles that follow, accounts, list imports."""
