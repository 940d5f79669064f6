"""Opening and closing the public report."""
