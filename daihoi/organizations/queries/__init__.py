"""Reads: organizations and set-up, people, lists of members (reading, comparing, writing)."""
