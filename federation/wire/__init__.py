"""Requests between instances: our identity, outgoing calls, signatures, addresses, limits."""
