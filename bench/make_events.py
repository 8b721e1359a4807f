#!/usr/bin/env python3
"""Seeded generator of events of an invented town, for the bench.

    make_events.py --rows 1000000 --seed 13 -o evenements.csv

The same rows and seed always give the same bytes. Columns: id, horodatage (ISO 8601, UTC), categorie
(a/b/c), quartier, code_insee, latitude, longitude, montant (may be empty), description (accents,
commas, quotes, some line breaks), statut, canal, agent, note, date_cloture (may be empty).
"""

import argparse
import csv
import random
from datetime import datetime, timedelta, timezone

START = datetime(2021, 1, 1, tzinfo=timezone.utc)
SPAN_SECONDS = 5 * 365 * 86_400
QUARTERS = [f"{kind} {name}" for kind in ("Les", "Port des", "Haut des") for name in (
    "Cordiers", "Goélands", "Vigies", "Salines", "Tilleuls", "Ardoises", "Embruns", "Écluses")]
CATEGORIES = [f"{domain}/{subject}/{detail}" for domain, subject in (
    ("propreté", "dépôt"), ("propreté", "corbeille"), ("voirie", "chaussée"), ("voirie", "trottoir"),
    ("éclairage", "lampadaire"), ("espaces verts", "arbre"), ("eau", "fuite"), ("bruit", "voisinage"),
) for detail in ("abîmé", "à enlever", "urgent", "déjà signalé")]
STATUSES = ["clos"] * 8 + ["en cours"] * 2 + ["sans suite"]
CHANNELS = ["application", "téléphone", "formulaire", "agent de terrain", "courrier"]
WORDS = ("trottoir chaussée école lampadaire riverain marché poubelle piste cyclable arbre tombé hier soir depuis "
         "semaine dangereux passage enfants fauteuil bruyant éteint cassé débordé près gare plage bientôt encore").split()


def rows(count: int, seed: int):
    """Yields the rows, ordered by time."""
    draw = random.Random(seed)
    for number in range(count):
        at = START + timedelta(seconds=int((number + draw.random()) * SPAN_SECONDS / count))
        # Few quarters have most of the events, as in a real town.
        place = min(int(draw.paretovariate(0.9)) - 1, 10_000) % len(QUARTERS)
        status = draw.choice(STATUSES)
        words = [draw.choice(WORDS) for _ in range(draw.randint(5, 18))]
        text = " ".join(words).capitalize() + draw.choice([".", ", merci.", " « à l'angle ».", ' : "encore" ?'])
        if draw.random() < 0.02:
            text = text.replace(" ", "\n", 1)
        yield [
            number + 1,
            at.isoformat(),
            draw.choice(CATEGORIES),
            QUARTERS[place],
            f"{99_001 + place}",
            f"{44.0 + place * 0.004 + draw.gauss(0, 0.002):.6f}",
            f"{-1.3 + place * 0.003 + draw.gauss(0, 0.002):.6f}",
            f"{draw.lognormvariate(5, 1):.2f}" if draw.random() < 0.6 else "",
            text,
            status,
            draw.choice(CHANNELS),
            f"AG{draw.randint(1, 400):04d}" if draw.random() < 0.7 else "",
            draw.randint(1, 5) if draw.random() < 0.3 else "",
            (at + timedelta(days=draw.randint(0, 40))).date().isoformat() if status == "clos" else "",
        ]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--seed", type=int, default=13)
    parser.add_argument("-o", "--output", default="evenements.csv")
    chosen = parser.parse_args()
    with open(chosen.output, "w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow("id horodatage categorie quartier code_insee latitude longitude montant description "
                        "statut canal agent note date_cloture".split())
        writer.writerows(rows(chosen.rows, chosen.seed))


if __name__ == "__main__":
    main()
