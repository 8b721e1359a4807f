"""What a tool read, in one form for all of them."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

# A column as a tool gives it: its name and its values, in Python's own types.
Found = tuple[str, list]


@dataclass(frozen=True)
class Point:
    """A position that the tool takes for one, in the degrees that it gives."""

    longitude: float
    latitude: float


def plain(value) -> list | None:
    """The value as kind and content; None where there is none, as for a text without characters."""
    if value is None or value == "" or value != value:
        return None
    if hasattr(value, "item"):
        value = value.item()
    for kinds, name, content in (
        (bool, "boolean", bool), ((int, float, Decimal), "number", float), (datetime, "moment", datetime.isoformat),
        (date, "date", date.isoformat), (time, "time", time.isoformat), (timedelta, "duration", timedelta.total_seconds),
        (Point, "point", lambda at: [at.longitude, at.latitude]), (str, "text", str),
    ):
        if isinstance(value, kinds):
            return [name, content(value)]
    return ["other", str(value)]
