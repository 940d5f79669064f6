"""English, of all countries."""
