# Queries and exports: why there is no answer, why there is no file.

query-unexpected = Dans { problem-clause }, « { $found } » est mal placé, au caractère { $position } : il faut là { problem-expected }. Corrigez-le ou retirez-le.
query-unexpected-near = Dans { problem-clause }, « { $found } » est mal placé, au caractère { $position }. Vouliez-vous écrire « { $nearest } » ?
query-unfinished = Dans { problem-clause }, le texte s'arrête trop tôt : il manque { problem-expected }. Complétez-le.
query-unclosed-quote = Dans { problem-clause }, le guillemet { $quote } du caractère { $position } n'est jamais refermé. Ajoutez le même à la fin du texte ; à l'intérieur, écrivez-le \{ $quote }.
query-unknown-function = Dans { problem-clause }, la fonction « { $name } » n'existe pas. Vérifiez son nom.
query-unknown-function-near = Dans { problem-clause }, la fonction « { $name } » n'existe pas. Vouliez-vous écrire « { $nearest } » ?
query-invalid-number = Dans { problem-clause }, « { $text } » est un nombre trop grand pour être calculé. Écrivez-le plus court.
query-too-complex = Dans { problem-clause }, le texte est trop long, a trop de parenthèses imbriquées ou demande trop de calculs (limite : { $limit }). Simplifiez-le, ou cherchez en plusieurs fois.
query-invalid-date = Dans { problem-clause }, « { $text } » n'est pas une date. Écrivez-la dans l'ordre année, mois, jour : 2026-11-21.
query-invalid-geometry = Dans { problem-clause }, « { $text } » n'est pas une géométrie. Écrivez par exemple POINT(2.35 48.85), la longitude d'abord, ou collez un objet GeoJSON.
query-unknown-field = Dans { problem-clause }, « { $name } » n'est pas une colonne de ce jeu de données. Vérifiez son nom technique.
query-unknown-field-near = Dans { problem-clause }, « { $name } » n'est pas une colonne de ce jeu de données. Vouliez-vous écrire « { $nearest } » ?
query-repeated-alias = Dans { problem-clause }, le nom « { $alias } » est donné plusieurs fois. Ne le donnez qu'une fois.
query-incompatible-types = Dans { problem-clause }, « { $left } » ({ problem-left-type }) ne se compare pas par « { $operator } » à { problem-right-type }. Donnez une valeur du même type.
query-wrong-argument = Dans { problem-clause }, « { $function } » demande { problem-wanted }. Corrigez ce qui lui est donné.
query-not-a-condition = Dans { problem-clause }, « { $text } » n'est pas une condition : rien ne dit quelles lignes garder. Comparez cette valeur à une autre, par exemple avec = ou >.
query-misplaced = Dans { problem-clause }, « { $text } » n'a de sens que { problem-belongs }. Déplacez-le ou retirez-le.
query-no-statistic = Dans { problem-clause }, « { $function } » ne calcule qu'avec des nombres ou des dates. Choisissez une autre colonne, ou comptez avec count.
query-misplaced-aggregate = Dans { problem-clause }, « { $function } » réunit plusieurs lignes et n'a pas sa place ici. Pour choisir des groupes par leur total, utilisez having.
query-not-grouped = Dans { problem-clause }, « { $name } » varie d'une ligne à l'autre d'un même groupe. Ajoutez-la au regroupement (group_by), ou résumez-la avec count, sum, avg, min ou max.
query-grouped-place = Dans { problem-clause }, « { $name } » est un lieu : regroupez les lieux voisins avec geo_cluster({ $name }, 12), où 12 est un niveau de zoom de 0 à 25.
query-aggregate-after-key = Dans { problem-clause }, « { $function } » vient après une colonne. Écrivez d'abord les calculs, puis les colonnes.
query-not-supported = Dans { problem-clause }, { problem-feature } : ce n'est pas encore possible. Cherchez autrement, ou téléchargez le jeu de données entier.
query-too-long = La réponse demandait plus de { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
} de calcul. Ajoutez un filtre pour retenir moins de lignes, puis recommencez.
query-too-large = La réponse demandait plus de mémoire qu'il n'y en a. Ajoutez un filtre pour retenir moins de lignes, ou demandez moins de colonnes.
query-number-too-large = Un total de la réponse dépasse les nombres entiers que l'on peut calculer. Multipliez la colonne par 1.0 pour un résultat arrondi.
query-failed = Les lignes n'ont pas pu être lues, par une erreur de notre côté. Réessayez dans un instant ; si cela se répète, prévenez la personne qui administre la plateforme.
search-too-long = Votre recherche est trop longue : { $words } mots et { $characters } caractères au plus. Gardez les mots qui comptent.

