# Names of the things that Fanal speaks of.

type-text = Text
type-int = Whole number
type-double = Number
type-boolean = Yes or no
type-date = Date
type-datetime = Date and time
type-point = Point on the map
type-shape = Shape on the map
type-file = File
type-json = JSON

shape-point = point
shape-multipoint = points
shape-line = line
shape-multiline = lines
shape-polygon = area
shape-multipolygon = areas
shape-other = shape

visibility-open = Public
visibility-open-meaning = Everybody finds it and can read and download its rows.
visibility-restricted = Reserved
visibility-restricted-meaning = Only people who are allowed to find it and read its rows.
visibility-metadata-only = On request
visibility-metadata-only-meaning = Everybody finds its description; the rows are given on request.
visibility-secret = Confidential
visibility-secret-meaning = Only the people who prepare data know that it exists.

licence-none = Not stated

frequency-continuous = Continuously
frequency-daily = Every day
frequency-weekly = Every week
frequency-monthly = Every month
frequency-quarterly = Every quarter
frequency-twice-a-year = Twice a year
frequency-annual = Every year
frequency-irregular = Irregularly
frequency-never = Never: the data no longer change
frequency-unknown = Unknown

meaning-siret = SIRET number
meaning-siren = SIREN number
meaning-rna = RNA number of an association
meaning-code-insee = INSEE code of a commune
meaning-code-departement = Code of a department
meaning-code-region = Code of a region
meaning-code-postal = Postcode
meaning-uai = UAI number of a school
meaning-email = E-mail address
meaning-telephone = Telephone number
meaning-url = Web address
meaning-year = Year
meaning-latitude = Latitude
meaning-longitude = Longitude
