"""Writes a marker of its own into every text of a union, and follows who comes to read which."""

import html
import re
from collections.abc import Iterator
from contextlib import suppress
from io import BytesIO
from typing import Any
from urllib.parse import parse_qsl, urlsplit
from uuid import UUID
from zipfile import ZipFile, is_zipfile

from django.apps import apps
from django.db import IntegrityError, models, transaction
from django.test import Client
from django.urls import resolve
from psycopg import sql

from unions.people.models.user import User
from unions.sealing import seal
from unions.tenancy.rows import TenantModel

# Longer than a code needs to be: currencies, languages and states are no words of people.
TEXT_CHARS_MIN = 12
MARKER = re.compile(r"zq\d{4}x")
LINK = re.compile(r'(?:href|action|hx-get|src)="(/[^"#]*)')
# What libraries answer shows a person only their own; files are the same for all.
NOT_OURS = ("/static/", "/accounts/", "/host/", "/api/schema/", "/api/docs/")
# A month as it stands in an address: `/purse/books/2026-10/`.
OF_MONTH = re.compile(r"/(\d{4}-\d{2})/")


def texts(model: type[models.Model]) -> Iterator[Any]:
    """The columns of a table in which words of people may stand, sealed ones included."""
    for field in model._meta.local_fields:
        is_long = (field.max_length or TEXT_CHARS_MIN) >= TEXT_CHARS_MIN
        is_text = isinstance(field, models.CharField | models.TextField) and not field.choices
        is_sealed = isinstance(field, models.BinaryField) and field.name.endswith("_sealed")
        if is_sealed or (is_text and is_long):
            yield field


def named(field: Any) -> str:
    """`unions_person.display_name`."""
    return f"{field.model._meta.db_table}.{field.column}"


def columns() -> list[Any]:
    """Every such column of a union's rows, and of the people who sign in."""
    tables: list[type[models.Model]] = [User]
    tables += [model for model in apps.get_models() if issubclass(model, TenantModel)]
    return [field for model in tables for field in texts(model)]


class Markers:
    """Which marker stands where: `zq0001x` → `unions_person.display_name`."""

    def __init__(self, union_id: UUID, user_ids: list[UUID], labels: dict[UUID, str]) -> None:
        self.union_id, self.user_ids, self.labels = union_id, user_ids, labels
        self.places: dict[str, str] = {}

    def write(self, cursor: Any, fields: list[Any]) -> None:
        """Mark every row, as the owner, but for those in which these columns must be empty."""
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for field in fields:
            table = sql.Identifier(field.model._meta.db_table)
            cursor.execute(sql.SQL("ALTER TABLE {} DISABLE TRIGGER USER").format(table))
            for row in list(self._rows(cursor, field)):
                with suppress(IntegrityError), transaction.atomic():
                    self._mark(cursor, field, row)
            cursor.execute(sql.SQL("ALTER TABLE {} ENABLE TRIGGER USER").format(table))

    def _mark(self, cursor: Any, field: Any, row: UUID) -> None:
        marker = f"zq{len(self.places) + 1:04d}x"
        content = marker + "@x.example" if field.name == "email" else marker
        cursor.execute(
            sql.SQL("UPDATE {} SET {} = %s WHERE {} = %s").format(
                sql.Identifier(field.model._meta.db_table),
                sql.Identifier(field.column),
                sql.Identifier(field.model._meta.pk.column),
            ),
            [seal(marker) if isinstance(field, models.BinaryField) else content, row],
        )
        self.places[marker] = f"{named(field)} {self.labels.get(row, '')}".strip()

    def _rows(self, cursor: Any, field: Any) -> Iterator[UUID]:
        of_people = field.model is User
        key = sql.Identifier(field.model._meta.pk.column)
        cursor.execute(
            sql.SQL("SELECT {} FROM {} WHERE {} = ANY(%s) ORDER BY 1").format(
                key,
                sql.Identifier(field.model._meta.db_table),
                key if of_people else sql.Identifier("union_id"),
            ),
            [self.user_ids if of_people else [self.union_id]],
        )
        yield from (row[0] for row in cursor.fetchall())

    def found_in(self, text: str) -> set[str]:
        """The places whose markers stand in a text."""
        markers = MARKER.findall(text.lower())
        return {self.places[marker] for marker in markers if marker in self.places}


def answers(browser: Client, paths: list[str], month: str) -> Iterator[tuple[str, str]]:
    """(path, text) of these pages and of all that they lead to, each address once in each form;
    of months that stand in addresses only this one, in which everything happens."""
    seen: set[tuple[str, frozenset[str]]] = set()
    waiting = [(path, True) for path in paths]
    while waiting:
        path, follow = waiting.pop(0)
        parts = urlsplit(path)
        form = (parts.path, frozenset(name for name, _ in parse_qsl(parts.query)))
        if form in seen or path.startswith(NOT_OURS):
            continue
        seen.add(form)
        answer = browser.get(path)
        text = readable(answer.getvalue())
        yield path, text
        if follow and answer.get("Content-Type", "").startswith("text/html"):
            links = (html.unescape(link) for link in LINK.findall(text))
            waiting += [(link, False) for link in links if OF_MONTH.findall(link) in ([], [month])]


def readable(content: bytes) -> str:
    """What stands in an answer; a spreadsheet is a packed folder."""
    if not is_zipfile(BytesIO(content)):
        return content.decode(errors="replace")
    with ZipFile(BytesIO(content)) as packed:
        return "\n".join(packed.read(name).decode(errors="replace") for name in packed.namelist())


def address_of(path: str) -> str:
    """The name of the address behind a path: `provisioning:needs.mine`."""
    return resolve(urlsplit(path).path).view_name
