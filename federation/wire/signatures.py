"""Signs outgoing requests: the `cu-fed/1` profile of RFC 9421."""

import secrets
from datetime import datetime

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from http_message_signatures import HTTPMessageSigner, HTTPSignatureKeyResolver
from http_message_signatures.algorithms import ED25519

from federation.protocol.canonical import b64, b64u, sha256
from federation.wire.messages import Message

TAG, LABEL = "cu-fed/1", "cu"
NONCE_BYTES = 16
JSON = "application/json"
COVERED = ("@method", "@target-uri")
COVERED_WITH_BODY = (*COVERED, "content-type", "content-digest")


class OneKey(HTTPSignatureKeyResolver):
    """Holds the one key that is meant."""

    def __init__(self, key: Ed25519PrivateKey | Ed25519PublicKey) -> None:
        self.key = key

    def resolve_private_key(self, _key_id: str) -> Ed25519PrivateKey | Ed25519PublicKey:
        """Give the key, whatever it is called."""
        return self.key

    def resolve_public_key(self, _key_id: str) -> Ed25519PrivateKey | Ed25519PublicKey:
        """Give the key, whatever it is called."""
        return self.key


def digest_of(body: bytes) -> str:
    """`Content-Digest` of the bytes sent (RFC 9530)."""
    return f"sha-256=:{b64(sha256(body))}:"


def sign(
    message: Message,
    *,
    key: Ed25519PrivateKey,
    keyid: str,
    created: datetime,
    nonce: str | None = None,
) -> None:
    """Add digest and signature to the headers of a message."""
    if message.body:
        message.headers["content-type"] = JSON
    signer = HTTPMessageSigner(signature_algorithm=ED25519, key_resolver=OneKey(key))
    signer.sign(
        message,
        key_id=keyid,
        created=created,
        nonce=nonce or b64u(secrets.token_bytes(NONCE_BYTES)),
        label=LABEL,
        tag=TAG,
        covered_component_ids=COVERED_WITH_BODY if message.body else COVERED,
        body=message.body or None,
    )
    message.headers = {name.lower(): value for name, value in message.headers.items()}
