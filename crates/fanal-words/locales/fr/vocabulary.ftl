# Names of the things that Fanal speaks of.

type-text = Texte
type-int = Nombre entier
type-double = Nombre
type-boolean = Oui ou non
type-date = Date
type-datetime = Date et heure
type-point = Point sur la carte
type-shape = Forme sur la carte
type-file = Fichier
type-json = JSON

shape-point = point
shape-multipoint = points
shape-line = ligne
shape-multiline = lignes
shape-polygon = zone
shape-multipolygon = zones
shape-other = forme

visibility-open = Public
visibility-open-meaning = Tout le monde le trouve et peut en lire et en télécharger les lignes.
visibility-restricted = Réservé
visibility-restricted-meaning = Seules les personnes autorisées le trouvent et en lisent les lignes.
visibility-metadata-only = Sur demande
visibility-metadata-only-meaning = Tout le monde en trouve la description ; les lignes sont remises sur demande.
visibility-secret = Confidentiel
visibility-secret-meaning = Seules les personnes qui préparent les données savent qu'il existe.

licence-none = Non précisée

frequency-continuous = En continu
frequency-daily = Tous les jours
frequency-weekly = Toutes les semaines
frequency-monthly = Tous les mois
frequency-quarterly = Tous les trimestres
frequency-twice-a-year = Deux fois par an
frequency-annual = Tous les ans
frequency-irregular = Sans rythme fixe
frequency-never = Jamais : les données ne changent plus
frequency-unknown = Inconnue

meaning-siret = Numéro SIRET
meaning-siren = Numéro SIREN
meaning-rna = Numéro RNA d'association
meaning-code-insee = Code INSEE de commune
meaning-code-departement = Code de département
meaning-code-region = Code de région
meaning-code-postal = Code postal
meaning-uai = Numéro UAI d'établissement scolaire
meaning-email = Adresse électronique
meaning-telephone = Numéro de téléphone
meaning-url = Adresse web
meaning-year = Année
meaning-latitude = Latitude
meaning-longitude = Longitude
