# Files: why one can't be read, why a row is set aside, what a person should look at.

# The whole file.
file-empty = Ce fichier est vide. Vérifiez que c'est le bon, puis recommencez.
file-not-found = Le fichier « { $file } » n'existe pas. Vérifiez son nom et son dossier.
file-unreadable = Le fichier ne peut pas être lu. Vérifiez qu'il est complet et que vous avez le droit de l'ouvrir, puis recommencez.
file-kind-unknown = Nous ne reconnaissons pas ce fichier. Enregistrez-le en CSV, Excel (.xlsx), LibreOffice (.ods), GeoJSON ou GeoPackage, puis recommencez.
file-archive = Cette sorte d'archive ne peut pas être ouverte ici. Décompressez-la, puis donnez le fichier qui contient les données, ou une archive ZIP.
archive-broken = L'archive est abîmée ou incomplète. Refaites-la, ou donnez directement le fichier qui contient les données.
archive-without-table = Aucun fichier de données n'a été trouvé dans cette archive. Donnez un tableau, un classeur ou une couche géographique.
archive-protected = Cette archive est protégée par un mot de passe. Refaites-la sans mot de passe, puis recommencez.
archive-unsafe = Le fichier « { $file } » de cette archive s'écrirait hors de son dossier : l'archive est refusée. Refaites-la avec les seuls fichiers de données.
archive-too-many = Cette archive contient { $files } fichiers ; nous en lisons { $limit } au plus. Faites-en plusieurs, ou ne gardez que les fichiers de données.
archive-too-large = Une fois décompressée, cette archive dépasse { $limit_bytes } : elle est refusée. Si elle est juste, décompressez-la et donnez le fichier qui contient les données.
archive-nested = Cette archive en contient d'autres, emboîtées sur plus de { $limit } niveaux. Décompressez-la, puis donnez le fichier qui contient les données.
file-without-columns = Aucune colonne n'a été trouvée dans ce fichier. Vérifiez qu'il contient un tableau, ainsi que le séparateur et la ligne de titres.
file-too-large = Ce fichier pèse { $size_bytes } ; dans ce format, nous en lisons { $limit_bytes } au plus. Enregistrez-le en CSV, puis recommencez.
columns-too-many = Ce fichier a { $columns } colonnes ; nous en lisons { $limit } au plus. Vérifiez le séparateur, ou répartissez les colonnes dans plusieurs fichiers.
row-too-long = La ligne qui commence à la ligne { $line } du fichier dépasse { $limit_bytes }. Un guillemet n'est sans doute pas refermé : cherchez-le à partir de là.
header-not-found = La ligne { $line } est vide ou n'existe pas : les titres des colonnes ne peuvent pas s'y trouver. Indiquez une autre ligne de titres.
encoding-unknown = Nous ne connaissons pas l'encodage « { $encoding } ». Choisissez par exemple utf-8 ou windows-1252.
table-not-found = Le fichier n'a pas de feuille ni de table « { $table } ». Choisissez-en une dans la liste.
union-none-alike = Aucun autre tableau du fichier n'a les mêmes colonnes que « { $table } » : ils ne peuvent pas être lus à la suite. Choisissez-en un seul, ou partez d'un autre, sous « Feuille ou table » (--table sur la ligne de commande).
union-too-many = Ce fichier contient { $tables } tableaux ; nous en comparons { $limit } au plus. Choisissez-en un seul, ou répartissez-les dans plusieurs fichiers.
union-table-broken = Le fichier « { $table } » de l'archive ne peut pas être lu jusqu'au bout : rien n'est repris. Laissez-le de côté, ou choisissez-le seul pour en voir la raison.
sheet-unreadable = Le classeur est abîmé ou incomplet. Ouvrez-le dans votre tableur, enregistrez-le de nouveau, puis recommencez.
file-pdf = Ce fichier est un PDF : il est fait pour être lu, et ses tableaux ne peuvent pas en être repris. Joignez-le au jeu de données, et donnez le tableau dont il est tiré.
document-too-large = Une fois décompressée, une partie de ce document dépasse { $limit_bytes } : il est refusé. S'il est juste, enregistrez le tableau en CSV dans votre tableur, puis recommencez.
sheet-row-too-long = La ligne { $line } de la feuille dépasse { $limit_bytes }. Une cellule contient sans doute un texte démesuré : raccourcissez-le, puis recommencez.
workbook-protected = Ce classeur est protégé par un mot de passe. Enregistrez-en une copie sans mot de passe, puis recommencez.
json-broken = Ce fichier n'est pas du JSON valable : il y a une erreur à la ligne { $line }, caractère { $column }. Corrigez-la, puis recommencez.
json-without-table = Ce fichier JSON ne contient pas de liste d'objets : nous n'y trouvons pas de lignes. Déposez un fichier où chaque ligne est un objet.
xml-broken = Ce fichier n'est pas du XML valable : il y a une erreur à la ligne { $line }. Corrigez-la ou exportez de nouveau le fichier, puis recommencez.
xml-entities = Ce document XML définit ses propres abréviations (des « entités »), ce que nous refusons par sécurité. Exportez-le sans elles, puis recommencez.
document-too-deep = Les valeurs de ce document sont emboîtées sur plus de { $limit } niveaux : nous ne pouvons pas en faire un tableau. Exportez-le dans un autre format, puis recommencez.
dbf-broken = Ce fichier dBase (.dbf) est abîmé ou incomplet. Exportez-le de nouveau, puis recommencez.
realtime-broken = Ce fichier GTFS-Realtime est abîmé ou incomplet. Téléchargez-le de nouveau, puis recommencez.
parquet-broken = Ce fichier Parquet est abîmé ou incomplet. Exportez-le de nouveau, puis recommencez.
arrow-broken = Ce fichier Arrow est abîmé ou incomplet. Exportez-le de nouveau, puis recommencez.
read-failed = Le fichier n'a pas pu être lu jusqu'au bout, par une erreur de notre côté. Prévenez la personne qui administre la plateforme et montrez-lui ce fichier.
look-failed = La lecture de ce fichier s'est interrompue : il demande plus de mémoire que nous ne lui en accordons, ou il est abîmé. Vérifiez qu'il s'ouvre, enregistrez-le en CSV ou partagez-le en plusieurs fichiers, puis recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.
look-too-long = La lecture de ce fichier a été arrêtée : elle durait depuis plus de { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. Enregistrez-le en CSV ou partagez-le en plusieurs fichiers, puis recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.
write-failed = Les lignes lues n'ont pas pu être enregistrées : rien n'a changé. Recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.

# One row, which is set aside.
row-too-wide = Cette ligne a { $cells } cellules pour { $columns ->
    [one] { $columns } colonne
   *[other] { $columns } colonnes
}. Une cellule contient sans doute le séparateur : entourez-la de guillemets.
row-cut = Cette ligne n'a { $cells ->
    [one] qu'une cellule
   *[other] que { $cells } cellules
} pour { $columns } colonnes. Elle est peut-être coupée en deux, ou n'est pas une ligne du tableau.
row-quote-unclosed = Un guillemet est ouvert à cette ligne et n'est pas refermé : tout ce qui suit est mis de côté. Refermez-le, puis recommencez.
row-undecodable = Cette ligne contient des caractères qui ne sont pas de l'encodage du fichier. Enregistrez le fichier en UTF-8, ou choisissez un autre encodage.
row-repeats-header = Cette ligne répète les titres des colonnes. Retirez-la du fichier si elle n'est pas une vraie ligne.
row-total = Cette ligne est un total des autres lignes : elle est mise de côté, pour ne rien compter deux fois.
row-source = Cette ligne dit d'où viennent les données : elle est mise de côté. Indiquez la source dans la description.
row-note = Cette ligne est une note : elle est mise de côté. Reportez-la dans la description si elle est utile.
row-title = Cette ligne n'a qu'un titre : elle est mise de côté. Si elle est une vraie ligne, remplissez ses autres cellules.
row-json-broken = Cette ligne n'est pas un objet JSON. Corrigez-la : une accolade ou un guillemet y manque peut-être.
row-not-an-object = Cet élément n'est pas un objet JSON : nous ne pouvons pas en faire une ligne. Corrigez-le ou retirez-le du fichier.
row-deleted = Cette ligne a été marquée comme supprimée dans le logiciel d'où vient le fichier. Si elle compte encore, rétablissez-la dans ce logiciel, puis exportez de nouveau le fichier.
row-entry-unclosed = Cette entrée du calendrier n'est pas terminée : le fichier est sans doute coupé. Exportez-le de nouveau, puis recommencez.
cell-misfit = Dans la colonne « { $column } », « { $value } » n'est pas { problem-type }. Corrigez la cellule dans le fichier, ou choisissez le type Texte pour cette colonne.

