"""What pages and other apps read of meetings; each is told the viewer."""
