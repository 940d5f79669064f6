"""Makes the keys of this instance and the statement that names them."""

from dataclasses import dataclass

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.db import transaction

from federation.log.actions import log_entries
from federation.log.models.key_statement import KeyStatement
from federation.log.refusals import AlreadySetUp
from federation.protocol import keys, note
from federation.protocol.canonical import b64u
from federation.protocol.schemas import write_moment
from federation.wire import identity


@dataclass(frozen=True)
class Founding:
    """The first statement, and the recovery key that is shown once and kept nowhere."""

    fp: str
    recovery_seed: str


@transaction.atomic
def begin() -> Founding:
    """Make request, log and recovery key and statement 1. Done by the host. Raises AlreadySetUp.

    Keys that lie in the folder from a broken first try are used again.
    """
    if KeyStatement.objects.exists():
        raise AlreadySetUp
    recovery = Ed25519PrivateKey.generate()
    request, log = (
        identity.key(role) if identity.has_key(role) else identity.make_key(role)
        for role in (identity.REQUEST, identity.LOG)
    )
    content = {
        "at": write_moment(identity.now()),
        "origin": identity.origin(),
        "serial": 1,
        "prev": None,
        "epoch": 1,
        "closed": [],
        "request": [identity.x_of(request)],
        "log": [identity.x_of(log)],
        "recovery": identity.x_of(recovery),
        "revoked": [],
    }
    signers = [note.Signer(identity.keyid_of(key), key) for key in (request, log, recovery)]
    statement = keys.parse(keys.write(content, signers))
    keys.check_first(statement)
    KeyStatement.objects.create(
        serial=1, epoch=statement.epoch, fp=statement.fp, note=statement.raw
    )
    log_entries.append(s="keys/1", k="1", body={"note": statement.raw}, rev=1, is_urgent=True)
    return Founding(statement.fp, b64u(recovery.private_bytes_raw()))
