"""First inputs of each target: the project's own files, and real ones when they are there."""

import re
import shutil
import zipfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
SAMPLES = REPOSITORY.parent / "shared" / "data" / "samples"
# Longer ones are slow to change and to read.
SIZE_LIMIT = 32 << 10
# Texts by the number that the target `places` gives to where they stand.
TEXTS = {
    0: ['GEOGCS["NTF",DATUM["NTF",SPHEROID["Clarke 1880 (IGN)",6378249.2,293.466021293627],TOWGS84[-168,-60,320,0,0,0,0]],'
        'PRIMEM["Paris",2.33722917],UNIT["grad",0.01570796326794897]]'],
    1: ["POLYGON ((0 0, 1 1, 1 0, 0 1, 0 0))", "SRID=2154;MULTIPOINT Z (891000 6245000 2, 891001 6245001 3)", "POINT EMPTY",
        '{"type":"GeometryCollection","geometries":[{"type":"LineString","coordinates":[[5.4,43.3],[5.5,43.4,2]]}]}'],
    2: ["43,3 ; 5,4", "[5.4,43.3]", "43°17'45\"N 5°22,2'E", "48.1/-1.6"],
    3: ["urn:ogc:def:crs:EPSG::2154", "urn:ogc:def:crs:OGC:1.3:CRS84"],
    4: ["http://www.opengis.net/gml/srs/epsg.xml#27572", "EPSG:3946", "IGNF:LAMB93"],
    5: ['CoordSys Earth Projection 3, 1002, "m", 0, 49.5, 48.598522847, 50.395911631, 600000, 1200000',
        "CoordSys Earth Projection 1, 104", 'CoordSys NonEarth Units "m" Bounds (0, 0) (1, 1)'],
    6: ["EPSG:2154", "EPSG:4326/yx", "EPSG:27563"],
}
# Names of the parts that the target `parts` reads, by the number that it gives them.
PARTS = {0: "xl/worksheets/sheet1.xml", 1: "xl/sharedStrings.xml", 2: "xl/styles.xml", 3: "xl/workbook.xml",
         4: "xl/_rels/workbook.xml.rels", 5: "xl/worksheets/sheet1.bin", 6: "xl/workbook.bin", 7: "content.xml", 8: "word/document.xml"}
# A row of a binary sheet: a number, a text.
BINARY_SHEET = bytes.fromhex("91 01 00 00 19 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 0000 00"
                             "05 10 0000 0000 0000 0000 000000000000f03f 06 0e 0100 0000 0000 0000 0100 0000 6100 92 01 00")
# Upper bits by which the target `files` reads tables as one and mends shapes, and endings of files that it may do so with.
UNION, MENDING = 0x80, 0x40
OF_TABLES, OF_SHAPES = {"zip", "xlsx", "xlsb", "xls", "ods", "odt", "docx", "html"}, {"zip", "shp", "gpkg", "fgb"}
PAIRS = {7: (".shp", ".dbf"), 8: (".mif", ".mid"), 9: (".tab", ".dat")}


def formats() -> list[str]:
    """Names of the kinds of files, in the order of their numbers."""
    source = (REPOSITORY / "crates/fanal-formats/src/read/format.rs").read_text(encoding="utf-8")
    return re.findall(r'Self::\w+ => "([^"]+)"', source.split("pub fn name(")[1].split("pub fn from_name(")[0])


def sources() -> list[Path]:
    """Files of every kind, the project's own and real ones."""
    folders = [HERE / "files", REPOSITORY / "bench" / "reading" / "files", SAMPLES]
    found = [path for folder in folders if folder.is_dir() for path in sorted(folder.rglob("*")) if path.is_file()]
    return [path for path in found if 0 < path.stat().st_size <= SIZE_LIMIT]


def parts() -> list[tuple[str, bytes]]:
    """Those files and what lies in their archives, with their names."""
    made = []
    for path in sources():
        made.append((path.name, path.read_bytes()))
        if zipfile.is_zipfile(path):
            with zipfile.ZipFile(path) as archive:
                made += [(entry.filename, archive.read(entry)) for entry in archive.infolist() if 0 < entry.file_size <= SIZE_LIMIT]
    return made


