# What those see who prepare and publish datasets.

admin-title = Administration
admin-jobs = Chargements
admin-empty-title = Déposez votre premier fichier
admin-empty-text = Un fichier CSV ou un tableur suffit : vous verrez ce que nous en comprenons avant que rien ne soit enregistré.
action-describe = Décrire
action-load = Charger un fichier
action-publish = Publier
action-unpublish = Retirer de la publication

steps-label = Étapes
step-file = Déposer
step-check = Vérifier
step-describe = Décrire
step-publish = Publier
step-done = Étape faite :

upload-title = Ajouter un jeu de données
upload-into-title = Charger un fichier dans « { $title } »
upload-text = Déposez votre fichier tel qu'il est. Nous le lisons et vous montrons ce que nous en avons compris ; vous corrigez d'un clic.
upload-field = Votre fichier
upload-hint = Un tableau (CSV, Excel, LibreOffice, JSON, Parquet…), une carte (Shapefile dans un ZIP, GeoPackage, GeoJSON, KML…) ou des horaires GTFS ; { $size } au plus.
upload-drop = ou déposez-le ici
upload-button = Lire le fichier
upload-assurance = Rien n'est publié ni ajouté à vos données à cette étape. Si vous n'allez pas plus loin, le fichier est effacé après un jour.

understanding-title = Ce que nous avons compris
understanding-file = Fichier « { $name } »
understanding-refresh = Relire le fichier
understanding-columns-text = Vérifiez le nom et le type de chaque colonne. Décochez celles qui ne doivent pas être gardées, par exemple celles qui nomment des personnes.
understanding-load = Charger les données
understanding-each = Charger chaque tableau
each-title = Un jeu de données par tableau
each-text = Chaque tableau coché devient un jeu de données à part. Leurs titres et leurs adresses sont ceux ci-dessus, suivis du nom du tableau ; vous pourrez les changer. Tous forment une série et renvoient les uns aux autres. Une colonne laissée de côté l'est dans tous.
each-legend = Tableaux à charger
each-there = Ces jeux de données existent déjà. Si vous chargez ces tableaux, leurs lignes seront remplacées :
understanding-after = Le jeu de données reste un brouillon : vous le décrirez avant de le publier.
file-title = Le fichier
file-format = Format
file-size = Taille
file-rejected = Lignes écartées
file-encoding = Encodage
file-separator = Séparateur
file-header = Titres des colonnes
file-crs = Système de coordonnées
file-crs-unknown = Inconnu : choisissez-le
file-shapes = Contours qui se croisent
shapes-kept = gardés tels quels
shapes-mended = réparés
file-notes = Totaux et notes
notes-apart = écartés
notes-kept = gardés comme des lignes
file-more = Autres réglages de lecture
file-quote = Guillemets autour des cellules
quote-double = Guillemets droits
quote-apostrophe = Apostrophes
quote-none = Aucun : ce sont des lettres
file-missing-marks = Texte à lire comme vide dans toutes les colonnes
why = Pourquoi ?
file-table = Feuille ou table
file-together = Tableaux lus
tables-one = celui-ci seulement
tables-alike = { $count ->
    [0] tableaux qui ont les mêmes colonnes, à la suite
    [one] { $count } tableau qui a les mêmes colonnes
   *[other] { $count } tableaux qui ont les mêmes colonnes, à la suite
}
tables-legend = Tableaux à lire à la suite
header-none = Pas de ligne de titres
header-row = Ligne { $line }
separator-semicolon = Point-virgule ;
separator-comma = Virgule ,
separator-tab = Tabulation
separator-bar = Barre |
separator-space = Espace
separator-colon = Deux-points :
job-mended = { $count ->
    [one] { $count } contour est réparé : la ligne d'origine est gardée à part.
   *[other] { $count } contours sont réparés : les lignes d'origine sont gardées à part.
}
rejected-title = { $count ->
    [one] { $count } ligne n'a pas pu être lue
   *[other] { $count } lignes n'ont pas pu être lues
}
rejected-text = Elles sont gardées à part, avec leur raison, et vous pourrez les télécharger. Les autres seront chargées.
rejected-more = { $count ->
    [one] { $count } autre ligne n'est pas montrée ici ; elle figure dans le fichier des lignes écartées.
   *[other] { $count } autres lignes ne sont pas montrées ici ; elles figurent dans le fichier des lignes écartées.
}
line = Ligne { $line }
line-first = d'abord ligne { $line }
columns-kept = { $count ->
    [one] { $count } colonne gardée
   *[other] { $count } colonnes gardées
}
columns-empty = Aucune colonne n'a été trouvée. Vérifiez le séparateur et la ligne de titres.
column-keep = Garder
column-keep-hint = Une colonne décochée est laissée de côté avant que rien ne soit enregistré : nous n'en gardons aucune valeur.
column-label = Libellé
column-name = Nom technique
column-type = Type
column-split = Séparer ces cellules en plusieurs valeurs, à chaque « { $separator } »
column-order = Ordre du jour et du mois
order-dmy = Jour, puis mois
order-mdy = Mois, puis jour
column-decimal = Signe des décimales
decimal-comma = La virgule
decimal-point = Le point
reading-open = Comme proposé, à vérifier
reading-found = Comme trouvé
reading-sample = { $choice } : { $cell } se lit { $read }
column-zone = Fuseau horaire
zone-open = Heure de Paris, à vérifier
column-marks = Lues comme des cellules vides
mark = « { $mark } »
mark-cells = { $count ->
    [one] « { $mark } » : { $count } cellule
   *[other] « { $mark } » : { $count } cellules
}
column-more = Sens et valeurs manquantes
column-meaning = Ce que dit la colonne
column-missing = Autre texte à lire comme vide
meaning-found = Comme trouvé : { $meaning }
meaning-found-none = Comme trouvé : rien de connu
meaning-none = Rien de cette liste
column-samples = Exemples
column-empty-cells = { $count ->
    [one] { $count } cellule vide
   *[other] { $count } cellules vides
}
odd-count = { $count ->
    [one] { $count } fois
   *[other] { $count } fois
}
target-new = Le nouveau jeu de données
target-existing = Vers « { $title } »
mode-legend = Que faire des lignes déjà là ?
mode-replace = Remplacer
mode-replace-text = Les lignes de ce fichier prennent la place de celles du chargement précédent.
mode-append = Ajouter
mode-append-text = Les lignes de ce fichier s'ajoutent à celles qui sont là.
mode-update = Mettre à jour
mode-update-text = Une ligne qui a la même clé remplace l'ancienne ; les autres s'ajoutent.
key-legend = Clé : les colonnes qui, ensemble, désignent une ligne

