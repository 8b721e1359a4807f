"""Workbooks, and what business software calls one."""

import zipfile
from datetime import date, datetime, timezone
from xml.sax.saxutils import escape

import xlsxwriter

import words
from case import FILES, Case
from column import days, grouped, number, text
from tables import rows_of

ROWS = 40
MADE = datetime(2024, 1, 1, tzinfo=timezone.utc)


def canteens() -> Case:
    """The table is on the second of three sheets, under a heading, with a total below it."""
    rng = words.draw("canteens")
    meals = [rng.randrange(1_000, 30_000) for _ in range(ROWS)]
    costs = [rng.choice([3.15, 4.2, 5.05]) for _ in range(ROWS)]
    case = Case("cantines-feuilles.xlsx", "xlsx", "several sheets; postcodes as numbers with a format; formulas; percent; a total", [
        text("Code postal", words.cycle(["01000", "06000", "13001", "01500"], ROWS)),
        text("Cantine", [f"Cantine {name}" for name in words.cycle(["Zola", "Hélène-Boucher", "du Môle"], ROWS)]),
        days("Ouverte le", words.days_between(rng, date(1990, 1, 1), date(2023, 12, 31), ROWS)),
        number("Repas", meals),
        number("Part de bio", [rng.choice([12.5, 20, 50]) for _ in range(ROWS)], kind="percent"),
        number("Coût total", [round(a * b, 2) for a, b in zip(meals, costs)]),
    ])
    with xlsxwriter.Workbook(FILES / case.file) as book:
        book.set_properties({"created": MADE})
        book.add_worksheet("Lisez-moi").write_column(0, 0, ["Cantines scolaires", "Mise à jour annuelle", "Contact : mairie"])
        fill_canteens(book, book.add_worksheet("Données 2024"), case, meals, costs)
        book.add_worksheet("Listes").write_column(0, 0, ["oui", "non"])
    return case


def fill_canteens(book, sheet, case: Case, meals: list, costs: list) -> None:
    code, day, percent = (book.add_format({"num_format": f}) for f in ("00000", "dd/mm/yyyy", "0.0%"))
    sheet.write(0, 0, "Restauration scolaire, année 2024")
    sheet.write_row(2, 0, [column.title for column in case.columns])
    codes, names, opened, _, shares, totals = (column.values for column in case.columns)
    for row in range(ROWS):
        at = row + 3
        sheet.write_number(at, 0, int(codes[row]), code)
        sheet.write_string(at, 1, names[row])
        sheet.write_datetime(at, 2, datetime.fromisoformat(opened[row]), day)
        # Software of the caterer writes some numbers as texts.
        (sheet.write_string(at, 3, str(meals[row])) if row % 4 == 0 else sheet.write_number(at, 3, meals[row]))
        sheet.write_number(at, 4, shares[row] / 100, percent)
        sheet.write_formula(at, 5, f"=D{at + 1}*{costs[row]}", None, totals[row])
    sheet.write_string(ROWS + 3, 0, "Total")
    sheet.write_formula(ROWS + 3, 5, f"=SUM(F4:F{ROWS + 3})", None, round(sum(totals), 2))


CONTENT = """<?xml version="1.0" encoding="UTF-8"?>
<office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" \
xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" \
xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" office:version="1.2">\
<office:body><office:spreadsheet><table:table table:name="Musées">{rows}</table:table></office:spreadsheet></office:body>\
</office:document-content>
"""
MANIFEST = """<?xml version="1.0" encoding="UTF-8"?>
<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0" manifest:version="1.2">\
<manifest:file-entry manifest:full-path="/" manifest:media-type="application/vnd.oasis.opendocument.spreadsheet"/>\
<manifest:file-entry manifest:full-path="content.xml" manifest:media-type="text/xml"/></manifest:manifest>
"""
SPREADSHEET = "application/vnd.oasis.opendocument.spreadsheet"


def museums() -> Case:
    rng = words.draw("museums")
    case = Case("musees.ods", "ods", "days and numbers typed by LibreOffice, telephone numbers as text, repeated empty cells", [
        text("Musée", [f"Musée {name}" for name in words.cycle(["de la Mer", "des Beaux-Arts", "Œuvres du Môle"], ROWS)]),
        text("Téléphone", words.phones(rng, ROWS)),
        days("Ouverture", words.days_between(rng, date(1950, 1, 1), date(2020, 12, 31), ROWS)),
        number("Visiteurs", [rng.randrange(100, 90_000) if i % 6 else None for i in range(ROWS)]),
        number("Plein tarif", [rng.choice([4.5, 8, 12.5]) for _ in range(ROWS)]),
    ])
    rows = [[cell(column.title) for column in case.columns]]
    for name, phone, opened, visitors, price in zip(*(column.values for column in case.columns)):
        typed_day = f'<table:table-cell office:value-type="date" office:date-value="{opened}"><text:p>{opened}</text:p></table:table-cell>'
        rows.append([cell(name), cell(phone), typed_day, float_cell(visitors), float_cell(price)])
    body = "".join(f"<table:table-row>{''.join(cells)}</table:table-row>" for cells in rows)
    pack(case, {"mimetype": SPREADSHEET, "content.xml": CONTENT.format(rows=body), "META-INF/manifest.xml": MANIFEST})
    return case


def cell(value: str) -> str:
    return f'<table:table-cell office:value-type="string"><text:p>{escape(value)}</text:p></table:table-cell>'


def float_cell(value) -> str:
    if value is None:
        return '<table:table-cell table:number-columns-repeated="1"/>'
    return f'<table:table-cell office:value-type="float" office:value="{value}"><text:p>{value}</text:p></table:table-cell>'


def pack(case: Case, parts: dict[str, str]) -> None:
    """A ZIP whose bytes depend on its parts only; the first part is not compressed, as ODF wants it."""
    with zipfile.ZipFile(FILES / case.file, "w") as archive:
        for place, (name, content) in enumerate(parts.items()):
            info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED if place else zipfile.ZIP_STORED
            archive.writestr(info, content)


def rents() -> Case:
    rng = words.draw("rents")
    case = Case("loyers-logiciel.xls", "xls", "a web page under the name of a workbook", [
        text("Bail", [f"00{rng.randrange(100, 999)}" for _ in range(ROWS)]),
        text("Adresse", [f"{rng.randrange(1, 90)} {street}" for street in words.cycle(words.STREETS, ROWS)]),
        days("Échéance", words.days_between(rng, date(2024, 1, 1), date(2024, 12, 31), ROWS)),
        number("Loyer", [round(rng.uniform(200, 2_400), 2) for _ in range(ROWS)], grouped),
    ])
    row = lambda cells, tag: "<tr>" + "".join(f"<{tag}>{escape(c)}</{tag}>" for c in cells) + "</tr>"  # noqa: E731
    rows = [row([column.title for column in case.columns], "th"), *(row(cells, "td") for cells in rows_of(case))]
    page = f"<html><head><meta charset=\"windows-1252\"></head><body><table border=1>{''.join(rows)}</table></body></html>"
    (FILES / case.file).write_bytes(page.encode("cp1252"))
    return case


def make() -> list[Case]:
    return [canteens(), museums(), rents()]
