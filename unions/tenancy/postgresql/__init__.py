"""The database engine, one place for what a sharded PostgreSQL would need to differ."""
