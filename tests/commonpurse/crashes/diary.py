"""What a writer has asked for and what it was told, line by line, so that a kill loses none of it.

A line is in the file, whole, once it was handed to the system: the writer dies, not the machine.
"""

from dataclasses import dataclass, field
from pathlib import Path


@dataclass
class Diary:
    """One writer's file, over all its lives."""

    path: Path
    asked: int = -1
    told: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, folder: Path, writer: int) -> "Diary":
        """What stands in it so far."""
        diary = cls(folder / f"writer-{writer}")
        text = diary.path.read_text() if diary.path.exists() else ""
        for line in text.splitlines():
            word, number, *ids = line.split()
            if word == "asked":
                diary.asked = int(number)
            else:
                diary.told[int(number)] = ids
        return diary

    def next_number(self) -> int:
        """The act that was asked for and not answered, for it is asked for again; else the next."""
        return self.asked + 1 if self.asked in self.told else max(self.asked, 0)

    def ask(self, number: int) -> None:
        """About to ask for this act."""
        self._write(f"asked {number}")

    def tell(self, number: int, ids: list[str]) -> None:
        """The books have answered with these entries."""
        self._write(f"told {number} {' '.join(ids)}")

    def _write(self, line: str) -> None:
        with self.path.open("ab", buffering=0) as file:
            file.write(f"{line}\n".encode())
