"""The care of an installation: its backup, its restoring, and what may be wrong with it.

Stands above the apps, knows none of their words: it moves every table and every file. Only the
command line uses it, so its texts are Vietnamese as the command's own are.
"""
