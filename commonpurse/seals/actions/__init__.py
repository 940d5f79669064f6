"""Sealing, and keeping what was found out."""