# What a person should look at: the file.
extension-wrong = Le nom de ce fichier finit par « .{ $extension } », mais son contenu est au format { problem-format } : c'est ainsi que nous le lisons. Vérifiez que c'est le bon fichier.
encoding-unsure = L'encodage n'est pas certain : nous avons choisi { $encoding }. Vérifiez les accents dans les exemples ; s'ils sont faux, choisissez un autre encodage.
header-below = { $lines ->
    [one] Une ligne précède les titres des colonnes : elle est laissée de côté. Vérifiez la ligne de titres.
   *[other] { $lines } lignes précèdent les titres des colonnes : elles sont laissées de côté. Vérifiez la ligne de titres.
}
header-missing = Nous n'avons pas trouvé de titres : les colonnes s'appellent « colonne 1 », « colonne 2 », etc. Renommez-les, ou indiquez la ligne de titres.
sheet-left = La feuille « { $sheet } » est abîmée et ne peut pas être lue. Si vous en avez besoin, ouvrez le classeur dans votre tableur, enregistrez-le de nouveau, puis recommencez.
sheets-hidden = { $count ->
    [one] Une feuille masquée de ce classeur contient aussi des données. Vérifiez qu'elle ne manque pas.
   *[other] { $count } feuilles masquées de ce classeur contiennent aussi des données. Vérifiez qu'elles ne manquent pas.
}
rows-hidden = { $count ->
    [one] Une ligne est masquée dans le classeur : elle est lue comme les autres. Retirez-la du fichier si elle ne doit pas être publiée.
   *[other] { $count } lignes sont masquées dans le classeur : elles sont lues comme les autres. Retirez-les du fichier si elles ne doivent pas être publiées.
}
columns-hidden = { $count ->
    [one] Une colonne est masquée dans le classeur : elle est lue comme les autres. Décochez-la si elle ne doit pas être publiée.
   *[other] { $count } colonnes sont masquées dans le classeur : elles sont lues comme les autres. Décochez-les si elles ne doivent pas être publiées.
}
cells-merged = { $count ->
    [one] Une ligne a des cellules fusionnées : leur valeur n'est gardée que dans la première. Vérifiez-la, ou défusionnez les cellules du fichier.
   *[other] { $count } fois, des cellules sont fusionnées : leur valeur n'est gardée que dans la première. Vérifiez-les, ou défusionnez les cellules du fichier.
}
digits-lost = { $count ->
    [one] Un nombre a plus de quinze chiffres : le tableur en a remplacé les derniers par des zéros. Reprenez-le de l'original, en format Texte.
   *[other] { $count } nombres ont plus de quinze chiffres : le tableur en a remplacé les derniers par des zéros. Reprenez-les de l'original, en format Texte.
}
cells-lost = { $count ->
    [one] Une cellule (ligne { $rows }) renvoie à un texte que le classeur a perdu : elle est lue comme vide. Retrouvez ce texte dans l'original.
   *[other] { $count } cellules (lignes { $rows }…) renvoient à un texte que le classeur a perdu : elles sont lues comme vides. Retrouvez ces textes dans l'original.
}
table-pasted = Toute la table se trouve dans la première colonne de la feuille : nous l'avons découpée en colonnes. Vérifiez les exemples.
sheets-several = { $count } feuilles de ce classeur contiennent des données ; une seule est lue. Vérifiez que c'est la bonne, ou choisissez-en une autre.
tables-too-many = Ce fichier contient { $tables } tableaux ; nous ne regardons que les { $limit } premiers. Pour lire les autres, répartissez-les dans plusieurs fichiers.
union-of = { $count ->
    [one] Un seul tableau a ces colonnes ; la première colonne porte son nom.
   *[other] { $count } tableaux ont les mêmes colonnes : leurs lignes sont lues à la suite, et la première colonne dit d'où vient chacune.
}
union-unfit = { $count ->
    [one] Un tableau n'a pas les mêmes colonnes, ou ne peut pas être lu : { $tables }. Ses lignes ne sont pas reprises ; chargez-le à part si vous en avez besoin.
   *[other] { $count } tableaux n'ont pas les mêmes colonnes, ou ne peuvent pas être lus : { $tables }. Leurs lignes ne sont pas reprises ; chargez-les à part si vous en avez besoin.
}
union-columns-partial = { $count ->
    [one] Une colonne manque dans certains tableaux : { $columns }. Elle y reste vide ; vérifiez que son titre est écrit partout de la même façon.
   *[other] { $count } colonnes manquent dans certains tableaux : { $columns }. Elles y restent vides ; vérifiez que leurs titres sont écrits partout de la même façon.
}
json-no-numbers = { $count ->
    [one] Une valeur de ce fichier n'est ni un nombre ni du JSON (« NaN », « Infinity »…) : elle est lue comme vide.
   *[other] { $count } valeurs de ce fichier ne sont ni des nombres ni du JSON (« NaN », « Infinity »…) : elles sont lues comme vides.
}
json-not-utf8 = Ce fichier JSON n'est pas en UTF-8, comme il le devrait : nous le lisons en { $encoding }. Vérifiez les accents dans les exemples.
dbf-cut = { $count ->
    [one] Il manque { $count } ligne à la fin de ce fichier : il est sans doute incomplet.
   *[other] Il manque { $count } lignes à la fin de ce fichier : il est sans doute incomplet.
} Exportez-le de nouveau si vous le pouvez.
dbf-memo = { $count ->
    [one] Une colonne de ce fichier a ses textes dans un autre fichier (DBT ou FPT) : elle reste vide.
   *[other] { $count } colonnes de ce fichier ont leurs textes dans un autre fichier (DBT ou FPT) : elles restent vides.
} Si vous en avez besoin, exportez le tableau en CSV.
xml-tables-several = Plusieurs éléments de ce document se répètent ; nous lisons « { $path } » ({ $records ->
    [one] { $records } ligne
   *[other] { $records } lignes
}). Si un autre vous intéresse, choisissez-le dans la liste.
json-tables-several = Ce fichier contient plusieurs listes ; nous lisons « { $path } » ({ $records ->
    [one] { $records } ligne
   *[other] { $records } lignes
}). Si une autre vous intéresse, choisissez-la dans la liste.
json-table-within = Les lignes se trouvent dans « { $path } » ({ $records ->
    [one] { $records } ligne
   *[other] { $records } lignes
}) ; le reste du fichier est laissé de côté. Vérifiez qu'il n'y manque rien.
rows-short = { $count ->
    [one] { $count } ligne a moins de cellules qu'il n'y a de colonnes : celles qui manquent restent vides. Vérifiez-la dans le fichier.
   *[other] { $count } lignes ont moins de cellules qu'il n'y a de colonnes : celles qui manquent restent vides. Vérifiez-les dans le fichier.
}
rows-empty = { $count ->
    [one] { $count } ligne est vide : elle est laissée de côté.
   *[other] { $count } lignes sont vides : elles sont laissées de côté.
}
rows-stray-quotes = { $count ->
    [one] Dans { $count } ligne, un guillemet au début d'une cellule n'entoure pas toute la cellule : nous l'avons lu comme un signe ordinaire. Vérifiez-la dans les exemples.
   *[other] Dans { $count } lignes, un guillemet au début d'une cellule n'entoure pas toute la cellule : nous l'avons lu comme un signe ordinaire. Vérifiez-les dans les exemples.
}
zero-bytes = { $count ->
    [one] Le fichier contient { $count } signe invisible (octet nul) qui n'a pas sa place dans un texte : nous l'avons retiré. Une lettre y manque peut-être.
   *[other] Le fichier contient { $count } signes invisibles (octets nuls) qui n'ont pas leur place dans un texte : nous les avons retirés. Des lettres y manquent peut-être.
}
characters-lost = { $count ->
    [one] { $count } lettre est remplacée par « � » : elle était déjà perdue dans le fichier reçu. Exportez-le de nouveau depuis le logiciel d'origine, si vous le pouvez.
   *[other] { $count } lettres sont remplacées par « � » : elles étaient déjà perdues dans le fichier reçu. Exportez-le de nouveau depuis le logiciel d'origine, si vous le pouvez.
}
characters-garbled = { $count ->
    [one] { $count } lettre accentuée est écrite en deux signes, comme « Ã© » pour « é » : le fichier a été abîmé avant de nous parvenir. Exportez-le de nouveau depuis le logiciel d'origine.
   *[other] { $count } lettres accentuées sont écrites en deux signes, comme « Ã© » pour « é » : le fichier a été abîmé avant de nous parvenir. Exportez-le de nouveau depuis le logiciel d'origine.
}
titles-damaged = { $count ->
    [one] Un titre contient « � » à la place d'une lettre perdue : corrigez-le avant de publier.
   *[other] { $count } titres contiennent « � » à la place de lettres perdues : corrigez-les avant de publier.
}
table-crossed = Les colonnes « { $first } » à « { $last } » ({ $count } en tout) sont les valeurs d'une même grandeur : c'est un tableau croisé. Il est lu tel quel ; une ligne par valeur serait plus facile à filtrer et à dessiner.

