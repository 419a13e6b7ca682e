"""What elections offer to the shell, papers and merging."""

from daihoi.elections.offers import counting, preparing, results

__all__ = ["counting", "preparing", "results"]
