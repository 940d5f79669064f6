"""Reads the environment once and checks it; every variable stands in `.env.example`."""

from dataclasses import dataclass, field
from pathlib import Path

from environs import Env

ROOT = Path(__file__).resolve().parent.parent

DEMO, TEST, PRODUCTION = "demo", "test", "production"
KEY_LETTERS_MIN = 50
UNSAFE_KEY = "not-secret-for-tests-and-checks-only-" + "0" * 32
# A Fernet key of zero bytes: refused outside tests like the key above.
UNSAFE_FIELD_KEY = "A" * 43 + "="


class UnsafeSettings(RuntimeError):
    """A setting that production may not run with."""


@dataclass(frozen=True)
class Values:
    """What the environment says, typed."""

    kind: str
    name: str
    data: Path
    secret_key: str
    secret_key_fallbacks: list[str]
    field_keys: list[str]
    allowed_hosts: list[str]
    trusted_proxies: int
    flush_after_commit: frozenset[str]
    database_url: str
    redis_url: str
    cache_url: str
    media_root: Path
    mail_url: str
    mail_from: str
    support_address: str
    federation: dict[str, object] = field(default_factory=dict)

    @property
    def is_production(self) -> bool:
        """True on a real deployment."""
        return self.kind == PRODUCTION

    @property
    def is_demo(self) -> bool:
        """True on the demo, where invented people sign in with one tap."""
        return self.kind == DEMO


def _secret(env: Env, name: str, default: str) -> str:
    """The variable, or the content of the file that `<name>_FILE` names."""
    path = env.str(f"{name}_FILE", "")
    return Path(path).read_text(encoding="utf-8").strip() if path else env.str(name, default)


def _with_password(env: Env, name: str, default: str) -> str:
    return _secret(env, name, default)


def read() -> Values:
    """Return the values of this process. Raises UnsafeSettings in production."""
    env = Env()
    env.read_env(str(ROOT / ".env"), recurse=False)
    kind = env.str("ONECLOAK_ENV", DEMO, validate=lambda v: v in {DEMO, TEST, PRODUCTION})
    data = Path(env.str("ONECLOAK_DATA", str(ROOT / ".data")))
    name = env.str("ONECLOAK_NAME", "onecloak")
    redis_url = _with_password(env, "REDIS_URL", "redis://127.0.0.1:6379/0")
    values = Values(
        kind=kind,
        name=name,
        data=data,
        secret_key=_secret(env, "SECRET_KEY", UNSAFE_KEY),
        secret_key_fallbacks=env.list("SECRET_KEY_FALLBACKS", []),
        field_keys=_secret(env, "FIELD_KEYS", UNSAFE_FIELD_KEY).split(","),
        allowed_hosts=env.list("ALLOWED_HOSTS", ["localhost", "127.0.0.1"]),
        trusted_proxies=env.int("TRUSTED_PROXIES", 0),
        flush_after_commit=frozenset(env.list("LEDGER_FLUSH_AFTER_COMMIT", [])),
        database_url=_with_password(env, "DATABASE_URL", "postgresql:///onecloak"),
        redis_url=redis_url,
        cache_url=_with_password(env, "CACHE_URL", "") or next_database(redis_url),
        media_root=Path(env.str("MEDIA_ROOT", str(data / "media" / name))),
        mail_url=_secret(env, "MAIL_URL", ""),
        mail_from=env.str("MAIL_FROM", "One Cloak <no-reply@localhost>"),
        support_address=env.str("SUPPORT_ADDRESS", ""),
        federation={
            "origin": env.str("FEDERATION_ORIGIN", ""),
            "dev_origins": env.json("FEDERATION_DEV_ORIGINS", []),
            "ports": env.json("FEDERATION_PORTS", [443]),
            "key_dir": Path(env.str("FEDERATION_KEY_DIR", str(data / "federation" / name))),
            "journal": Path(
                env.str("FEDERATION_JOURNAL", str(data / "federation" / name / "journal"))
            ),
            "k": env.int("FEDERATION_K", 5),
            "seal_at": env.str("FEDERATION_SEAL_AT", "02:00"),
            "clock_offset": env.int("FEDERATION_CLOCK_OFFSET", 0),
            "demo_night": env.int("FEDERATION_DEMO_NIGHT", 0),
        },
    )
    _refuse_unsafe(values)
    return values


def next_database(redis_url: str) -> str:
    """The same server, next database number: `redis://h:1/0` → `redis://h:1/1`."""
    head, _, number = redis_url.rpartition("/")
    return f"{head}/{int(number) + 1}" if number.isdigit() else f"{redis_url}/1"


def _refuse_unsafe(values: Values) -> None:
    if not values.is_production:
        return
    if values.secret_key == UNSAFE_KEY or len(values.secret_key) < KEY_LETTERS_MIN:
        raise UnsafeSettings("SECRET_KEY must be set to at least 50 random characters.")
    if UNSAFE_FIELD_KEY in values.field_keys:
        raise UnsafeSettings("FIELD_KEYS must be set; see .env.example for how to make one.")
    if values.federation["demo_night"]:
        raise UnsafeSettings("FEDERATION_DEMO_NIGHT is for the demo only.")
