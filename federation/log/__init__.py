"""The signed, append-only log of this instance: what waits, lines, tree, seals."""
