"""`portalkit` (PyPI), a client of Opendatasoft portals, told nothing but the address."""

import sys

import portalkit
from checks import check, equal
from sample import Expected


def main(url: str, expected: Expected) -> None:
    with check("it recognises an Opendatasoft portal by itself"):
        portal = portalkit.open(url, cache=False)
        equal(portal.name, "opendatasoft")
    with check("the catalogue holds what is published, and no draft"):
        equal([(found.id, found.name, found.rows) for found in portal.search()],
              [(expected.dataset, expected.title, expected.rows)])
    with check("a dataset's columns"):
        described = portal.describe(expected.dataset)
        equal([field.name for field in described.fields], expected.columns)
    with check("a draft is not found"):
        try:
            portal.describe(expected.draft)
        except portalkit.DatasetNotFound:
            pass
        else:
            raise AssertionError("the draft answered")
    dataset = portal.dataset(expected.dataset)
    with check("250 records by pages of 100, in order"):
        frame = dataset.to_pandas(limit=250, order="numero desc", cache=False)
        equal(frame["numero"].tolist(), list(range(expected.rows, expected.rows - 250, -1)))
    with check("records with a filter and a choice of columns"):
        frame = dataset.to_pandas(where="numero = 1", select="numero, nom", limit=10, cache=False)
        equal(frame.to_dict("records"), [{"numero": 1, "nom": expected.first["nom"]}])
    with check("more than 10 000 records, by the export, typed as the columns say"):
        frame = dataset.to_pandas(cache=False)
        equal((len(frame), frame["tours"].sum(), frame["hauteur"].sum()),
              (expected.rows, expected.turns, expected.heights))
        equal(frame["plante_le"].min().date().isoformat(), expected.first["plante_le"])


if __name__ == "__main__":
    main(sys.argv[1], Expected.read(sys.argv[2]))