export-too-many-rows = Un fichier { problem-format } contient { $limit } lignes au plus, et vous en demandez { $rows }. Ajoutez un filtre, ou téléchargez-les en CSV.
export-too-many-columns = Un fichier { problem-format } contient { $limit } colonnes au plus, et vous en demandez { $columns }. Demandez moins de colonnes, ou téléchargez-les en CSV.
export-cell-too-long = Le texte de la colonne « { $column } », à la ligne { $row }, dépasse les { $limit } caractères que peut contenir une cellule de tableur. Téléchargez ces données en CSV.
export-delimiter = « { $delimiter } » ne peut pas séparer les cellules d'un fichier CSV. Choisissez le point-virgule, la virgule, la tabulation ou la barre verticale.
export-geometry-unreadable = Une forme de la colonne « { $column } » est illisible : le fichier n'a pas pu être fait. Retirez cette colonne du téléchargement, ou prévenez le producteur des données.
exports-busy = Trop de téléchargements sont en cours. Réessayez dans une minute.
export-interrupted = Le téléchargement a été interrompu : le fichier reçu est incomplet. Supprimez-le, puis recommencez.
export-failed = Le fichier n'a pas pu être fait, par une erreur de notre côté. Essayez un autre format ; si cela se répète, prévenez la personne qui administre la plateforme.

# Parts of the sentences above.
problem-clause = { $clause ->
    [where] le filtre (where)
    [group_by] le regroupement (group_by)
    [having] le choix des groupes (having)
    [refine] le choix d'une valeur de filtre (refine)
    [exclude] l'exclusion d'une valeur de filtre (exclude)
    [facet] la liste des filtres (facet)
    [order_by] le tri (order_by)
   *[select] le choix des colonnes (select)
}
problem-expected = { $expected ->
    [value] une valeur : un nombre, un texte entre guillemets, une colonne ou une fonction
    [comparison] une comparaison, comme = ou >
    [name] un nom
    [test] null, true ou false
    [in-or-like] in, like ou between
    [list-or-range] une liste entre parenthèses, un intervalle entre crochets ou une colonne
    [to] deux points de suite (..) ou le mot to
    [bracket] un crochet
    [join] and, or ou rien de plus
    [separator] une virgule ou rien de plus
    [argument-end] une virgule ou une parenthèse fermante
   *[other] « { $expected } »
}
problem-wanted = { $wanted ->
    [number] un nombre
    [whole] un nombre entier, écrit tel quel
    [text] un texte
    [words] un texte entre guillemets, après les colonnes
    [date] une date
    [boolean] une valeur vraie ou fausse
    [same-type] des valeurs du même type : des nombres, ou des textes, ou des dates
    [place] une colonne de points sur la carte
    [geometry] une géométrie, comme geom'POINT(2.35 48.85)'
    [distance] une distance, comme 500m ou 1.5km
    [corners] quatre nombres : la latitude puis la longitude de deux coins
    [relation] l'un des mots INTERSECTS, DISJOINT ou WITHIN
    [pattern] un modèle de date court, comme 'dd/MM/yyyy'
    [setting] des réglages du calendrier, comme months=-1 ou day=1
    [percentage] un pourcentage de 0 à 100
    [zoom] un niveau de zoom de 0 à 25
    [radius] un rayon de 1 à 10000 pixels
    [measure] un nombre ou une date, puis une largeur ou des bornes
    [width] une largeur plus grande que zéro
    [period] une durée, comme 1 day ou 6 hours
    [one-period] une seule semaine, un seul mois, trimestre ou an à la fois
    [number-bounds] des bornes qui sont des nombres
    [date-bounds] des bornes qui sont des dates, comme date'2026-01-01'
    [two-bounds] au moins deux bornes, ou une borne et une étoile
    [rising-bounds] des bornes de la plus petite à la plus grande
    [sortable] un nombre, un texte, une date ou une valeur vraie ou fausse
    [otherwise] un texte entre guillemets ou null en second
   *[arguments] autant de valeurs que ceci : { $signature }
}
problem-belongs = { $belongs ->
    [on-places] dans une fonction sur les lieux, comme within_distance
    [with-unit] comme distance ou comme durée, dans une fonction
    [as-group] seul, dans le regroupement (group_by)
   *[alone] seul, comme dans count(*)
}
problem-feature = { $feature ->
    [on-shapes] la fonction « { $function } » sur des formes, et non des points
    [distinct-of-several] le compte de listes ou de lieux différents
    [random-on-groups] l'ordre au hasard de groupes
    [open-range] un intervalle sans bornes de ce qui n'est ni un nombre ni une date
   *[function] la fonction « { $function } »
}
problem-left-type = { $left_type ->
    [int] nombre entier
    [double] nombre
    [text] texte
    [boolean] oui ou non
    [date] date
    [datetime] date et heure
    [geo_point_2d] point sur la carte
    [geo_shape] forme sur la carte
    [file] fichier
    [json_blob] JSON
    [null] vide
   *[other] texte, plusieurs valeurs
}
problem-right-type = { $right_type ->
    [int] un nombre entier
    [double] un nombre
    [text] un texte
    [boolean] oui ou non
    [date] une date
    [datetime] une date avec son heure
    [geo_point_2d] un point sur la carte
    [geo_shape] une forme sur la carte
    [file] un fichier
    [json_blob] du JSON
    [null] rien
   *[other] un texte à plusieurs valeurs
}
