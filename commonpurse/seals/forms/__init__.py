"""What is filled in to get an archive."""
