"""What the reports say."""
