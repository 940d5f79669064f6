"""Keeps unions apart: scopes, rows that fail closed, policies of the database, the catalogue."""
