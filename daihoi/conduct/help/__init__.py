"""What each page of the day is for, in plain words."""
