"""Who holds which office, and for how long."""
