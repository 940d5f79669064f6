"""What to look at before a month is closed."""
