"""What conducting offers to the shell and to merging."""

from daihoi.conduct.offers import hall, running, speaking

__all__ = ["hall", "running", "speaking"]
