"""Django's PostgreSQL backend under our own name, so that a later change is one switch."""

from django.db.backends.postgresql import base


class DatabaseWrapper(base.DatabaseWrapper):
    """Today exactly Django's own."""
