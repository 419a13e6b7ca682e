"""Tags of elections."""
