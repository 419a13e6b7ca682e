"""What closing offers to the shell and to papers."""

from daihoi.closing.offers import aftermath, minutes

__all__ = ["aftermath", "minutes"]
