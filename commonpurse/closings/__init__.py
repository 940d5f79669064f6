"""Closing the books of a month: what to look at before, and the step itself."""
