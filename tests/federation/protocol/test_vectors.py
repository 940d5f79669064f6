"""The test vectors of the wire specification, byte for byte."""

from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from federation.protocol import checkpoint, entries, invites, keys, note
from federation.protocol.canonical import b64u
from federation.protocol.merkle import Edge, leaf_hash, node_hash

VECTORS = Path(__file__).parent / "vectors"
LINES = (VECTORS / "lines.ndjson").read_bytes().splitlines()
CHECKPOINT = (VECTORS / "checkpoint.txt").read_text(encoding="utf-8")
SEEDS = {
    "request": "d9bc08d78a1437100f8230368e60bbcb2fbf2a7c0e38a1d61976c7df6761dacf",
    "log": "9226be038bf2182c66be69b9a6af580a398fc56af5a1a3edabc59c0cd7d255c9",
    "recovery": "76c5a3993a0968457fa8d2458d870878fb92469cd13a61ad523e18f13ff7cf78",
}
X = {
    "request": "6sryPQiOkTowP0j-ql8YXIQxAA_ks867v56zYlR-dsE",
    "log": "UDeBkLom6CYAQ4Kvfv7HnLM7XWMs9saZpbyVTMYsIL0",
    "recovery": "sfdZLdpSPrV6bLosMK6lZMaThjxBegAOTNbUo8qc5No",
}
FP = "qR3PiCgZtg6se7stbDvesHR4VfBwZOwZAo_UrBW-jKY"
LEAVES = [
    "1b7513a1a7e707c43d275592fa7ccfe8791cd4fd8458739bd6b5f3b5085a78f7",
    "cbe582e63de6a3c9024aa4b06f1f089ba91c997040190115f9791322a0d7f172",
    "4910e6f08070d5560f9b859b04476d1bb7f39650bfa53b5936bd2fcdef92073a",
    "0e356d3a73ea3d85f75352da8f7fe834400a60c11b9b73ff41e7d43979154ee7",
    "964f6611cbb574ea2c6c40ab439e747fe6b7940b98137c7530fe8dc30d74dc3d",
]
ROOT = "d5642abb43f421906f68c2ea7d700c5cd2782562516fdc5e91f06dcea33b3ade"


def key(role: str) -> Ed25519PrivateKey:
    """The private key of a role."""
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(SEEDS[role]))


@pytest.mark.parametrize("role", ["request", "log", "recovery"])
def test_seeds_give_these_public_keys(role: str) -> None:
    assert b64u(key(role).public_key().public_bytes_raw()) == X[role]


def test_the_key_id_is_the_head_of_the_thumbprint() -> None:
    assert keys.keyid("a.example", X["request"]) == "a.example/bJWn4kr-D6ZSkG8o"


def test_leaves_nodes_and_root() -> None:
    leaves = [leaf_hash(line) for line in LINES]

    assert [leaf.hex() for leaf in leaves] == LEAVES
    assert node_hash(leaves[0], leaves[1]).hex().startswith("d50f5e9a2bbcf1d6")
    assert node_hash(leaves[2], leaves[3]).hex().startswith("02c0a1492211bd63")
    assert Edge().extend(leaves[:4]).root.hex().startswith("98925e58432e7519")
    assert Edge().extend(leaves).root.hex() == ROOT


def test_the_checkpoint_is_signed_to_the_same_bytes() -> None:
    sealed = checkpoint.Checkpoint("a.example/fed/log/1", 5, bytes.fromhex(ROOT))

    signed = checkpoint.sign(sealed, [key("log")])

    assert signed == CHECKPOINT
    assert len(signed.encode()) == 185
    public = key("log").public_key().public_bytes_raw()
    assert checkpoint.verify(CHECKPOINT, log=sealed.log, keys=[public]) == sealed


def test_the_statement_of_line_0_is_written_to_the_same_bytes() -> None:
    line = entries.read(LINES[0])
    signers = [
        note.Signer(keys.keyid("a.example", X[role]), key(role))
        for role in ("request", "log", "recovery")
    ]
    content = {
        "at": "2026-11-20T09:00:00Z",
        "closed": [],
        "epoch": 1,
        "log": [X["log"]],
        "origin": "https://a.example",
        "prev": None,
        "recovery": X["recovery"],
        "request": [X["request"]],
        "revoked": [],
        "serial": 1,
    }

    assert keys.write(content, signers) == line.b["note"]
    (statement,) = keys.verify_chain([line.b["note"]], origin="https://a.example")
    assert statement.fp == FP


@pytest.mark.parametrize("index", [0, 1, 2, 4])
def test_lines_are_written_to_the_same_bytes(index: int) -> None:
    assert entries.write(entries.read(LINES[index])) == LINES[index]


def test_a_type_that_is_not_built_yet_is_named_as_unknown() -> None:
    with pytest.raises(entries.UnknownType, match="offer/1"):
        entries.read(LINES[3])


def test_the_withheld_form_of_line_3() -> None:
    withheld = b'{"h":"DjVtOnPqPYX3U1Laj3_oNEAKYMEbm3P_QefUOXkVTuc"}'

    assert entries.withhold(leaf_hash(LINES[3])) == withheld
    assert len(withheld) == 51
    assert entries.leaf_of(withheld) == leaf_hash(LINES[3])


def test_the_check_code() -> None:
    code = invites.check_code(fp_a=FP, fp_b="A" * 43, nonce_a="B" * 22, nonce_b="C" * 22)

    assert code == "9902 8667 9295 6581 7918 6245 2373 2204"
