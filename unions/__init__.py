"""Who we are, how we decide, and the floor everybody stands on."""
