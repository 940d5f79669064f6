"""Imports every noun of this app; read by Django and the admin only."""
