"""Elections as files: ballots for the printer, minutes of a count, lists of the elected."""