# Why it was so decided: the file.
encoding-plain = Encodage : le fichier n'a ni accents ni signes particuliers, tous les encodages donnent le même texte.
encoding-marked = Encodage : { $encoding }, comme le début du fichier l'annonce.
encoding-wide = Encodage : { $encoding }, car un octet sur deux est nul.
encoding-decided = Encodage : { $encoding }, car { $percent }{"\u00A0"}% des { $letters } lettres accentuées et signes particuliers sont alors à leur place dans des mots français.
lines-end-with-returns = Fins de ligne : un retour chariot seul termine des lignes, à la manière des anciens Macintosh.
lines-in-quotes = Chaque ligne est entourée de guillemets, comme une seule cellule : nous les avons retirés pour retrouver les colonnes.
separator-none = Séparateur : aucun, le fichier a une seule colonne.
separator-declared = Séparateur : { problem-separator }, comme la première ligne l'annonce.
separator-decided = Séparateur : { problem-separator }, car { $alike } des { $rows } premières lignes ont alors { $cells } cellules.
quotes-single = Guillemets : les cellules sont entourées d'apostrophes.
quotes-escaped = Guillemets : dans une cellule, une barre oblique inverse (\) précède chaque guillemet.
header-decided = Titres : à la ligne { $line }.
header-joined = Titres : sur { $rows } lignes à partir de la ligne { $line }, réunies en un titre par colonne.
titles-dbase = { $count ->
    [one] Titres : un titre était suivi d'un type et d'une taille (« NOM,C,80 »), que nous avons retirés.
   *[other] Titres : { $count } titres étaient suivis d'un type et d'une taille (« NOM,C,80 »), que nous avons retirés.
}
titles-cleaned = { $count ->
    [one] Titres : nous avons retiré d'un titre des espaces ou des signes invisibles.
   *[other] Titres : nous avons retiré de { $count } titres des espaces ou des signes invisibles.
}
problem-separator = { $separator ->
    [semicolon] le point-virgule
    [comma] la virgule
    [tab] la tabulation
    [bar] la barre |
   *[other] « { $separator } »
}

