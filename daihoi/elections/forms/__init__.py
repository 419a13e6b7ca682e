"""Forms of elections, one module per noun."""
