"""The least that django-hordak needs of Django; nothing of ours is in it."""

import os
from urllib.parse import parse_qsl, unquote, urlsplit

_address = urlsplit(os.environ["DATABASE_URL"])
_query = dict(parse_qsl(_address.query))

SECRET_KEY = "for measuring only"
INSTALLED_APPS = [
    "django.contrib.auth", "django.contrib.contenttypes", "mptt", "djmoney", "hordak",
]  # fmt: skip
DATABASES = {
    "default": {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": _address.path.lstrip("/"),
        "USER": unquote(_address.username or ""),
        "PASSWORD": unquote(_address.password or ""),
        "HOST": _query.get("host") or _address.hostname or "",
        "PORT": str(_address.port or ""),
    }
}
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
HORDAK_MAX_DIGITS = 20
HORDAK_INTERNAL_CURRENCY = DEFAULT_CURRENCY = "GBP"
HORDAK_CURRENCIES = CURRENCIES = ["GBP"]
