"""The wire format in plain Python: canonical JSON, tree, notes, keys, entries. No Django here."""