def of_files() -> list[bytes]:
    """Each file to be found out, and as what its name says; archives and workbooks also with their tables read as one, and
    polygons mended."""
    names = formats()
    free = len(names)
    same = {"ndjson": "jsonl", "txt": "csv", "rdf": "xml", "htm": "html"}
    made = []
    for name, content in parts():
        ending = name.rsplit(".", 1)[-1].lower()
        ending = same.get(ending, ending)
        own = names.index(ending) if ending in names else free
        kinds = {free, own}
        if ending in OF_TABLES:
            kinds.add(UNION | own)
        if ending in OF_SHAPES or re.search(b"polygon", content, re.IGNORECASE):
            kinds.add(MENDING | own)
        made += [bytes([kind]) + content for kind in sorted(kinds)]
    return made


def of_places() -> list[bytes]:
    made = [bytes([place]) + text.encode() for place, texts in TEXTS.items() for text in texts]
    found = dict(parts())
    made += [b"\0" + content for name, content in found.items() if name.lower().endswith(".prj")]
    for place, (main, companion) in PAIRS.items():
        for name, content in found.items():
            beside = found.get(name[:-4] + companion, b"")
            if name.lower().endswith(main) and len(content) + len(beside) < SIZE_LIMIT:
                made.append(bytes([place]) + len(content).to_bytes(2, "little") + content + beside)
    return made


def memo_table(kind: int, memos: bytes) -> bytes:
    """A dBase table of one record whose only field names the first text of the file beside it."""
    field = b"NOTE".ljust(11, b"\0") + b"M" + bytes(4) + bytes([10]) + bytes(15)
    head = bytes([kind, 124, 1, 31, 1, 0, 0, 0, 65, 0, 11, 0]).ljust(32, b"\0")
    table = head + field + b"\r " + b"1".rjust(10) + b"\x1a"
    return len(table).to_bytes(2, "little") + table + memos


def of_parts() -> list[bytes]:
    made = [bytes([place]) + content for name, content in parts() for place, part in PARTS.items() if name.lower() == part.lower()]
    made.append(bytes([5]) + BINARY_SHEET)
    made.append(bytes([9]) + memo_table(0x83, bytes(512) + b"une longue\x8d\nphrase\x1a"))
    made.append(bytes([9]) + memo_table(0x8B, bytes(512) + b"\xff\xff\x08\0\x0b\0\0\0abc"))
    made.append(bytes([10]) + memo_table(0x30, bytes([0] * 6 + [2]).ljust(512, b"\0") + b"\0\0\0\x01\0\0\0\x03abc"))
    return made


def of_query() -> list[bytes]:
    """The examples of the manual, as conditions of groups and of records, and whole queries."""
    texts = [text for path in sorted((REPOSITORY / "crates/fanal-odsql/cases").glob("*.md"))
             for text in re.findall(r"```odsql\n(.*?)\n```", path.read_text(encoding="utf-8"), re.DOTALL)]
    selected = ["*, count(*) as n, avg(hauteur) as `moyenne`", "include(pre*), exclude(nom), year(le) + 1", "distance(geo, geom'POINT(5 43)', 2km)"]
    made = [f"{start}{text}" for text in texts for start in ("\n\n\n", "\n\n\n\n")]
    made += [f"{text}\nrange(hauteur, 10, 20), month(le)\n{text} desc, nom asc\ncount(*) > 2\nhauteur > 5 and nom like 'a*'" for text in selected]
    return [text.encode() for text in made]


def write(target: str, folder: Path) -> Path:
    """Writes the inputs of a target into a folder of their own."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    inputs = {"files": of_files, "parts": of_parts, "places": of_places, "query": of_query}[target]()
    for number, content in enumerate(inputs):
        (folder / f"{number:04}").write_bytes(content)
    return folder
