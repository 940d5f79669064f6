"""The instance's own Celery with the tests' deeds besides; for the real worker and beat."""

from config.celery import app

app.conf.update(include=["tests.unions.courier.deeds"])
