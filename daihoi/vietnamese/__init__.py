"""Vietnamese text, pure: name order, folding for search, dates, numerals."""
