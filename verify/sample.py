"""The files that the clients read back, and what they must find in them.

Each has what other programs get wrong: codes with a zero in front, decimal commas, days before
months, accents, quotes and separators inside a cell, empty cells. Heights are halves, so that their
sum is exact in any order.
"""

import csv
import json
from dataclasses import asdict, dataclass
from datetime import date, timedelta
from pathlib import Path

DATASET, DRAFT = "arbres", "brouillon"
TITLE = "Arbres de la ville"
COLUMNS = ["numero", "code_insee", "nom", "quartier", "plante_le", "hauteur", "tours", "remarquable"]
QUARTERS = ["Vieux-Port", "Belle de Mai", "Les Goudes", "L’Estaque", "Saint-Barnabé"]

# More than the 10 000 records to which paging is limited: clients must turn to the exports.
ROWS = 12_500
# The first version has fewer rows, and a last load changes some by their key: readers of the table
# must leave out what later versions took away.
FIRST_ROWS, CHANGED_ROWS = 5_000, 100


@dataclass(frozen=True)
class Expected:
    """What a client must find; written as JSON for those that are not in Python."""

    dataset: str
    title: str
    draft: str
    columns: list[str]
    rows: int
    turns: int
    heights: float
    without_height: int
    quarter: str
    in_quarter: int
    first: dict
    first_version_rows: int
    first_version_turns: int

    def write(self, path: Path) -> None:
        path.write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")

    @staticmethod
    def read(path: str) -> "Expected":
        return Expected(**json.loads(Path(path).read_text(encoding="utf-8")))


def row(number: int, changed: bool = False) -> dict:
    """One tree, from 1; a changed one has grown by ten turns."""
    return {
        "numero": number,
        "code_insee": "01004" if number % 3 else "2A004",
        "nom": f'Platane « n° {number} » ; dit "l’aîné"',
        "quartier": QUARTERS[number % len(QUARTERS)],
        "plante_le": (date(1990, 1, 1) + timedelta(days=number)).isoformat(),
        "hauteur": None if number % 50 == 0 else number % 40 + 0.5,
        "tours": number % 7 + (10 if changed else 0),
        "remarquable": number % 10 == 0,
    }


def cells(values: dict) -> list[str]:
    """The row as a French spreadsheet writes it."""
    height, (year, month, day) = values["hauteur"], values["plante_le"].split("-")
    changes = {
        "plante_le": f"{day}/{month}/{year}",
        "hauteur": "" if height is None else str(height).replace(".", ","),
        "remarquable": "oui" if values["remarquable"] else "non",
    }
    return [str(cell) for cell in (values | changes).values()]


def write(path: Path, rows: list[dict]) -> Path:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";")
        writer.writerow(COLUMNS)
        writer.writerows(cells(values) for values in rows)
    return path


def loads() -> tuple[list[dict], list[dict], list[dict]]:
    """The rows of the first load, of the one that replaces it, of the one that updates by key."""
    first = [row(number) for number in range(1, FIRST_ROWS + 1)]
    second = [row(number) for number in range(1, ROWS + 1)]
    third = [row(number, changed=True) for number in range(1, CHANGED_ROWS + 1)]
    return first, second, third


def expected() -> Expected:
    """What is served once the three are loaded."""
    first, second, third = loads()
    final = third + second[CHANGED_ROWS:]
    heights = [values["hauteur"] for values in final if values["hauteur"] is not None]
    return Expected(
        dataset=DATASET,
        title=TITLE,
        draft=DRAFT,
        columns=COLUMNS,
        rows=ROWS,
        turns=sum(values["tours"] for values in final),
        heights=sum(heights),
        without_height=ROWS - len(heights),
        quarter=QUARTERS[3],
        in_quarter=sum(values["quartier"] == QUARTERS[3] for values in final),
        first=final[0],
        first_version_rows=FIRST_ROWS,
        first_version_turns=sum(values["tours"] for values in first),
    )
