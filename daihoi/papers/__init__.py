"""Papers, pure: the outline tree, Word in and out, comparison. Start at `outline`."""
