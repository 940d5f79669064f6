"""The addresses for programs."""
