"""Whether an entry may be taken back."""
