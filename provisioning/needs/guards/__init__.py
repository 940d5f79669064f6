"""What may be done about needs and rounds now, and if not, why."""
