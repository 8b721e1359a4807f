"""Files of places, and a document with its table inside."""

import json
import struct
from datetime import date
from math import atan, atan2, cos, degrees, exp, hypot, log, pi, radians, sin, sqrt, tan

import words
from case import FILES, Case
from column import Column, days, number, text
from tables import write_text
from workbooks import pack

ROWS = 30
# Extent in Lambert-93 of a district of the invented town.
WEST, SOUTH, SIDE = 891_000.0, 6_245_000.0, 4_000.0


def isometric(latitude: float, e: float) -> float:
    return log(tan(pi / 4 + latitude / 2) * ((1 - e * sin(latitude)) / (1 + e * sin(latitude))) ** (e / 2))


def degrees_of(x: float, y: float) -> list[float]:
    """Longitude and latitude of a position in Lambert-93, as IGN's note NTG 71 computes them."""
    a, e = 6_378_137.0, sqrt(2 / 298.257222101 - 298.257222101**-2)
    south, north, origin = radians(44), radians(49), radians(46.5)
    normal = lambda latitude: a / sqrt(1 - (e * sin(latitude)) ** 2)  # noqa: E731
    n = log(normal(north) * cos(north) / (normal(south) * cos(south))) / (isometric(south, e) - isometric(north, e))
    c = normal(south) * cos(south) / n * exp(n * isometric(south, e))
    y_pole = 6_600_000 + c * exp(-n * isometric(origin, e))
    level = log(c / hypot(x - 700_000, y_pole - y)) / n
    latitude = 2 * atan(exp(level)) - pi / 2
    for _ in range(12):
        latitude = 2 * atan(((1 + e * sin(latitude)) / (1 - e * sin(latitude))) ** (e / 2) * exp(level)) - pi / 2
    longitude = radians(3) + atan2(x - 700_000, y_pole - y) / n
    return [round(degrees(longitude), 8), round(degrees(latitude), 8)]


def positions(rng) -> list[tuple[float, float]]:
    return [(round(WEST + rng.random() * SIDE, 2), round(SOUTH + rng.random() * SIDE, 2)) for _ in range(ROWS)]


def trees() -> Case:
    rng = words.draw("trees")
    at = positions(rng)
    case = Case("arbres-lambert93.csv", "csv", "x and y in Lambert-93 with decimal commas; an INSEE code", [
        text("Code INSEE", words.cycle(["13055", "01053"], ROWS)),
        text("Essence", words.cycle(words.TREES, ROWS)),
        number("Hauteur (m)", [round(rng.uniform(2, 30), 1) for _ in range(ROWS)]),
        number("X", [x for x, _ in at]),
        number("Y", [y for _, y in at]),
    ])
    write_text(case)
    return case


def defibrillators() -> Case:
    rng = words.draw("defibrillators")
    pairs = ["{1:.6f}, {0:.6f}".format(*degrees_of(x, y)) for x, y in positions(rng)]
    case = Case("defibrillateurs-paires.csv", "csv", "latitude and longitude in one cell; telephone numbers in pairs of figures", [
        text("Lieu", words.cycle(words.STREETS, ROWS)),
        text("Téléphone", [" ".join(phone[i:i + 2] for i in range(0, 10, 2)) for phone in words.phones(rng, ROWS)]),
        Column("Coordonnées", "pair", pairs),
        text("Jours", words.cycle(["lundi, mardi, jeudi", "tous les jours", "samedi"], ROWS)),
        text("Département", words.cycle(["01", "2A", "13"], ROWS)),
    ])
    write_text(case, encoding="utf-8-sig")
    return case


def racks() -> Case:
    rng = words.draw("racks")
    at = positions(rng)
    case = Case("velos-sans-crs.geojson", "geojson", "positions in Lambert-93 that the file does not declare", [
        text("code", [f"{rng.randrange(1, 90):03}" for _ in range(ROWS)]),
        text("voie", words.cycle(words.STREETS, ROWS)),
        number("places", [rng.randrange(2, 40) for _ in range(ROWS)]),
        days("pose", words.days_between(rng, date(2010, 1, 1), date(2024, 1, 1), ROWS), "%Y-%m-%d"),
        Column("geometry", "point", [degrees_of(x, y) for x, y in at]),
    ])
    features = [
        {"type": "Feature", "properties": dict(zip([c.title for c in case.columns[:4]], row)),
         "geometry": {"type": "Point", "coordinates": list(position)}}
        for *row, position in zip(*(column.values for column in case.columns[:4]), at)
    ]
    write_json(case, {"type": "FeatureCollection", "features": features})
    return case


