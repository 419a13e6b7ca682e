"""The law, pure: values in, decision and article out. Standard library only."""
