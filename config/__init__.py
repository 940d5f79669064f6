"""Puts the parts together: settings, addresses, the schedule. Nobody imports it."""