# What a person should look at: a column.
column-untitled = Cette colonne n'a pas de titre dans le fichier : nous l'avons nommée d'après sa place. Donnez-lui un nom qui dit ce qu'elle contient.
column-empty = Cette colonne est vide. Décochez-la si elle n'est pas utile.
column-kinds-mixed = Cette colonne mélange plusieurs sortes de valeurs : nous la lisons comme du texte, pour ne rien perdre. Pour un autre type, rendez ses cellules semblables dans le fichier.
column-nearly = { $count ->
    [one] Presque toutes les cellules sont { problem-kinds } ; une seule fait exception, et la colonne reste du texte.
   *[other] Presque toutes les cellules sont { problem-kinds } ; { $count } font exception, et la colonne reste du texte.
} Corrigez le fichier, ou choisissez le type voulu : les lignes qui ne conviennent pas seront alors mises de côté.
datetime-without-zone = { $count ->
    [one] { $count } cellule donne une heure sans fuseau horaire : nous la lisons à l'heure de Paris, sauf si un autre fuseau est choisi pour la colonne.
   *[other] { $count } cellules donnent une heure sans fuseau horaire : nous les lisons à l'heure de Paris, sauf si un autre fuseau est choisi pour la colonne.
}
date-ambiguous = Rien ne distingue le jour du mois dans ces dates : nous les lisons dans l'ordre jour, mois, année. Vérifiez-le sur une date que vous connaissez.
date-month-first = Ces dates commencent par le mois : nous les lisons dans l'ordre mois, jour, année. Vérifiez-le sur une date que vous connaissez.
numbers-abbreviated = { $count ->
    [one] { $count } nombre est écrit en abrégé, comme 1,2E+10 : un tableur a pu en perdre des chiffres. Vérifiez-le dans le fichier d'origine.
   *[other] { $count } nombres sont écrits en abrégé, comme 1,2E+10 : un tableur a pu en perdre des chiffres. Vérifiez-les dans le fichier d'origine.
}
units-mixed = Ces nombres n'ont pas tous la même unité (€, % ou aucune) : nous gardons la colonne comme du texte, pour ne rien perdre. Écrivez-les tous dans la même unité pour pouvoir compter.
decimals-mixed = Certains de ces nombres ont une virgule et d'autres un point : nous gardons la colonne comme du texte, pour ne rien perdre. Pour pouvoir compter, dites quel signe précède les décimales, ou écrivez-les tous de la même façon.
digits-too-many = Certains de ces nombres ont trop de chiffres pour être comptés exactement : nous gardons la colonne comme du texte, pour ne rien perdre. S'il s'agit de numéros, c'est bien ainsi.
dates-mixed = Ces dates ne sont pas toutes écrites de la même façon : nous gardons la colonne comme du texte, pour ne rien perdre. Écrivez-les toutes de la même façon, par exemple 31/12/2024.
date-years-short = Les années n'ont que deux chiffres dans ces dates : nous lisons 24 comme 2024 et 85 comme 1985. Vérifiez-le sur une date que vous connaissez.
date-as-serial = Ces nombres sont peut-être des dates, telles qu'un tableur les compte en jours. Si c'en sont, choisissez le type Date ; sinon, vous n'avez rien à faire.
date-serial = Ces dates sont écrites comme un tableur les compte, en nombre de jours : nous les lisons ainsi. Vérifiez-le sur une date que vous connaissez ; si ce n'en sont pas, choisissez le type Nombre entier.
decimals-or-thousands = Ces nombres ont tous trois chiffres après la virgule ou le point : nous y lisons des décimales. S'il s'agit de milliers, comme 12.500 pour douze mille cinq cents, dites que c'est l'autre signe qui précède les décimales.
numbers-in-brackets = { $count ->
    [one] { $count } nombre est entre parenthèses : nous le lisons comme un nombre négatif. Vérifiez-le.
   *[other] { $count } nombres sont entre parenthèses : nous les lisons comme des nombres négatifs. Vérifiez-les.
}
empty-marks = { $count ->
    [one] { $count } cellule dit qu'il n'y a pas de valeur ({ $marks }) : nous la lisons comme une cellule vide.
   *[other] { $count } cellules disent qu'il n'y a pas de valeur ({ $marks }) : nous les lisons comme des cellules vides.
} Si cette indication compte, choisissez le type Texte.
list-in-cells = { $count ->
    [one] { $count } cellule contient plusieurs valeurs, séparées par « { $separator } ».
   *[other] { $count } cellules contiennent plusieurs valeurs, séparées par « { $separator } ».
} Faites-les séparer pour pouvoir filtrer sur chacune.
zeros-lost = { $count ->
    [one] { $count } cellule a perdu le zéro du début, sans doute dans un tableur. Corrigez-la
   *[other] { $count } cellules ont perdu le zéro du début, sans doute dans un tableur. Corrigez-les
} dans le fichier d'origine, où la colonne doit être du texte.
identifiers-abbreviated = { $count ->
    [one] { $count } numéro est écrit en abrégé, comme 2,18E+13 : un tableur en a perdu des chiffres. Reprenez-le
   *[other] { $count } numéros sont écrits en abrégé, comme 2,18E+13 : un tableur en a perdu des chiffres. Reprenez-les
} dans le fichier d'origine, où la colonne doit être du texte.

