"""The form for giving."""
