"""Words and numbers of an invented town, Port-Lanterne; the same draw gives the same ones."""

import random
from datetime import date, timedelta

# Real codes of communes, with their postcodes: zeros first, Corsica, overseas.
PLACES = [("01053", "01000"), ("2A041", "20169"), ("97411", "97400"), ("06088", "06000"), ("2B033", "20200"), ("13055", "13001")]
PLACES_OF_AIN = [("01004", "01500"), ("01033", "01200"), ("01053", "01000"), ("01173", "01170"), ("01283", "01100")]

ASSOCIATIONS = [
    "Chœur des Écluses", "Les Voiles d'Août", "Pétanque – club du Môle", "L'Œil de bœuf", "Théâtre « Le Phare »",
    "Amicale des dockers", "Sœurs de Sainte-Barbe", "Fête du maïs", "Secours aux noyés", "Où sont les mouettes ?",
]
PURPOSES = [
    "Fête de la mer – édition d'été", "Atelier « cœur de ville »", "Achat d'une coque ; réparation", "Séjour à Noirmoutier",
    "Réfection du plancher n° 3", "Goûter des aînés", "Régate de l'Épiphanie", "Œuvres d'élèves, salle Émile-Zola",
]
STREETS = [
    "rue de l'Été", "allée des Cèdres", "quai du Maréchal-Ferrant", "impasse Hélène-Boucher", "place de l'Hôtel-de-Ville",
    "boulevard des Alliés", "chemin du Pré-aux-Bœufs", "traverse de la Forêt", "cours Fénelon",
]
TREES = ["Chêne vert", "Érable champêtre", "Frêne élevé", "Mûrier blanc", "Pin d'Alep", "Cèdre de l'Atlas"]


def draw(seed: str) -> random.Random:
    return random.Random(f"port-lanterne {seed}")


def cycle(values: list, count: int) -> list:
    return [values[i % len(values)] for i in range(count)]


def days_between(rng: random.Random, first: date, last: date, count: int) -> list[date]:
    return [first + timedelta(days=rng.randrange((last - first).days + 1)) for _ in range(count)]


def with_luhn(digits: str) -> str:
    """The digits and the key that makes their Luhn sum a multiple of ten, as in SIREN and SIRET."""
    doubled = [int(d) * (2 if i % 2 == 0 else 1) for i, d in enumerate(reversed(digits))]
    total = sum(d - 9 if d > 9 else d for d in doubled)
    return digits + str(-total % 10)


def sirets(rng: random.Random, count: int) -> list[str]:
    return [with_luhn(with_luhn(f"{rng.randrange(10**8):08}") + f"{rng.randrange(1, 40):04}") for _ in range(count)]


def phones(rng: random.Random, count: int) -> list[str]:
    """Numbers that the regulator keeps for works of fiction."""
    return [f"046571{rng.randrange(10**4):04}" for _ in range(count)]
