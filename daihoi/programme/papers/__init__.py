"""Programmes and scripts as the blocks of official papers."""