def stations() -> Case:
    rng = words.draw("stations")
    case = Case("velos-stations.json", "json", "a document whose table lies two levels deep", [
        text("station_id", [f"{i + 1:04}" for i in range(ROWS)]),
        text("name", words.cycle(words.STREETS, ROWS)),
        number("capacity", [rng.randrange(6, 40) for _ in range(ROWS)]),
        number("fill", [round(rng.random(), 3) for _ in range(ROWS)]),
        days("opened", words.days_between(rng, date(2010, 1, 1), date(2024, 1, 1), ROWS), "%Y-%m-%d"),
    ])
    rows = [dict(zip([c.title for c in case.columns], row)) for row in zip(*(c.values for c in case.columns))]
    write_json(case, {"last_updated": 1_717_000_000, "ttl": 60, "data": {"stations": rows}})
    return case


def write_json(case: Case, document: dict) -> None:
    (FILES / case.file).write_text(json.dumps(document, ensure_ascii=False, indent=1), encoding="utf-8")


# As ESRI's programs word it, without a code.
LAMBERT_93 = (
    'PROJCS["RGF_1993_Lambert_93",GEOGCS["GCS_RGF_1993",DATUM["D_RGF_1993",SPHEROID["GRS_1980",6378137.0,298.257222101]],'
    'PRIMEM["Greenwich",0.0],UNIT["Degree",0.0174532925199433]],PROJECTION["Lambert_Conformal_Conic"],'
    'PARAMETER["False_Easting",700000.0],PARAMETER["False_Northing",6600000.0],PARAMETER["Central_Meridian",3.0],'
    'PARAMETER["Standard_Parallel_1",44.0],PARAMETER["Standard_Parallel_2",49.0],PARAMETER["Latitude_Of_Origin",46.5],'
    'UNIT["Meter",1.0]]'
)


def facilities() -> Case:
    rng = words.draw("facilities")
    at = positions(rng)
    case = Case("equipements.zip", "shapefile", "a shapefile in Lambert-93 whose table is in windows-1252 and says so nowhere", [
        text("CODE_INSEE", words.cycle(["01053", "13055"], ROWS)),
        text("NOM", [f"Gymnase {name}" for name in words.cycle(["Hélène-Boucher", "du Pré-aux-Bœufs", "de la Forêt"], ROWS)]),
        number("SURFACE", [round(rng.uniform(100, 5_000), 1) for _ in range(ROWS)], lambda v: f"{v:10.1f}"),
        days("OUVERT", words.days_between(rng, date(1960, 1, 1), date(2024, 1, 1), ROWS), "%Y%m%d"),
        Column("geometry", "point", [degrees_of(x, y) for x, y in at]),
    ])
    fields = [("CODE_INSEE", "C", 5, 0), ("NOM", "C", 40, 0), ("SURFACE", "N", 10, 1), ("OUVERT", "D", 8, 0)]
    shapes, index = shapefile(at)
    pack(case, {"equipements.prj": LAMBERT_93, "equipements.shp": shapes, "equipements.shx": index,
                "equipements.dbf": dbase(fields, list(zip(*(column.cells for column in case.columns[:4]))))})
    return case


def shapefile(at: list[tuple[float, float]]) -> tuple[bytes, bytes]:
    """Points and their index, as ESRI's technical description of July 1998 has them."""
    xs, ys = [x for x, _ in at], [y for _, y in at]
    head = lambda size: struct.pack(">7i", 9994, 0, 0, 0, 0, 0, size // 2) + struct.pack(  # noqa: E731
        "<2i8d", 1000, 1, min(xs), min(ys), max(xs), max(ys), 0, 0, 0, 0)
    shapes = b"".join(struct.pack(">2i", i + 1, 10) + struct.pack("<i2d", 1, x, y) for i, (x, y) in enumerate(at))
    index = b"".join(struct.pack(">2i", (100 + 28 * i) // 2, 10) for i in range(len(at)))
    return head(100 + len(shapes)) + shapes, head(100 + len(index)) + index


def dbase(fields: list[tuple], rows: list[tuple]) -> bytes:
    """A table of dBase III whose texts are windows-1252, with no word about it in the head."""
    size = 1 + sum(length for _, _, length, _ in fields)
    head = struct.pack("<4BIHH20x", 3, 124, 1, 1, len(rows), 33 + 32 * len(fields), size)
    for name, kind, length, decimals in fields:
        head += struct.pack("<11sc4xBB14x", name.encode(), kind.encode(), length, decimals)
    records = [b" " + b"".join(cell.encode("cp1252").ljust(field[2]) for cell, field in zip(row, fields)) for row in rows]
    return head + b"\r" + b"".join(records) + b"\x1a"


def make() -> list[Case]:
    return [trees(), defibrillators(), racks(), stations(), facilities()]
