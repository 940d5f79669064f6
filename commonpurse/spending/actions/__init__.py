"""Promising, approving, paying, setting aside."""
