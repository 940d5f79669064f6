"""Who must approve, and what is free."""
