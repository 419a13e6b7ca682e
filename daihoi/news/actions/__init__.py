"""Writes of news, told who acts."""
