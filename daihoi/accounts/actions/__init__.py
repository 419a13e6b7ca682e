"""Accounts, roles, sign-in slips, sessions and second factors; one module per noun."""
