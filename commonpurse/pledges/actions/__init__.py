"""Promising, receiving and withdrawing money."""
