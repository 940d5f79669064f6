"""What people type, and whether it is well formed."""
