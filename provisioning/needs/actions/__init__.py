"""What is done about needs and rounds."""
