# What the command line says.

cli-serving = Le portail est ouvert : { $url }
cli-welcome = Personne n'a encore de compte ici. Pour créer le premier, ouvrez cette adresse dans votre navigateur :

cli-detail = Détail technique, en anglais : { $reason }

cli-rows = { $count ->
    [one] { $count } ligne lue
   *[other] { $count } lignes lues
}
cli-imported = « { $dataset } », version { $version } : { $records ->
    [one] { $records } ligne au total.
   *[other] { $records } lignes au total.
}
cli-rejected = { $count ->
    [one] { $count } ligne n'a pas pu être lue. Elle est gardée à part, avec sa raison ; téléchargez-la depuis le portail.
   *[other] { $count } lignes n'ont pas pu être lues. Elles sont gardées à part, avec leurs raisons ; téléchargez-les depuis le portail.
}
cli-series = { $count ->
    [one] { $count } tableau à charger.
   *[other] { $count } tableaux à charger, chacun dans son jeu de données.
}
cli-series-table = « { $table } » → { $dataset }
cli-mended = { $count ->
    [one] { $count } contour est réparé. La ligne d'origine est gardée à part ; téléchargez-la depuis le portail.
   *[other] { $count } contours sont réparés. Les lignes d'origine sont gardées à part ; téléchargez-les depuis le portail.
}
cli-persons-ways = Pour laisser une colonne de côté : --leave-out "Titre". Pour dire pourquoi elle peut être publique : --public-because "Titre=raison".
cli-attach-way = Pour joindre ce fichier, tel quel, à un jeu de données : { $command }
cli-attached = « { $title } » est joint à « { $dataset } ».
cli-title-kept = Ce jeu de données existe déjà et garde son titre, « { $title } ». Pour le changer, utilisez sa page de description ou fanal apply.
cli-cancelled = Le chargement a été arrêté : rien n'a changé.

cli-apply-same = « { $dataset } » est déjà comme la définition le demande : rien n'a changé.
cli-apply-would-create = « { $dataset } » serait créé. Rien n'a été fait : c'est un essai.
cli-apply-would-change = « { $dataset } » serait modifié ainsi. Rien n'a été fait : c'est un essai.
cli-apply-created = « { $dataset } » est créé.
cli-apply-changed = « { $dataset } » est modifié.

cli-inspect-format = Format : { $format }
cli-inspect-encoding = Encodage : { $encoding }
cli-inspect-separator = Séparateur : { $separator }
cli-inspect-header = { $line ->
    [0] Titres des colonnes : aucun
   *[other] Titres des colonnes : ligne { $line }
}
cli-inspect-table = Feuille ou table : { $table }
cli-inspect-alike = Mêmes colonnes : { $tables } (--union les lit à la suite)
cli-inspect-records = Lignes : { $records } ({ $rejected ->
    [0] toutes lisibles
    [one] { $rejected } ligne écartée
   *[other] { $rejected } lignes écartées
})
cli-inspect-odd = Ligne { $line } : « { $value } »
cli-inspect-rejected = Ligne { $line } : { $reason }

doctor-catalogue = Catalogue
doctor-audit = Journal des actions
doctor-lake = Stockage des données (écrire, ne pas écraser, relire, lister, effacer)
