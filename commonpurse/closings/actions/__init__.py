"""The step itself."""
