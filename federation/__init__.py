"""What unions tell each other: sums, offers, calls, all signed."""
