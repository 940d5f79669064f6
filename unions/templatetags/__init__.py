"""What templates need to say numbers, days and kinds in the reader's language."""
