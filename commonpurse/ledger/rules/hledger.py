"""The books as an hledger journal: `hledger check --strict` reads it, and each closing is ours."""

from collections.abc import Iterator

from commonpurse.ledger.rules.books import BookAccount, BookEntry, BookLine, Books, one_line
from commonpurse.ledger.rules.journal_names import OPENING, Names, names_of, number

# What the roots of our names are to hledger, so that its reports find them.
TYPES = {"Assets": "A", "Liabilities": "L", "Equity": "E", "Income": "R", "Expenses": "X"}
EXCHANGE_TYPE = "V"

# A semicolon would begin a comment, a bar would part a payee from a note.
_IN_DESCRIPTIONS = str.maketrans({";": ",", "|": "/"})
# Inside a comment hledger reads tags: these would end one, begin one, or set a date.
_IN_TAGS = str.maketrans(dict.fromkeys(",:;[]", " "))


def render(books: Books) -> Iterator[str]:
    """The journal, piece by piece; it ends with a balance assertion for each account. Reads
    `books.entries` once."""
    names = names_of(books)
    yield from _head(books, names)
    yield _opening(books, names)
    for entry in books.entries:
        yield _entry(entry, names)
    yield _closing(books, names)


def _head(books: Books, names: Names) -> Iterator[str]:
    notes = (one_line(words) for words in (books.title, *books.notes))
    yield "".join(f"; {note}\n" for note in notes) + "\ndecimal-mark .\n"
    for unit in books.used_units():
        shape = f"1000.{'0' * unit.scale}"
        yield f"commodity {shape} {_symbol(names.units[unit.code])}\n"
    yield f"\naccount {OPENING}  ; type:E\n"
    for account in books.accounts:
        name = names.accounts[account.id]
        kind = EXCHANGE_TYPE if ":Exchange:" in name else TYPES[name.split(":")[0]]
        yield f"account {name}  ; type:{kind}\n"
        yield f"  ; code:{_tag(account.code)}, kind:{account.kind.value}\n"
        yield f"  ; name:{_tag(account.name)}\n"
        if account.fund:
            yield f"  ; fund:{_tag(account.fund)}\n"
        if account.ends_on:
            yield f"  ; closed:{account.ends_on}\n"


def _opening(books: Books, names: Names) -> str:
    """What each account held, from and to `OPENING`; nothing where nothing was held."""
    told = []
    for account in books.accounts:
        if account.opening:
            told.append(_line(names.accounts[account.id], account, account.opening, names))
            told.append(_line(OPENING, account, -account.opening, names))
    head = f"\n{books.period.first_on} * {_described(books.opening_words)}\n"
    return head + "".join(told) if told else ""


def _entry(entry: BookEntry, names: Names) -> str:
    told = [f"\n{entry.on} * {_described(entry.title)}", f"    ; kind:{entry.kind}"]
    if entry.id:
        told.append(f"    ; entry:{entry.id}")
    if entry.by:
        told.append(f"    ; by:{' & '.join(_tag(name) for name in entry.by)}")
    if entry.reverses_id:
        told.append(f"    ; reverses:{entry.reverses_id}")
    if entry.reversed_by_id:
        told.append(f"    ; reversed-by:{entry.reversed_by_id}")
    if entry.private:
        told.append(f"    ; private:, entries:{entry.entries}")
    return "\n".join(told) + "\n" + "".join(_entry_line(line, names) for line in entry.lines)


def _entry_line(line: BookLine, names: Names) -> str:
    """Its amount; or, where that is not told, what must be there after it: the program finds it."""
    name = names.accounts[line.account.id]
    if line.amount is not None:
        return _line(name, line.account, line.amount, names)
    there = f"= {number(line.account, line.balance or 0)}"
    return f"    {names.line(name, there)} {_symbol(names.units[line.account.unit])}\n"


def _closing(books: Books, names: Names) -> str:
    """Lines of nothing that say what must be there, on the last day."""
    told = [f"\n{books.period.last_on} * {_described(books.closing_words)}\n"]
    for account in books.accounts:
        unit = _symbol(names.units[account.unit])
        there = number(account, account.closing)
        nothing = names.line(names.accounts[account.id], "0")
        told.append(f"    {nothing} {unit} = {there} {unit}\n")
    for used in books.used_units():
        unit = _symbol(names.units[used.code])
        told.append(f"    {names.line(OPENING, '0')} {unit} = 0 {unit}\n")
    return "".join(told) if books.accounts else ""


def _line(name: str, account: BookAccount, amount: int, names: Names) -> str:
    unit = _symbol(names.units[account.unit])
    return f"    {names.line(name, number(account, amount))} {unit}\n"


def _symbol(unit: str) -> str:
    return unit if unit.isalpha() else f'"{unit}"'


def _described(words: str) -> str:
    """A description; the empty code in front keeps a bracket in the words from being one."""
    return f"() {one_line(words).translate(_IN_DESCRIPTIONS)}".rstrip()


def _tag(words: str) -> str:
    return one_line(one_line(words).translate(_IN_TAGS))
