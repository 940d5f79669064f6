"""Imports every noun of this app; read by Django and the admin only."""

from federation.following.models.follower_cursor import FollowerCursor
from federation.following.models.received_entry import ReceivedEntry
from federation.following.models.received_state import ReceivedState
from federation.following.models.staged_line import StagedLine
from federation.log.models.entry_bytes import EntryBytes
from federation.log.models.key_statement import KeyStatement
from federation.log.models.log_entry import LogEntry
from federation.log.models.outbox_line import OutboxLine
from federation.log.models.seal import Seal
from federation.log.models.tree_node import TreeNode
from federation.peers.models.agreement import Agreement
from federation.peers.models.peer import Peer
from federation.peers.models.peer_event import PeerEvent
from federation.peers.models.peer_key import PeerKey
from federation.peers.models.sharing_consent import SharingConsent
from federation.summaries.models.summary import Summary

__all__ = [
    "Agreement",
    "EntryBytes",
    "FollowerCursor",
    "KeyStatement",
    "LogEntry",
    "OutboxLine",
    "Peer",
    "PeerEvent",
    "PeerKey",
    "ReceivedEntry",
    "ReceivedState",
    "Seal",
    "SharingConsent",
    "StagedLine",
    "Summary",
    "TreeNode",
]
