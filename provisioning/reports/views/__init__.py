"""See the subject's own note."""
