"""The intake in plain Python."""
