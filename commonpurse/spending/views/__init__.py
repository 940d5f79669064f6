"""Pages of the purse and its payments."""
