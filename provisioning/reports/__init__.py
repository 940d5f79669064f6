"""What the union can say of itself in sums: how long its purse lasts, what outsiders may read."""
