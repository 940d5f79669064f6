"""What we have, need, make and share."""
