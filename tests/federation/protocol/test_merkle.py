"""The tree against the recursive definition of RFC 6962."""

from hypothesis import given, settings
from hypothesis import strategies as st

from federation.protocol.canonical import sha256
from federation.protocol.merkle import EMPTY_ROOT, Edge, leaf_hash, node_hash, peaks, step


def by_definition(leaves: list[bytes]) -> bytes:
    """RFC 6962, section 2.1, word for word."""
    if not leaves:
        return sha256(b"")
    if len(leaves) == 1:
        return leaves[0]
    k = 1
    while k * 2 < len(leaves):
        k *= 2
    return node_hash(by_definition(leaves[:k]), by_definition(leaves[k:]))


def test_every_size_up_to_320_has_the_root_of_the_definition() -> None:
    leaves = [leaf_hash(str(i).encode()) for i in range(320)]
    edge = Edge()
    assert edge.root == EMPTY_ROOT == by_definition([])
    for size, leaf in enumerate(leaves, start=1):
        edge = edge.append(leaf)
        assert edge.root == by_definition(leaves[:size])
        assert len(edge.hashes) == size.bit_count()


@settings(max_examples=200)
@given(st.lists(st.binary(max_size=40), max_size=70), st.integers(0, 70))
def test_stored_nodes_give_back_the_edge_of_every_size(lines: list[bytes], size: int) -> None:
    leaves = [leaf_hash(line) for line in lines]
    size = min(size, len(leaves))
    stored = {(0, i): leaf for i, leaf in enumerate(leaves)}
    edge = Edge()
    for leaf in leaves:
        edge, completed = step(edge, leaf)
        stored |= {(node.level, node.index): node.hash for node in completed}

    again = Edge(size, tuple(stored[peak] for peak in peaks(size)))

    assert again == Edge().extend(leaves[:size])
    assert again.extend(leaves[size:]) == edge


@given(st.binary(min_size=64, max_size=64))
def test_a_leaf_is_never_a_node(pair: bytes) -> None:
    assert leaf_hash(pair) != node_hash(pair[:32], pair[32:])
