"""Payments and set-asides."""