# Why a column is what it is.
reason-declared = Le fichier donne lui-même le type de ces valeurs.
reason-all-numbers = { $count ->
    [one] La seule valeur est un nombre.
   *[other] Les { $count } valeurs sont toutes des nombres.
}
reason-numbers-as-text = { $count ->
    [one] Toutes les valeurs sont des nombres, dont une écrite comme du texte.
   *[other] Toutes les valeurs sont des nombres, dont { $count } écrites comme du texte.
}
reason-all-dates = { $count ->
    [one] La seule valeur est une date.
   *[other] Les { $count } valeurs sont toutes des dates.
}
reason-all-booleans = { $count ->
    [one] La seule valeur est un oui ou un non.
   *[other] Les { $count } valeurs sont toutes des oui ou des non.
}
reason-leading-zeros = { $percent }{"\u00A0"}% des valeurs commencent par un zéro, qu'un nombre perdrait.
reason-fixed-digits = Toutes les valeurs ont { $digits } chiffres : ce sont sans doute des numéros, et non des quantités.
reason-title-of-codes = Le titre parle d'un code ou d'un numéro : ces chiffres ne se comptent pas.
reason-other-text = À la ligne { $line }, « { $value } » n'est ni un nombre, ni une date, ni un oui ou un non.
reason-title-and-values = Le titre le dit, et { $percent }{"\u00A0"}% des valeurs le confirment.
reason-persons-within = Ces structures désignent des personnes : voyez « { $key } ».
reason-values-alone = Le titre ne le dit pas, mais { $percent }{"\u00A0"}% des valeurs le montrent.
reason-decided = Une personne en a décidé ainsi, ici ou lors d'un chargement précédent de la même source.

