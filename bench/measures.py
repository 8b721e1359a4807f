"""What was measured: every value of every round is kept; medians are taken at the end."""

from statistics import median

from process import Run


class Measures:
    """Values by act and by peer, in seconds, bytes or rows per second."""

    def __init__(self, peers: list[str]):
        self.peers = peers
        self.values: dict[tuple[str, str], list[float]] = {}

    def add(self, act: str, peer: str, values) -> None:
        kept = self.values.setdefault((act, peer), [])
        kept.extend(values if isinstance(values, list) else [values])

    def add_import(self, peer: str, done: Run) -> None:
        self.add("import", peer, done.seconds)
        self.add("import memory", peer, float(done.peak_bytes))

    def add_pages(self, peer: str, seconds: list[float]) -> None:
        self.add("first page p50", peer, percentile(seconds, 0.50))
        self.add("first page p95", peer, percentile(seconds, 0.95))

    def add_export(self, peer: str, rows: int, done: tuple[float, int]) -> None:
        seconds, peak_bytes = done
        self.add("export", peer, seconds)
        self.add("export speed", peer, rows / seconds)
        self.add("export memory", peer, float(peak_bytes))

    def add_tenth(self, peer: str, import_bytes: int, export_bytes: int) -> None:
        """How much more memory the whole takes than a tenth of its rows."""
        for act, tenth_bytes in [("import memory", import_bytes), ("export memory", export_bytes)]:
            self.add(f"{act}, against a tenth of the rows", peer, self.middle(act, peer) / tenth_bytes)

    def middle(self, act: str, peer: str) -> float | None:
        """The median, or nothing when it was not measured."""
        values = self.values.get((act, peer))
        return median(values) if values else None


def percentile(values: list[float], share: float) -> float:
    """The value that this share of them does not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]
