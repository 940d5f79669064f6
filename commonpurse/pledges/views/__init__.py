"""Pages for giving."""
