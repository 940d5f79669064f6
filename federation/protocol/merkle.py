"""The tree of RFC 6962, grown leaf by leaf along its right edge."""

from collections.abc import Iterable
from dataclasses import dataclass

from federation.protocol.canonical import sha256

EMPTY_ROOT = sha256(b"")


@dataclass(frozen=True)
class Node:
    """A full subtree: it covers the leaves index·2^level … (index + 1)·2^level - 1."""

    level: int
    index: int
    hash: bytes


@dataclass(frozen=True)
class Edge:
    """What is enough to go on growing: size and the hashes of its full subtrees, largest first."""

    size: int = 0
    hashes: tuple[bytes, ...] = ()

    def append(self, leaf: bytes) -> "Edge":
        """The edge after one more leaf hash."""
        return step(self, leaf)[0]

    def extend(self, leaves: Iterable[bytes]) -> "Edge":
        """The edge after these leaf hashes."""
        edge = self
        for leaf in leaves:
            edge = edge.append(leaf)
        return edge

    @property
    def root(self) -> bytes:
        """The root hash, 32 bytes."""
        if not self.hashes:
            return EMPTY_ROOT
        root = self.hashes[-1]
        for left in reversed(self.hashes[:-1]):
            root = node_hash(left, root)
        return root


def leaf_hash(line: bytes) -> bytes:
    """The hash of the exact bytes of a line, without its LF."""
    return sha256(b"\x00" + line)


def node_hash(left: bytes, right: bytes) -> bytes:
    """The hash of two subtrees."""
    return sha256(b"\x01" + left + right)


def step(edge: Edge, leaf: bytes) -> tuple[Edge, list[Node]]:
    """One more leaf: the new edge, and the full subtrees above level 0 that it completes."""
    hashes = [*edge.hashes, leaf]
    completed: list[Node] = []
    rest, level = edge.size, 0
    while rest & 1:
        right = hashes.pop()
        hashes.append(node_hash(hashes.pop(), right))
        rest, level = rest >> 1, level + 1
        completed.append(Node(level, rest, hashes[-1]))
    return Edge(edge.size + 1, tuple(hashes)), completed


def peaks(size: int) -> list[tuple[int, int]]:
    """(level, index) of the full subtrees of a tree of this size, largest first."""
    found: list[tuple[int, int]] = []
    start = 0
    for level in reversed(range(size.bit_length())):
        if size >> level & 1:
            found.append((level, start >> level))
            start += 1 << level
    return found
