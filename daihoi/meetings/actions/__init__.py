"""What is done with meetings; each told the actor."""
