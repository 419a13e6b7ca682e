"""daihoi (đại hội): carries a congress from its first plan to its signed minutes."""
