"""Writes a marker into every text column of a union's rows, past all walls, as the owner."""

from collections.abc import Iterator

import psycopg
from django.apps import apps
from django.db import models
from psycopg import sql

from unions.tenancy.rows import TenantModel

MARKER = "KANARIA77"
LENGTH_MIN = len(MARKER) + 9
PEOPLE = "unions_user"


def text_columns() -> Iterator[tuple[str, str, str]]:
    """(table, column, key) of every text column that could hold what people write."""
    for model in apps.get_models():
        # What a union lets leave is codes, and says what is published at all.
        if model._meta.app_label == "federation" or not (
            issubclass(model, TenantModel) or model._meta.db_table == PEOPLE
        ):
            continue
        for field in model._meta.local_fields:
            roomy = (field.max_length or LENGTH_MIN) >= LENGTH_MIN
            if isinstance(field, models.CharField | models.TextField) and roomy:
                yield model._meta.db_table, str(field.column), str(model._meta.pk.column)


def mark(address: str) -> dict[str, int]:
    """Per column how many rows now hold a marker; columns that only take codes stay as they are."""
    marked: dict[str, int] = {}
    with psycopg.connect(address) as connection:
        for table, column, key in list(text_columns()):
            names = {"t": sql.Identifier(table), "c": sql.Identifier(column)}
            try:
                with connection.transaction():
                    connection.execute("SET CONSTRAINTS ALL IMMEDIATE")
                    _switch(connection, "DISABLE", names)
                    found = connection.execute(
                        sql.SQL("UPDATE {t} SET {c} = {m} || right({k}::text, 8)").format(
                            m=sql.Literal(MARKER), k=sql.Identifier(key), **names
                        )
                    )
                    _switch(connection, "ENABLE", names)
            except psycopg.Error:
                continue
            if found.rowcount:
                marked[f"{table}.{column}"] = found.rowcount
    return marked


def _switch(connection: psycopg.Connection, way: str, names: dict[str, sql.Identifier]) -> None:
    connection.execute(sql.SQL(f"ALTER TABLE {{t}} {way} TRIGGER USER").format(**names))
