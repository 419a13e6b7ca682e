"""What pages read of elections; each is told the viewer."""
