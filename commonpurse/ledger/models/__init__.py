"""Read-only views of the ledger's tables; the posting functions write them."""
