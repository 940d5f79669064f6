"""An archive of the books as files: what is signed, the signature, and what checks them."""

import io
import json
import zipfile
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from commonpurse.seals.rules import verify_books

FORMAT = verify_books.FORMAT
# The same archive is the same bytes: no clock gets in.
_EPOCH = (1980, 1, 1, 0, 0, 0)
README = """These are the books of a union for a time, as they were sealed.

books.json       what was written: accounts, entries, and the chain of seals over all entries
signature.json   the signature of books.json and the key to check it with
verify_books.py  checks both; needs Python 3.9 or newer, nothing else, and no network

    python3 verify_books.py
    python3 verify_books.py --head SEAL --key KEY

Take SEAL and KEY from a statement that was printed or kept at the time: then the archive is not
only whole in itself, it is the one that you saw. Where an entry is private it is not shown; its
hash stands in the chain all the same.
"""


def written(books: Mapping[str, object]) -> bytes:
    """What is signed: the books as JSON, one way only."""
    return json.dumps(books, ensure_ascii=False, sort_keys=True, indent=1).encode()


def packed(content: bytes, *, key: bytes, signature: bytes) -> bytes:
    """The zip file around signed books."""
    told = {
        "algorithm": "Ed25519",
        "of": "books.json",
        "public_key": key.hex(),
        "signature": signature.hex(),
    }
    files = {
        "README.txt": README.encode(),
        "books.json": content,
        "signature.json": json.dumps(told, sort_keys=True, indent=1).encode(),
        "verify_books.py": Path(verify_books.__file__).read_bytes(),
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            info = zipfile.ZipInfo(name, date_time=_EPOCH)
            info.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(info, data)
    return out.getvalue()


def file_name(union: str, first_on: date, last_on: date) -> str:
    """What the file of an archive is called: union, first and last month."""
    return f"{union}-{first_on:%Y-%m}-{last_on:%Y-%m}-books.zip"
