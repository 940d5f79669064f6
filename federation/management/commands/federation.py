"""`manage.py federation …`: keys, invites, peers, seals, as the host does them.

What needs the network is set due here and done by the worker; these commands wait for it.
"""

import time
from argparse import ArgumentParser
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from federation.following import invariants as following_laws
from federation.following.actions import follower_cursors
from federation.following.queries import cursors
from federation.log import invariants as log_laws
from federation.log.actions import key_statements, seals
from federation.management.pairing import Pairing
from federation.peers.actions import invites, peerings
from federation.peers.queries import peers
from federation.refusals import FederationRefused
from federation.wire import identity
from unions.schedule import run_soon

SCOPES = "card,summary"
WAIT_SECONDS = 120
LOOK_SECONDS = 0.5
LAWS = (
    log_laws.lines_are_their_leaves,
    log_laws.seals_cover_their_lines,
    log_laws.journal_is_the_newest_seal,
    following_laws.received_lines_are_what_was_signed,
    following_laws.state_is_the_newest_line,
)


class Command(BaseCommand):
    """Keys, invites, peers, seals."""

    help = "Keys, invites, peers and seals of this instance."

    def add_arguments(self, parser: ArgumentParser) -> None:
        """One sub-command each."""
        acts = parser.add_subparsers(dest="act", required=True)
        acts.add_parser("init", help="Make the keys of this instance.")
        invite = acts.add_parser("invite", help="Write an invite of one use for 7 days.")
        invite.add_argument("--give", default=SCOPES)
        join = acts.add_parser("join", help="Take up an invite.")
        join.add_argument("text")
        join.add_argument("--give", default=SCOPES)
        join.add_argument("--ask", default=SCOPES)
        approve = acts.add_parser("approve", help="Let a peer in after comparing the codes.")
        approve.add_argument("id", type=UUID)
        approve.add_argument("--code", required=True, help="The last group, read out by the other.")
        acts.add_parser("peers", help="List peers, their state and check codes.")
        acts.add_parser("seal", help="Seal what waits now.")
        pull = acts.add_parser("pull", help="Read on in the log of a peer now.")
        pull.add_argument("origin")
        acts.add_parser("verify", help="Hash our own and all followed logs again.")
        pair = acts.add_parser("pair", help="Join two development instances, both run this.")
        pair.add_argument("--seconds", type=int, default=WAIT_SECONDS)

    def handle(self, *args: Any, **options: Any) -> None:
        """Do one act; a refusal is one sentence."""
        try:
            getattr(self, options["act"])(options)
        except (FederationRefused, identity.NotSetUp) as refusal:
            raise CommandError(str(refusal)) from refusal

    def init(self, _: dict[str, Any]) -> None:
        """Make keys and statement 1; show the recovery key, which is kept nowhere."""
        made = key_statements.begin()
        self.stdout.write(f"Fingerprint of the first key statement: {made.fp}")
        self.stdout.write("Recovery key, shown this once. Print it and keep it off this machine:")
        self.stdout.write(made.recovery_seed)

    def invite(self, options: dict[str, Any]) -> None:
        """Print the text to send."""
        self.stdout.write(invites.invite(give=options["give"].split(",")))

    def join(self, options: dict[str, Any]) -> None:
        """Take up an invite and wait until the inviter has it."""
        with transaction.atomic():
            peer = invites.join(
                text=options["text"],
                give=options["give"].split(","),
                ask=options["ask"].split(","),
            )
            run_soon("peers.shake_hands")
        self._wait(lambda: peers.by_id(peer.id).state != "invited", "asking the inviter")
        self.stdout.write(f"Check code, read its last group out: {peers.check_code(peer.id)}")

    def approve(self, options: dict[str, Any]) -> None:
        """Let a pending peer in and wait until both have signed."""
        with transaction.atomic():
            peerings.approve(peer_id=options["id"], last_group=options["code"])
            run_soon("peers.shake_hands")
        self._wait(lambda: peers.by_id(options["id"]).state == "active", "signing the agreement")
        self.stdout.write("Connected.")

    def peers(self, _: dict[str, Any]) -> None:
        """One line per peer."""
        for peer in peers.every():
            code = f" code {peers.check_code(peer.id)}" if peer.state == "pending" else ""
            self.stdout.write(
                f"{peer.id} {peer.state} {peer.origin or '(open invite)'}{code} {peer.problem}"
            )

    def seal(self, _: dict[str, Any]) -> None:
        """Seal now; no network is needed for that."""
        now = identity.now()
        seals.sign(now=now)
        size = seals.place(now=now)
        seals.sign(now=now)
        self.stdout.write(f"Sealed size {size}.")

    def pull(self, options: dict[str, Any]) -> None:
        """Set the pull due and wait for the worker."""
        peer = peers.by_origin(options["origin"])
        asked_at = identity.now()
        with transaction.atomic():
            follower_cursors.ask_now(peer_id=peer.id)
            run_soon("following.pull")
        self._wait(lambda: cursors.was_tried_since(peer.id, asked_at), "reading their log")
        self.stdout.write(cursors.words(peer.id))

    def verify(self, _: dict[str, Any]) -> None:
        """Say what does not fit, and fail if anything does not."""
        breaches = [breach for law in LAWS for breach in law()]
        for breach in breaches:
            self.stdout.write(f"{breach.row}: {breach.words}")
        if breaches:
            raise CommandError(f"{len(breaches)} rows do not fit.")
        self.stdout.write("Own and followed logs fit their seals.")

    def pair(self, options: dict[str, Any]) -> None:
        """Join the two instances of the development list; harmless when repeated."""
        pairing = Pairing()
        self._wait(pairing.step, "joining the other instance", options["seconds"])
        self.stdout.write(f"{settings.INSTANCE_NAME.title()} is connected.")

    def _wait(self, done: Callable[[], bool], what: str, seconds: int = WAIT_SECONDS) -> None:
        until = time.monotonic() + seconds
        while not done():
            if time.monotonic() > until:
                raise CommandError(f"Still {what}. Is the worker up, and the other side?")
            time.sleep(LOOK_SECONDS)
