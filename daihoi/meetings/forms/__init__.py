"""Forms of meetings, one module per noun."""
