"""Evidence that the books are as they were: blocks of entries under a chain of hashes."""