job-title = Chargement
job-heading = Chargement dans « { $title } »
job-heading-new = Chargement d'un nouveau jeu de données
job-new-dataset = Nouveau jeu de données
job-progress = Avancement
job-waiting = En attente
job-running = En cours
job-done = Terminé
job-failed = Échec
job-cancelled = Arrêté
job-cancel = Arrêter le chargement
job-cancel-asked = L'arrêt est demandé. Le chargement se termine sans rien changer.
job-leave = Vous pouvez quitter cette page : le chargement continue.
job-failed-title = Le chargement n'a pas abouti
job-failed-text = Les données d'avant sont intactes.
job-reread = Relire ce fichier autrement
job-again = Déposer un autre fichier
job-done-title = { $count ->
    [one] { $count } ligne est chargée
   *[other] { $count } lignes sont chargées
}
job-done-version = C'est la version { $count } de ce jeu de données.
job-done-plain = Le travail est terminé.
job-cancelled-text = Rien n'a changé : les données d'avant sont intactes.
job-next-describe = Décrire le jeu de données
job-next-see = Voir le jeu de données
progress-label = Avancement du chargement
progress-rows = lignes lues

describe-title = Décrire « { $title } »
describe-heading = Décrire le jeu de données
describe-about = Présentation
describe-visibility = Visibilité
describe-columns-text = Un libellé clair et une phrase par colonne aident ceux qui réutilisent vos données.
describe-next = Passer à la publication
visibility-legend = Qui peut voir ce jeu de données, une fois publié ?
field-title = Titre
field-title-hint = Court et parlant : « Arbres de la ville », « Budget primitif 2026 ».
field-slug = Adresse
field-slug-hint = Lettres minuscules sans accent, chiffres et tirets : arbres-de-la-ville.
field-description = Description
field-description-hint = Ce que contient le jeu de données, d'où il vient, ce qu'il ne dit pas. Laissez une ligne vide entre deux paragraphes.
field-organisation = Producteur
field-organisation-hint = Le service ou l'organisme qui produit ces données. Un nom nouveau est accepté.
field-licence = Licence
field-licence-hint = La Licence Ouverte convient à la plupart des données publiques.
field-frequency = Fréquence de mise à jour
field-frequency-hint = Ce que vous prévoyez de tenir.
frequency-none = Non précisée
organisation-none = Aucun producteur
field-themes = Thèmes
field-series = Série
field-series-hint = Le même nom pour tous les jeux de données qui forment un tout ; chacun renvoie alors aux autres.
field-keywords = Mots-clés
field-commas = Séparés par des virgules.
field-fictitious = Données fictives
field-fictitious-hint = Un bandeau le dira sur chaque page.
field-column-description = Description de la colonne
field-unit = Unité
field-facet = Proposer comme filtre
field-more = Réglages avancés
field-decimals = Nombre de décimales
field-timezone = Fuseau horaire
field-timezone-hint = Par exemple Europe/Paris.
field-hierarchical = Séparateur de niveaux
field-hierarchical-hint = Par exemple « / » dans « Nature/Arbre ».

