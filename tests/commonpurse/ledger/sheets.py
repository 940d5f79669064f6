"""Reads a spreadsheet with nothing but a zip and an XML reader, as little as a test needs."""

import io
import re
import zipfile
from dataclasses import dataclass
from xml.etree import ElementTree as ET

NAMESPACE = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"


@dataclass(frozen=True)
class Cell:
    """What stands in a cell, as text, and whether it is text to the spreadsheet too."""

    value: str
    is_text: bool


@dataclass(frozen=True)
class Sheet:
    """The rows of a sheet; a cell that was left out is empty text."""

    xml: str
    rows: list[list[Cell]]


def sheets(file: bytes) -> dict[str, Sheet]:
    """Every sheet by its name."""
    with zipfile.ZipFile(io.BytesIO(file)) as archive:
        assert archive.testzip() is None
        workbook = _tree(archive.read("xl/workbook.xml"))
        names = [sheet.attrib["name"] for sheet in workbook.iter(f"{NAMESPACE}sheet")]
        texts = [
            archive.read(f"xl/worksheets/sheet{number}.xml").decode()
            for number in range(1, len(names) + 1)
        ]
    return {name: Sheet(text, _rows(text)) for name, text in zip(names, texts, strict=True)}


def _rows(text: str) -> list[list[Cell]]:
    return [_row(row) for row in _tree(text.encode()).iter(f"{NAMESPACE}row")]


def _tree(text: bytes) -> ET.Element:
    return ET.fromstring(text)  # noqa: S314 - our own file, written a moment ago


def _row(row: ET.Element) -> list[Cell]:
    cells: list[Cell] = []
    for cell in row.iter(f"{NAMESPACE}c"):
        while len(cells) < _column(cell.attrib["r"]):
            cells.append(Cell("", is_text=True))
        is_text = cell.attrib.get("t") == "inlineStr"
        inside = cell.find(f".//{NAMESPACE}{'t' if is_text else 'v'}")
        cells.append(Cell((inside.text or "") if inside is not None else "", is_text))
    return cells


def _column(name: str) -> int:
    letters = re.sub(r"\d", "", name)
    place = 0
    for letter in letters:
        place = place * 26 + ord(letter) - ord("A") + 1
    return place - 1
