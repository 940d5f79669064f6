"""What is done in the books."""
