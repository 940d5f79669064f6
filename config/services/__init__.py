"""Starts, watches and ends what the demo and the tests run on.

PostgreSQL and Valkey come from packages; web, worker, beat and relay of each region run beside
them. Standard library and psycopg only.
"""
