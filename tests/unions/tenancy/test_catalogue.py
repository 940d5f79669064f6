"""The catalogue check is silent on our schema and finds every kind of hole."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings

from unions.tenancy.catalogue import breaches

pytestmark = pytest.mark.django_db

HOLES = [
    ("C1", "CREATE TABLE stray (id int)"),
    ("C3", "ALTER TABLE unions_person DISABLE ROW LEVEL SECURITY"),
    ("C3", "ALTER TABLE unions_person FORCE ROW LEVEL SECURITY"),
    ("C4", "DROP POLICY tenant ON unions_person"),
    ("C4", "CREATE POLICY wide ON unions_person USING (true)"),
    ("C4", "ALTER POLICY tenant ON unions_person USING (true)"),
    ("C6", "ALTER TABLE unions_person ADD EXCLUDE USING gist (kind WITH =)"),
    ("C7", "ALTER TABLE unions_auditevent DROP CONSTRAINT unions_auditevent_union_id_id"),
    (
        "C8",
        "ALTER TABLE unions_membership ADD FOREIGN KEY (person_id) REFERENCES unions_person (id)",
    ),
    ("C9", "ALTER TABLE unions_user ADD FOREIGN KEY (id) REFERENCES unions_person (id) NOT VALID"),
    ("C10", "CREATE INDEX stray ON unions_person (kind)"),
    ("C11", "CREATE VIEW stray AS SELECT * FROM unions_person"),
    ("C11", "CREATE MATERIALIZED VIEW stray AS SELECT * FROM unions_person"),
    ("C12", "CREATE FUNCTION stray() RETURNS int LANGUAGE sql SECURITY DEFINER AS 'SELECT 1'"),
    ("C15", "GRANT DELETE ON unions_auditevent TO {app}"),
    ("C14", "GRANT TRUNCATE ON unions_person TO {app}"),
    ("C16", "GRANT SELECT ON unions_person TO {platform}"),
    ("C16", "GRANT SELECT (payload) ON unions_announcement TO {platform}"),
    ("C16", "GRANT UPDATE (done_at) ON unions_receipt TO {platform}"),
    ("C4", "ALTER POLICY platform ON unions_receipt TO PUBLIC"),
    ("C17", "GRANT SELECT ON unions_person TO PUBLIC"),
]


def test_walls_stand() -> None:
    assert list(breaches()) == []


@pytest.mark.parametrize(
    ("number", "statement"), HOLES, ids=[f"{n}-{i}" for i, (n, _) in enumerate(HOLES)]
)
def test_hole_is_found(number: str, statement: str, as_owner: Callable[..., Any]) -> None:
    with as_owner() as cursor:
        cursor.execute(statement.format(app=settings.APP_ROLE, platform=settings.PLATFORM_ROLE))
    assert any(sentence.startswith(number) for sentence in breaches())
