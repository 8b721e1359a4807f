# Queries and exports: why there is no answer, why there is no file.

query-unexpected = Dans { problem-clause }, « { $found } » est mal placé, au caractère { $position }. Corrigez-le ou retirez-le.
query-unfinished = Dans { problem-clause }, il manque quelque chose à la fin : une valeur, une parenthèse ou un guillemet. Ajoutez ce qui manque.
query-unknown-function = Dans { problem-clause }, la fonction « { $name } » n'existe pas. Vérifiez son nom.
query-too-complex = Dans { problem-clause }, le texte est trop long ou a trop de parenthèses imbriquées (limite : { $limit }). Simplifiez-le, ou cherchez en plusieurs fois.
query-invalid-date = Dans { problem-clause }, « { $text } » n'est pas une date. Écrivez-la dans l'ordre année, mois, jour : 2026-11-21.
query-unknown-field = Dans { problem-clause }, « { $name } » n'est pas une colonne de ce jeu de données. Vérifiez son nom technique.
query-repeated-alias = Dans { problem-clause }, le nom « { $alias } » est donné plusieurs fois. Ne le donnez qu'une fois.
query-incompatible-types = Dans { problem-clause }, « { $left } » ({ problem-left-type }) ne se compare pas par « { $operator } » à { problem-right-type }. Donnez une valeur du même type.
query-wrong-argument = Dans { problem-clause }, « { $function } » ne peut pas s'appliquer à ce qui lui est donné. Vérifiez le nombre et le type de ses valeurs.
query-not-supported = Dans { problem-clause }, « { $feature } » n'est pas encore possible ici. Cherchez autrement, ou téléchargez le jeu de données entier.
query-too-long = La réponse demandait plus de { $seconds ->
    [one] { $seconds } seconde
   *[other] { $seconds } secondes
} de calcul. Ajoutez un filtre pour retenir moins de lignes, puis recommencez.
query-too-large = La réponse demandait plus de mémoire qu'il n'y en a. Ajoutez un filtre pour retenir moins de lignes, ou demandez moins de colonnes.
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
    [order_by] le tri (order_by)
   *[select] le choix des colonnes (select)
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
