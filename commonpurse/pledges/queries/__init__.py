"""What was given."""
