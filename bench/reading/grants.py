"""The same table three times, as three towns would send it: twelve columns that readers fail."""

from datetime import date

import words
from case import Case
from column import Column, booleans, days, grouped, nothing, number, text, times
from tables import write_text

ROWS = 60
LATE_ROWS = 12
# More than any reader looks at by sampling: the surprise comes on line 30 002.
TIMES = 500


def percent(value: float) -> str:
    return f"{value:g} %".replace(".", ",")


def table(name: str, rows: int, places: list, write_amount, share) -> list[Column]:
    """Grants to associations; `share` draws a share in percent, `write_amount` writes an amount."""
    rng = words.draw(name)
    chosen = words.cycle(places, rows)
    meetings = words.days_between(rng, date(2023, 1, 5), date(2024, 12, 20), rows)
    amounts = [write_amount.draw(rng) for _ in range(rows)]
    return [
        text("Code commune", [place[0] for place in chosen]),
        text("Code postal", [place[1] for place in chosen]),
        text("SIRET du bénéficiaire", words.sirets(rng, rows)),
        text("Téléphone", words.phones(rng, rows)),
        days("Date de la séance", meetings),
        number("Montant voté", amounts, write_amount),
        number("Part du budget", [share(rng) for _ in range(rows)], percent, "percent"),
        booleans("Versée", [rng.random() < 0.7 for _ in range(rows)], "oui", "non"),
        text("Objet", words.cycle(words.PURPOSES, rows)),
        number("Exercice", [meeting.year for meeting in meetings], kind="year"),
        nothing("Observations", rows),
        times("Heure de passage", [f"{rng.randrange(8, 23):02}:{rng.randrange(0, 60, 5):02}" for _ in range(rows)]),
    ]


class Cents:
    """Amounts with decimals, in groups of three digits, by a space or a no-break space."""

    def draw(self, rng) -> float:
        return round(rng.choice([rng.uniform(0.5, 900), rng.uniform(1_000, 999_000)]), 2)

    def __call__(self, value: float) -> str:
        return grouped(value, space=" " if int(value) % 2 else "\u00a0")


class Euros:
    """Whole amounts, without groups."""

    def draw(self, rng) -> int:
        return rng.randrange(50, 9_000)

    def __call__(self, value: int) -> str:
        return str(value)


def any_share(rng) -> float:
    return rng.choice([12.5, 7, 100, 0.25, 33.3])


def whole_share(rng) -> float:
    return rng.randrange(1, 100)


def late() -> list[Column]:
    """Nothing but figures for long, then letters, decimals and spaces."""
    first = table("late, first", ROWS, words.PLACES_OF_AIN, Euros(), whole_share)
    last = table("late, last", LATE_ROWS, [("2A041", "20169"), ("2B033", "20200")], Cents(), any_share)
    return [Column(a.title, a.kind, a.values + b.values, a.cells + b.cells) for a, b in zip(first, last)]


def make() -> list[Case]:
    plain = table("grants", ROWS, words.PLACES, Cents(), any_share)
    made = [
        Case("subventions-windows.csv", "csv", "windows-1252, semicolons, decimal commas", plain),
        Case("subventions-bom.csv", "csv", "the same in UTF-8 with a byte order mark", plain),
        Case("subventions-tardives.csv", "csv", "commas; letters and decimals come after 30 000 rows", late(), ROWS, TIMES),
    ]
    write_text(made[0], separator=";", encoding="cp1252")
    write_text(made[1], separator=";", encoding="utf-8-sig")
    write_text(made[2], separator=",", line_end="\n")
    return made
