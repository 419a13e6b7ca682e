"""Reads of news, told who looks."""
