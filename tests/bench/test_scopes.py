"""What the walls between unions cost: entering a scope, a list behind the policies, a page."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.conf import settings
from django.db import connection, transaction

from tests.bench.scales import Goal, Table, Way, in_turns, ratios, repeat
from tests.cast import Cast, gather
from unions.people.models.membership import Membership
from unions.people.models.person import Person
from unions.people.queries import people
from unions.tenancy.scopes import union_scope

TURNS = 15
ENTRIES, LISTS, PAGES = 200, 30, 5
UNIONS, MEMBERS = 20, 50
GUARDED = ("unions_person", "unions_membership")
DAY = "2026-01-01"


def settle(cast: Cast, size: int) -> None:
    """Fill a union up to so many members."""
    with cast.scope():
        persons = Person.objects.bulk_create(
            Person(display_name=f"Member {n:03}", sort_key=f"member {n:03}")
            for n in range(size - len(cast.members))
        )
        Membership.objects.bulk_create(Membership(person=row, since_on=DAY) for row in persons)


def settle_region(harbour: Cast) -> None:
    """Many unions of the same size, so that a list has others' rows to leave out."""
    settle(harbour, MEMBERS)
    for number in range(1, UNIONS):
        settle(gather(f"union-{number}", f"Union {number}", {}, "northshore"), MEMBERS)


@contextmanager
def owner_past_policies() -> Iterator[tuple[Callable[[], None], Callable[[], None]]]:
    """Two switches on one connection: to the owner, whom no policy binds, and back to the app."""
    with connection.cursor() as cursor:

        def step_up() -> None:
            cursor.execute("RESET ROLE")

        def step_down() -> None:
            cursor.execute(f'SET ROLE "{settings.APP_ROLE}"')

        def force(word: str) -> None:
            for name in GUARDED:
                cursor.execute(f"ALTER TABLE {name} {word} ROW LEVEL SECURITY")

        step_up()
        force("NO FORCE")
        step_down()
        try:
            yield step_up, step_down
        finally:
            step_up()
            force("FORCE")
            step_down()


def test_scope_list_and_page(transactional_db: None, harbour: Cast, table: Table) -> None:
    settle_region(harbour)
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
    weigh_entering(harbour, table)
    weigh_list(harbour, table)
    weigh_page(harbour, table)
    table.notes.append(f"{UNIONS} unions of {MEMBERS} members each.")


def weigh_entering(harbour: Cast, table: Table) -> None:
    """A scope is a transaction that also names its union to the database."""

    def enter_transaction() -> None:
        with transaction.atomic(), connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    def enter_scope() -> None:
        with union_scope(harbour.union.id), connection.cursor() as cursor:
            cursor.execute("SELECT 1")

    turns = in_turns(
        {
            "transaction": Way(repeat(enter_transaction, ENTRIES), ENTRIES),
            "scope": Way(repeat(enter_scope, ENTRIES), ENTRIES),
        },
        turns=TURNS,
    )
    found = ratios(turns["scope"], turns["transaction"])
    table.compare("time: entering a scope / a transaction", found, Goal("about", 1.5))
    table.keep_times(turns)


def weigh_list(harbour: Cast, table: Table) -> None:
    """The same list by the same query, once behind the policies and once past them."""
    with owner_past_policies() as (step_up, step_down):

        def read() -> None:
            with harbour.scope():
                for _ in range(LISTS):
                    assert len(people.members()) == MEMBERS

        turns = in_turns(
            {
                "list behind policies": Way(read, LISTS, ready=step_down),
                "list past policies": Way(read, LISTS, ready=step_up),
            },
            turns=TURNS,
        )
        step_down()
    found = ratios(turns["list past policies"], turns["list behind policies"])
    goal = Goal("at least", 0.9)
    table.compare("throughput: list with row-level security / without", found, goal)
    table.keep_times(turns)


def weigh_page(harbour: Cast, table: Table) -> None:
    """Middleware, scope, queries and templates, against an answer of one word."""
    browser = harbour.client("hana")
    address = harbour.url("people/")

    def empty() -> None:
        assert browser.get("/healthz").status_code == 200

    def page() -> None:
        assert browser.get(address).status_code == 200

    turns = in_turns(
        {
            "empty view": Way(repeat(empty, PAGES * 10), PAGES * 10),
            "people page": Way(repeat(page, PAGES), PAGES),
        },
        turns=TURNS,
    )
    found = ratios(turns["people page"], turns["empty view"])
    table.compare("time: people page / an empty view", found, Goal("about", 4))
    table.keep_times(turns)
