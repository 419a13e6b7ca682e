"""What people did to a text in Word: their edits and comments, and many copies made into one."""
