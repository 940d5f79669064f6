"""A day is year, month, day, as every browser with a calendar sends it.

Django would read 10/11/2026 as the 11th of October, and half of those who write English mean
the 10th of November.
"""

DATE_INPUT_FORMATS = ["%Y-%m-%d"]
