"""News as papers and sheets."""
