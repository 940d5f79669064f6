"""The intake for programs."""
