"""Moved to `profiles.widths`."""

from daihoi.papers.profiles.widths import balanced_pt, longest_pt, width_pt

__all__ = ["balanced_pt", "longest_pt", "width_pt"]
