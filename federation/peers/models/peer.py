"""Another instance, from the invite on."""

from django.db import models

from federation.protocol.origins import authority_of
from unions.tenancy.ids import uuid7


class Peer(models.Model):
    """One per origin; an invite that nobody has used yet has no origin."""

    class State(models.TextChoices):
        """invited → pending → active ⇄ paused → left; any → blocked."""

        INVITED = "invited"
        PENDING = "pending"
        ACTIVE = "active"
        PAUSED = "paused"
        LEFT = "left"
        BLOCKED = "blocked"

    class Side(models.TextChoices):
        """Who wrote the invite: we (inviter) or they (invitee)."""

        INVITER = "inviter"
        INVITEE = "invitee"

    MOVES = {
        State.INVITED: {State.PENDING, State.BLOCKED, State.LEFT},
        State.PENDING: {State.ACTIVE, State.BLOCKED, State.LEFT},
        State.ACTIVE: {State.PAUSED, State.LEFT, State.BLOCKED},
        State.PAUSED: {State.ACTIVE, State.LEFT, State.BLOCKED},
        State.LEFT: {State.BLOCKED},
        State.BLOCKED: set(),
    }

    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    side = models.CharField(max_length=7, choices=Side)
    state = models.CharField(max_length=7, choices=State, default=State.INVITED)
    origin = models.CharField(max_length=300, unique=True, null=True)  # noqa: DJ001 - unique
    name = models.CharField(max_length=80, blank=True)
    peering_id = models.UUIDField(null=True, unique=True)
    # The inviter keeps the hash only; the invitee the token, until it is used.
    token_hash = models.CharField(max_length=43, blank=True)
    token = models.CharField(max_length=22, blank=True)
    token_until = models.DateTimeField(null=True)
    invited_fp = models.CharField(max_length=43, blank=True)
    # The newest statement that they sent themselves, until the call-back has pinned it.
    offered_statement = models.TextField(max_length=8192, blank=True)
    nonce_own = models.CharField(max_length=22, blank=True)
    nonce_peer = models.CharField(max_length=22, blank=True)
    we_give = models.JSONField(default=list)
    they_give = models.JSONField(default=list)
    they_ask = models.JSONField(default=list)
    they_read = models.JSONField(default=list)
    seal_utc = models.CharField(max_length=5, default="02:00")
    called_back_at = models.DateTimeField(null=True)
    approved_at = models.DateTimeField(null=True)
    asked_for_keys_at = models.DateTimeField(null=True)
    # How far the peer itself says that it holds our log: the lines below this index of an epoch.
    holds_epoch = models.PositiveIntegerField(null=True)
    holds_below = models.PositiveBigIntegerField(null=True)
    problem = models.CharField(max_length=40, blank=True)
    fails = models.PositiveIntegerField(default=0)
    next_due_at = models.DateTimeField(null=True)
    created_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=models.Q(
                    state__in=["invited", "pending", "active", "paused", "left", "blocked"]
                ),
                name="peer_state_known",
            ),
            models.CheckConstraint(
                condition=models.Q(side__in=["inviter", "invitee"]), name="peer_side_known"
            ),
        ]
        indexes = [models.Index(fields=["next_due_at"], name="peer_due")]

    def __str__(self) -> str:
        """The origin, or that it is not known yet."""
        return self.origin or "an open invite"

    @property
    def authority(self) -> str:
        """The origin without its scheme; empty while it is unknown."""
        return authority_of(self.origin or "")
