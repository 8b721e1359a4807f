"""Ordinary tables of text: encodings, titles, totals, numbers, dates, codes."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import words
from case import Case
from column import Column, booleans, days, grouped, moments, number, text, times
from tables import line, rows_of, write_lines, write_text

ROWS = 40
PARIS = ZoneInfo("Europe/Paris")
MONTHS = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
NARROW = "\u202f"


def budget() -> Case:
    rng = words.draw("budget")
    voted = {side: [round(rng.uniform(900, 90_000), 2) for _ in range(12)] for side in ("Dépenses", "Recettes")}
    spent = {side: [round(value * rng.uniform(0.6, 1.1), 2) for value in values] for side, values in voted.items()}
    chapters = ["011", "012", "014", "65", "66", "67", "042", "013", "70", "73", "74", "75"]
    labels = ["Charges à caractère général", "Charges de personnel", "Atténuations de produits", "Autres charges",
              "Charges financières", "Charges exceptionnelles", "Opérations d'ordre", "Atténuations de charges",
              "Produits des services", "Impôts et taxes", "Dotations", "Autres produits"]
    amounts = [number(f"{side} {what}", values[side], grouped)
               for side in ("Dépenses", "Recettes") for what, values in (("voté", voted), ("réalisé", spent))]
    case = Case("budget-titre-double.csv", "csv", "titles over two lines below a heading, a total, a source",
                [text("Chapitre", chapters), text("Libellé", labels), *amounts])
    total = line(["TOTAL", "", *(grouped(sum(column.values)) for column in amounts)], ";")
    write_text(case, encoding="cp1252", above=["Commune de Port-Lanterne;;;;;", "Budget primitif 2024, en euros;;;;;"],
               titles=[["Chapitre", "Libellé", "Dépenses", "", "Recettes", ""], ["", "", "Voté", "Réalisé", "Voté", "Réalisé"]],
               below=[total, "Source : direction des finances;;;;;"])
    return case


def pool() -> Case:
    rng = words.draw("pool")
    dates = [date(2024, 3, 1) + timedelta(days=3 * i) for i in range(ROWS)]
    in_words = [f"{day.day} {MONTHS[day.month - 1]} {day.year}" for day in dates]
    gaps = [round(rng.uniform(-900, 900), 2) for _ in range(ROWS)]
    case = Case("piscine-nombres.csv", "csv", "percent, euros, narrow spaces, negative amounts in brackets, months in words", [
        Column("Jour", "date", [day.isoformat() for day in dates], in_words),
        number("Entrées", [rng.randrange(200, 4_000) for _ in range(ROWS)], lambda v: grouped(v, 0, NARROW)),
        number("Occupation", [rng.choice([12.5, 40, 66.7, 98.2]) for _ in range(ROWS)], lambda v: f"{v:g} %".replace(".", ","), "percent"),
        number("Recettes", [round(rng.uniform(300, 9_000), 2) for _ in range(ROWS)], lambda v: grouped(v, space=NARROW) + " €"),
        number("Écart au budget", gaps, lambda v: f"({grouped(-v)})" if v < 0 else grouped(v)),
    ])
    write_text(case)
    return case


def agenda() -> Case:
    rng = words.draw("agenda")
    published = [date(2024, rng.randrange(1, 13), rng.randrange(1, 13)) for _ in range(ROWS)]
    begins = [datetime(2024, rng.randrange(1, 13), rng.randrange(1, 28), rng.randrange(9, 22), 30, tzinfo=PARIS) for _ in range(ROWS)]
    case = Case("agenda-dates.csv", "csv", "days of which no one says whether the month comes first; O and N; crosses", [
        days("Publié le", published),
        moments("Début", begins, "%d/%m/%Y %H:%M"),
        text("Lieu", words.cycle(words.STREETS, ROWS)),
        booleans("Gratuit", [rng.random() < 0.5 for _ in range(ROWS)], "O", "N"),
        booleans("Sur réservation", [rng.random() < 0.5 for _ in range(ROWS)], "x", ""),
    ])
    write_text(case)
    return case


def associations() -> Case:
    rng = words.draw("associations")
    members = [rng.randrange(8, 900) if i % 7 else None for i in range(ROWS)]
    grants = [rng.randrange(100, 9_000) if i % 5 else None for i in range(ROWS)]
    case = Case("associations-absents.csv", "csv", "marks where a value is missing; registers' numbers; commas", [
        text("Numéro RNA", [f"W13{rng.randrange(10**7):07}" for _ in range(ROWS)]),
        text("SIREN", [words.with_luhn(f"{rng.randrange(10**8):08}") for _ in range(ROWS)]),
        text("Code APE", words.cycle(["9499Z", "9312Z", "9001Z", "8559B"], ROWS)),
        text("Nom", words.cycle(words.ASSOCIATIONS, ROWS)),
        number("Adhérents", members), number("Subvention", grants),
        booleans("Agréée", [rng.random() < 0.3 for _ in range(ROWS)], "vrai", "faux"),
    ])
    for column, marks in ((case.columns[4], ["NC", "n.d."]), (case.columns[5], ["-", "néant"])):
        empty = [i for i, value in enumerate(column.values) if value is None]
        for turn, i in enumerate(empty):
            column.cells[i] = marks[turn % 2]
    write_text(case, separator=",", line_end="\n")
    return case


def schools() -> Case:
    rng = words.draw("schools")
    prices = [rng.choice([0.85, 1.2, 2.45, 3.2, 4.05]) for _ in range(ROWS)]
    case = Case("ecoles-latin9.csv", "csv", "ISO-8859-15: the euro and œ stand where Latin-1 has other signs; tabs", [
        text("Code UAI", [f"013{rng.randrange(10**4):04}{rng.choice('ABCDEFGH')}" for _ in range(ROWS)]),
        text("École", [f"École {name}" for name in words.cycle(["du Sacré-Cœur", "Jean-Zay", "de l'Œillet", "Félix-Éboué"], ROWS)]),
        text("Code postal", words.cycle(["01000", "06000", "13001"], ROWS)),
        number("Prix du repas", prices, lambda v: f"{v:.2f} €".replace(".", ",")),
        number("Élèves", [rng.randrange(40, 400) for _ in range(ROWS)]),
        times("Fin des cours", words.cycle(["16:30", "16:15", "11:45"], ROWS)),
    ])
    write_text(case, separator="\t", encoding="iso8859-15")
    return case


def roads() -> Case:
    rng = words.draw("roads")
    case = Case("voirie-mac.csv", "csv", "Mac Roman, lines ended by carriage returns alone", [
        text("Voie", words.cycle(words.STREETS, ROWS)),
        text("Code Fantoir", [f"{rng.randrange(10**4):04}{rng.choice('ABCDEFGHJ')}" for _ in range(ROWS)]),
        number("Longueur (m)", [round(rng.uniform(20, 900), 1) for _ in range(ROWS)]),
        days("Réception", words.days_between(rng, date(1998, 1, 1), date(2024, 12, 31), ROWS), "%d/%m/%Y"),
    ])
    write_text(case, encoding="mac-roman", line_end="\r")
    return case


def market() -> Case:
    rng = words.draw("market")
    case = Case("marche-unicode.txt", "csv", "UTF-16 and tabs, as Excel saves “Unicode text”", [
        text("Emplacement", [f"{rng.choice('ABC')}{rng.randrange(1, 30):02}" for _ in range(ROWS)]),
        text("Métier", words.cycle(["Fromages", "Œufs", "Maraîcher", "Pêche à pied"], ROWS)),
        number("Mètres", [rng.choice([2.5, 3, 4, 6.5]) for _ in range(ROWS)]),
        days("Depuis", words.days_between(rng, date(2001, 1, 1), date(2024, 12, 31), ROWS)),
    ])
    write_text(case, separator="\t", encoding="utf-16")
    return case


def decisions() -> Case:
    rng = words.draw("decisions")
    objects = [f"{purpose}\nVu le budget, dit « primitif » ; \"unanimité\"" for purpose in words.cycle(words.PURPOSES, ROWS)]
    case = Case("deliberations-lignes.csv", "csv", "line ends and quotes within cells, blank rows, the titles repeated half-way", [
        text("Numéro", [f"2024-{i + 1:03}-{rng.randrange(100, 999)}" for i in range(ROWS)]),
        days("Séance", words.days_between(rng, date(2024, 1, 1), date(2024, 12, 31), ROWS)),
        text("Objet", objects),
        number("Pour", [rng.randrange(15, 34) for _ in range(ROWS)]),
        number("Contre", [rng.randrange(0, 12) for _ in range(ROWS)]),
    ])
    lines = [line(cells, ";") for cells in rows_of(case)]
    titles = line([column.title for column in case.columns], ";")
    write_lines(case, [titles, *lines[:20], ";;;;", titles, *lines[20:30], "", *lines[30:]], "utf-8", "\r\n")
    return case


def pasted() -> Case:
    rng = words.draw("pasted")
    case = Case("stationnement-collee.csv", "csv", "each record in quotes as a whole: a table saved as one column", [
        text("Code zone", [f"0{rng.randrange(1, 9)}" for _ in range(ROWS)]),
        text("Rue", words.cycle(words.STREETS, ROWS)),
        number("Places", [rng.randrange(1, 80) for _ in range(ROWS)]),
        number("Tarif", [rng.choice([1.2, 2.5, 0.8]) for _ in range(ROWS)], str),
    ])
    heads = [[column.title for column in case.columns]]
    whole = [line(cells, ",") for cells in heads + rows_of(case)]
    write_lines(case, ['"' + each.replace('"', '""') + '"' for each in whole], "utf-8", "\r\n")
    return case


def inventory() -> Case:
    rng = words.draw("inventory")
    case = Case("inventaire-bancal.csv", "csv", "pipes, separators behind the last cell, a title twice", [
        text("Référence", [f"{rng.randrange(10**5):05}" for _ in range(ROWS)]),
        text("Objet", words.cycle(["Chaise", "Écran", "Étagère", "Bureau réglable"], ROWS)),
        days("Date", words.days_between(rng, date(2015, 1, 1), date(2024, 12, 31), ROWS), "%d.%m.%Y"),
        number("Valeur", [round(rng.uniform(10, 2_500), 2) for _ in range(ROWS)], grouped),
        days("Date", words.days_between(rng, date(2015, 1, 1), date(2024, 12, 31), ROWS), "%Y-%m-%d"),
    ])
    titles = "|".join(column.title for column in case.columns)
    write_lines(case, [titles + "||", *(line(cells, "|") + "||" for cells in rows_of(case))], "utf-8", "\n")
    return case


def make() -> list[Case]:
    return [build() for build in (budget, pool, agenda, associations, schools, roads, market, decisions, pasted, inventory)]
