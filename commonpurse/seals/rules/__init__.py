"""How hashes are reckoned."""
