"""Reads become files: a paper as it is sent."""