# Parts of the sentences above.
problem-type = { $type ->
    [int] un nombre entier
    [double] un nombre
    [boolean] « oui » ou « non »
    [date] une date
    [datetime] une date avec son heure
    [geo_point_2d] un point sur la carte
    [geo_shape] une forme sur la carte
    [file] un fichier
    [json_blob] du JSON
   *[text] un texte
}
problem-kinds = { $type ->
    [int] des nombres entiers
    [double] des nombres
    [boolean] des « oui » et des « non »
   *[date] des dates
}
problem-format = { $format ->
    [csv] CSV
    [xlsx] Excel (.xlsx)
    [xls] Excel 97–2003 (.xls)
    [ods] OpenDocument (.ods)
    [xlsb] Excel (.xlsb)
    [excel-xml] Excel 2003 (XML)
    [html] HTML
    [docx] Word (.docx)
    [odt] OpenDocument (.odt)
    [json] JSON
    [jsonl] JSON Lines
    [geojson] GeoJSON
    [parquet] Parquet
    [arrow] Arrow
    [xml] XML
    [dbf] dBase (.dbf)
    [ics] iCalendar (.ics)
    [gtfs-shapes] GTFS (shapes.txt)
    [gtfs-rt] GTFS-Realtime
   *[other] { $format }
}
identifiers-invalid = { $count ->
    [one] { $count } cellule de cette colonne n'est pas un identifiant valable : vérifiez-la dans le fichier d'origine.
   *[other] { $count } cellules de cette colonne ne sont pas des identifiants valables : vérifiez-les dans le fichier d'origine.
}
title-repeated = Une autre colonne porte déjà ce titre : un numéro a été ajouté au nom de celle-ci. Donnez-lui un titre plus clair.
