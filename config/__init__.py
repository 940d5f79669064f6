"""Puts the parts together: settings, addresses, the schedule. Nobody imports it."""

import gc

# What a process imports lives as long as the process. Python would look through it for garbage
# each 700 objects, an eighth of the time that a start takes.
gc.set_threshold(50_000, 20, 50)
