"""Reads the logs of peers: cursor, checked lines, what they mean; and serves our own log."""
