"""How needs are reckoned; plain Python."""
