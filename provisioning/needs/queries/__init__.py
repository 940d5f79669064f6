"""What is known about needs and rounds."""
