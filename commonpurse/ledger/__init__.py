"""The books: accounts, entries and their lines, written by the database's own functions only."""
