"""Programmes, scripts and speeches, told who looks."""
