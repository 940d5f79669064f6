"""What keepers fill in about the intake."""
