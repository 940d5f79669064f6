"""The books as a beancount journal: `bean-check` reads it, and finds each closing as ours."""

from collections.abc import Iterator
from datetime import date, timedelta

from commonpurse.ledger.rules.books import BookAccount, BookEntry, Books, one_line
from commonpurse.ledger.rules.journal_names import OPENING, Names, names_of, number
from commonpurse.ledger.rules.units import UnitKind

_DAY = timedelta(days=1)


def render(books: Books) -> Iterator[str]:
    """The journal, piece by piece; it ends with a balance assertion without tolerance for each
    account. Reads `books.entries` once."""
    names = names_of(books)
    yield from _head(books, names)
    for account in books.accounts:
        yield _open(account, names)
    yield _opening(books, names)
    for entry in books.entries:
        yield _padded(entry, names) if entry.too_few else _entry(entry, names)
    yield from _closing(books, names)


def _head(books: Books, names: Names) -> Iterator[str]:
    yield "".join(f"; {one_line(note)}\n" for note in books.notes) + "\n"
    yield f'option "title" {_quoted(books.title)}\n'
    for unit in books.used_units():
        if unit.kind is UnitKind.MONEY:
            yield f'option "operating_currency" "{names.units[unit.code]}"\n'
    yield "\n"
    day = books.period.first_on
    for unit in books.used_units():
        yield (
            f"{day} commodity {names.units[unit.code]}\n"
            f"  code: {_quoted(unit.code)}\n"
            f'  kind: "{unit.kind.value}"\n'
            f"  scale: {unit.scale}\n"
        )
    yield f"\n{day} open {OPENING}\n"


def _open(account: BookAccount, names: Names) -> str:
    told = [
        f"{account.begins_on} open {names.accounts[account.id]} {names.units[account.unit]}",
        f"  code: {_quoted(account.code)}",
        f'  kind: "{account.kind.value}"',
        f"  name: {_quoted(account.name)}",
    ]
    if account.fund:
        told.append(f"  fund: {_quoted(account.fund)}")
    return "\n".join(told) + "\n"


def _opening(books: Books, names: Names) -> str:
    """What each account held, from and to `OPENING`; nothing where nothing was held."""
    told = []
    for account in books.accounts:
        if account.opening:
            told.append(_line(names.accounts[account.id], account, account.opening, names))
            told.append(_line(OPENING, account, -account.opening, names))
    if not told:
        return ""
    head = f"\n{books.period.first_on} * {_quoted(books.opening_words)}\n"
    return head + "".join(told)


def _entry(entry: BookEntry, names: Names) -> str:
    link = entry.reverses_id or (entry.id if entry.reversed_by_id else None)
    told = [
        f"\n{entry.on} * {_quoted(entry.title)}" + (f" ^reversal-{link}" if link else ""),
        f'  kind: "{entry.kind}"',
    ]
    if entry.id:
        told.append(f'  entry: "{entry.id}"')
    if entry.by:
        told.append(f"  by: {_quoted(', '.join(entry.by))}")
    if entry.reverses_id:
        told.append(f'  reverses: "{entry.reverses_id}"')
    if entry.reversed_by_id:
        told.append(f'  reversed_by: "{entry.reversed_by_id}"')
    if entry.private:
        told.append(f"  private: TRUE\n  entries: {entry.entries}")
    lines = [
        _line(names.accounts[line.account.id], line.account, line.amount or 0, names)
        for line in entry.lines
    ]
    return "\n".join(told) + "\n" + "".join(lines)


def _padded(entry: BookEntry, names: Names) -> str:
    """Too few to tell an amount: the program finds what its accounts lack on the next morning."""
    told = [f"\n; {one_line(entry.title)}"]
    for line in entry.lines:
        told.append(f"{entry.on} pad {names.accounts[line.account.id]} {OPENING}")
        told.append(f'  kind: "{entry.kind}"\n  private: TRUE\n  entries: {entry.entries}')
    told += [
        _there(entry.on + _DAY, line.account, line.balance or 0, names) for line in entry.lines
    ]
    return "\n".join(told) + "\n"


def _there(morning: date, account: BookAccount, balance: int, names: Names) -> str:
    there = names.line(names.accounts[account.id], number(account, balance))
    return f"{morning} balance {there} ~ 0 {names.units[account.unit]}"


def _closing(books: Books, names: Names) -> Iterator[str]:
    """What each account holds on the morning after its last day; then closed ones close."""
    morning = books.period.last_on + _DAY
    yield f"\n; {one_line(books.closing_words)}\n"
    for account in books.accounts:
        name = names.accounts[account.id]
        on = account.ends_on + _DAY if account.ends_on else morning
        yield _there(on, account, account.closing, names) + "\n"
        if account.ends_on:
            yield f"{on} close {name}\n"
    for unit in books.used_units():
        yield f"{morning} balance {names.line(OPENING, '0')} ~ 0 {names.units[unit.code]}\n"


def _line(name: str, account: BookAccount, amount: int, names: Names) -> str:
    return f"  {names.line(name, number(account, amount))} {names.units[account.unit]}\n"


def _quoted(words: str) -> str:
    escaped = one_line(words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