publish-title = Publier « { $title } »
publish-heading = Ce qui devient public
publish-heading-closed = Ce qui devient visible
publish-what = En résumé
publish-earlier = Tout le monde lit les versions à partir de la { $version } ; celles d'avant restent réservées aux personnes qui préparent les données.
publish-blocked = Avant de publier, complétez ces points
publish-sample = Extrait
publish-sample-text = Relisez ces quelques lignes comme le ferait un inconnu : rien ne doit désigner une personne, sauf ce que vous justifiez plus bas.
publish-button = Publier maintenant
publish-back = Revenir à la description
persons-title = { $count ->
    [one] { $count } colonne désigne des personnes
   *[other] { $count } colonnes désignent des personnes
}
persons-text = { $count ->
    [one] Tout le monde pourra la lire. Écrivez pourquoi elle peut être publique, ou laissez-la de côté.
   *[other] Tout le monde pourra les lire. Pour chacune, écrivez pourquoi elle peut être publique, ou laissez-la de côté.
}
persons-text-closed = { $count ->
    [one] Ce jeu de données ne sera pas public : rien n'empêche de le publier ainsi. S'il doit le devenir, il faudra dire pourquoi cette colonne peut l'être.
   *[other] Ce jeu de données ne sera pas public : rien n'empêche de le publier ainsi. S'il doit le devenir, il faudra dire pourquoi ces colonnes peuvent l'être.
}
persons-why = Pourquoi la colonne « { $column } » peut être publique
persons-why-short = Pourquoi cette colonne peut être publique
persons-why-hint = Elle désigne des personnes. Par exemple : « Mandat public », « Accord écrit de chaque personne », « Noms de lieux, pas de personnes ».
persons-leave-out = Les colonnes dont vous ne dites rien peuvent être laissées de côté : nous relisons le fichier d'origine sans elles. Les versions qui les contiennent seront retirées et effacées.
persons-leave-out-button = Laisser de côté les colonnes sans raison
persons-reload = Pour laisser une colonne de côté, chargez de nouveau le fichier et décochez-la : les versions qui la contiennent seront retirées et effacées.
persons-load-again = Charger de nouveau le fichier
persons-asked = Cette colonne désigne des personnes, et ce jeu de données est public : décochez-la, ou écrivez pourquoi elle peut être publique.
persons-said = Cette colonne désigne des personnes. Elle peut être publique : « { $reason } »
unpublish-title = Retirer « { $title } » de la publication
unpublish-heading = Retirer de la publication
unpublish-text = Le jeu de données redevient un brouillon : son adresse ne répondra plus au public et les liens qui y mènent ne fonctionneront plus. Vous pourrez le publier de nouveau.
unpublish-button = Retirer de la publication

attachments-page-title = Fichiers joints à « { $title } »
attachments-text = Une notice, un plan, une délibération : chaque fichier se télécharge tel quel depuis la page du jeu de données, par toute personne qui peut en lire les lignes.
attachments-care = Relisez ce fichier comme le ferait un inconnu : un document peut nommer des personnes, jusque dans ses propriétés (auteur, suivi des modifications).
attachment-add = Joindre un fichier
attachment-title-hint = Sans titre, le fichier garde son nom.
attachment-file-hint = Toute sorte de fichier ; { $size } au plus.
attachment-since = Ajouté
attachment-rename = Changer le titre
attachment-remove = Retirer
attachment-remove-title = Retirer « { $title } »
attachment-remove-heading = Retirer un fichier joint
attachment-remove-text = Ce fichier sera effacé et ne pourra plus être téléchargé : les liens qui y mènent ne fonctionneront plus.
attachment-remove-button = Effacer le fichier
joining-title-pdf = Ce PDF n'est pas un tableau
joining-title = Ce fichier n'est pas un tableau
joining-text = Vous pouvez le joindre à un jeu de données : il se téléchargera tel quel depuis sa page. Inutile de l'envoyer de nouveau.
joining-none = Vous pourrez le joindre à un jeu de données dès qu'il y en aura un : commencez par le tableau dont il est tiré.
joining-dataset = Jeu de données
joining-choose = Choisissez…
joining-unlisted = { $count ->
    [one] { $count } autre jeu de données n'est pas dans cette liste : ouvrez sa page, puis « Gérer les fichiers joints ».
   *[other] { $count } autres jeux de données ne sont pas dans cette liste : ouvrez leur page, puis « Gérer les fichiers joints ».
}
joining-button = Joindre au jeu de données
