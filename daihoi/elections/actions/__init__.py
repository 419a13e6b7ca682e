"""What is done in an election; each told the actor."""
