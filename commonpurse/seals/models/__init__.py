"""What is kept as evidence."""
