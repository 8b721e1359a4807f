"""How the clients in Python tell what they checked."""

from contextlib import contextmanager


@contextmanager
def check(what: str):
    """Says that something holds, or fails with its name."""
    try:
        yield
    except Exception:
        print(f"  FAILED  {what}", flush=True)
        raise
    print(f"  ok      {what}", flush=True)


def equal(found, expected) -> None:
    if found != expected:
        raise AssertionError(f"found {found!r}, expected {expected!r}")
