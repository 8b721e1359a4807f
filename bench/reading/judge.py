"""One rule for all tools: when a column was read right."""

import re
import unicodedata
from datetime import datetime, time
from zoneinfo import ZoneInfo

from column import Column

RULE = """\
A column is right when its name holds the words of its title, and its values (cells without a value left out) are those of the truth, one after the other, no more and no fewer, each of its kind:

- **text**: the same characters, but for spaces around them. Codes, telephone numbers and postcodes are texts.
- **number**: a number, equal to fifteen figures. A **percentage** may be 12.5 or 0.125. A **year** may be a number or its text.
- **day**: a date, or a moment at midnight. **Moment**: a date and time, on the clock of Paris or with its zone.
- **boolean**: true or false. **Time of day**: a time, the duration since midnight, or the text as written.
- **place**: a point within a tenth of a metre, in degrees. **Latitude and longitude in one cell**: the text as written, or that point.
- a column **without values** is right when there is none.

So a total, a heading or a note that is read as a record costs only the columns in which it left a value, a tool that reads text without loss where text is right is right, and a column of the wrong type is wrong. Columns are compared by their place in the file. Every tool gets the file by its name and no word about what is in it; options are the same for all files, and those that make a tool look at the whole file are given. A file of a kind that a tool does not read does not count for it."""

PARIS = ZoneInfo("Europe/Paris")
RIGHT = "right"
# What a value of a column of each kind may be read as.
KINDS = {
    "text": ["text"], "number": ["number"], "percent": ["number"], "year": ["number", "text"], "date": ["date", "moment"],
    "moment": ["moment"], "boolean": ["boolean"], "time": ["time", "duration", "text"], "point": ["point"],
    "pair": ["text", "point"], "nothing": [],
}


def words(text: str) -> set[str]:
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "OE"))
    plain = "".join(c for c in folded if not unicodedata.combining(c))
    return set(re.findall(r"[a-z0-9]+", plain.lower()))


def near(a: float, b: float, by: float = 1e-9) -> bool:
    return abs(a - b) <= by * max(1.0, abs(b))


def same_moment(found: str, truth: str) -> bool:
    at = datetime.fromisoformat(found.replace("Z", "+00:00"))
    return (at if at.tzinfo else at.replace(tzinfo=PARIS)) == datetime.fromisoformat(truth)


def same_time(kind: str, found, truth: str) -> bool:
    at = time.fromisoformat(truth)
    seconds = at.hour * 3600 + at.minute * 60
    if kind == "duration":
        return found == seconds
    return found.strip() == truth if kind == "text" else time.fromisoformat(found) == at


def same_place(found: list, truth: list) -> bool:
    return all(abs(a - b) <= 1e-6 for a, b in zip(found, truth))


def same(column: str, kind: str, found, truth) -> bool:
    """Whether a value of that kind is the true one of a column of that kind."""
    if kind not in KINDS[column]:
        return False
    match column:
        case "number":
            return near(found, truth)
        case "percent":
            return near(found, truth) or near(found, truth / 100)
        case "year" if kind == "number":
            return near(found, truth)
        case "date" if kind == "moment":
            return found == f"{truth}T00:00:00"
        case "moment":
            return same_moment(found, truth)
        case "time":
            return same_time(kind, found, truth)
        case "point":
            return same_place(found, truth)
        case "pair" if kind == "point":
            return same_place(found[::-1], [float(part) for part in truth.split(",")])
        case _:
            return found.strip() == str(truth).strip() if kind == "text" else found == truth


def judge(truth: Column, values: list, name: str, found: list) -> str:
    """`right`, or what is wrong in a word or two; `values` are those of the whole file."""
    expected = [value for value in values if value is not None]
    given = [value for value in found if value is not None]
    wrong = [kind for (kind, value), true in zip(given, expected) if not same(truth.kind, kind, value, true)]
    if wrong:
        return "other values" if wrong[0] in KINDS[truth.kind] else f"{wrong[0]}, not {truth.kind}"
    if len(given) != len(expected):
        return "values too many" if len(given) > len(expected) else "values lost"
    return RIGHT if words(truth.title) <= words(name) else "other name"
