"""Joins the two instances of a development list, each running the same command.

The handshake itself goes over the real addresses. What people would carry between the two sides,
the invite text and the last group of the check code, lies in a folder that both can read.
"""

from pathlib import Path
from typing import cast

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from federation.log.actions import key_statements
from federation.peers.actions import invites, peerings
from federation.peers.queries import peers
from federation.peers.queries.peers import PeerView
from federation.peers.refusals import NoSuchPeer, NotCalledBack
from federation.refusals import FederationRefused
from federation.wire import identity
from unions.schedule import run_soon

SCOPES = ("card", "summary")


class NoPair(FederationRefused):
    """The development list does not hold exactly us and one other."""

    code = "no-pair"
    message = _("The development list must hold this origin and one other.")


class Pairing:
    """One side; the origin that sorts first invites."""

    def __init__(self) -> None:
        others = set(identity.development_origins()) - {identity.origin()}
        if len(others) != 1 or identity.origin() not in identity.development_origins():
            raise NoPair
        (self.other,) = others
        self.invites = identity.origin() < self.other
        if not identity.is_set_up():
            key_statements.begin()

    def step(self) -> bool:
        """Do what can be done now; True once both sides have signed."""
        peer = self._peer()
        if peer is not None and peer.state == "active":
            return True
        if self.invites:
            self._let_in(peer) if peer else self._invite()
        elif peer is None:
            self._join()
        elif peer.state == "pending":
            _write(self._file("code"), peers.check_code(peer.id).split(" ")[-1])
        return False

    def _invite(self) -> None:
        text = _read(self._file("invite"))
        if not text or not peers.is_open_invite(text):
            _write(self._file("invite"), invites.invite(give=SCOPES))

    def _join(self) -> None:
        text = _read(self._file("invite"))
        if text:
            with transaction.atomic():
                invites.join(text=text, give=SCOPES, ask=SCOPES)
                run_soon("peers.shake_hands")

    def _let_in(self, peer: PeerView) -> None:
        last_group = _read(self._file("code"))
        if peer.state == "pending" and last_group and not peer.is_approved:
            try:
                with transaction.atomic():
                    peerings.approve(peer_id=peer.id, last_group=last_group)
                    run_soon("peers.shake_hands")
            except NotCalledBack:
                return

    def _peer(self) -> PeerView | None:
        try:
            return peers.by_origin(self.other)
        except NoSuchPeer:
            return None

    def _file(self, what: str) -> Path:
        folder = cast("Path", settings.FEDERATION["key_dir"]).parent.parent
        return folder / f"pairing-{what}"


def _read(path: Path) -> str:
    return path.read_text(encoding="ascii").strip() if path.is_file() else ""


def _write(path: Path, text: str) -> None:
    if _read(path) != text:
        path.write_text(text + "\n", encoding="ascii")
