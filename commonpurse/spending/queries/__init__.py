"""What is promised, set aside and free."""
