"""The tables of the intake."""
