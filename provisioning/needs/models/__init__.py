"""What is kept about needs and rounds."""
