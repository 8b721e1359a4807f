# What everybody sees.

home-title = Données ouvertes
home-heading = Les données du territoire, à portée de main
home-latest = Mis à jour récemment
home-all = Voir tous les jeux de données
home-organisations = Producteurs
home-empty-title = Aucun jeu de données pour l'instant
home-empty-text = Les jeux de données apparaîtront ici dès leur publication.

catalogue-title = Jeux de données
catalogue-search-title = « { $q } » dans les jeux de données
catalogue-sort = Trier par
catalogue-sort-title = Titre
catalogue-sort-modified = Mise à jour
catalogue-none-title = Aucun jeu de données ne répond à cette recherche
catalogue-none-text = Essayez un mot plus court ou plus général, ou retirez un filtre.
catalogue-all = Voir tous les jeux de données

dataset-edit = Modifier la description
dataset-publish = Publier
description-none = Ce jeu de données n'est pas encore décrit.
attachments-title = Fichiers joints
attachments-manage = Gérer les fichiers joints
attachments-none = Aucun fichier n'est joint à ce jeu de données.
attachment-kind = Fichier
keywords-label = Thèmes et mots-clés
key-organisation = Producteur
key-rows = Lignes
key-columns = Colonnes
key-updated = Mise à jour
key-frequency = Fréquence
key-licence = Licence
key-version = Version
key-visibility = Qui peut le voir
key-address = Adresse
within-label = Sur cette page
fictitious-title = Données fictives
fictitious-text = Ces données sont inventées pour la démonstration. Elles ne décrivent aucune situation réelle.
old-version-title = Vous regardez la version { $count }
old-version-text = Elle date du { $day } et n'est plus la version courante.
old-version-link = Voir la version courante

filters-title = Filtres
filters-active = Filtres choisis
filters-chosen = { $count ->
    [one] ({ $count } valeur choisie)
   *[other] ({ $count } valeurs choisies)
}
filters-clear = Tout effacer
filter-chip = { $label } :
filter-without = Sans
filter-cut = { $count ->
    [one] Seule la première valeur est affichée.
   *[other] Les { $count } premières valeurs sont affichées.
}
filter-theme = Thème
filter-publisher = Producteur
filter-keyword = Mot-clé
filter-features = Usages possibles
filter-modified = Modification
filter-license = Licence
filter-language = Langue
filter-territory = Territoire
table-none-title = Aucune ligne ne répond à ces filtres
table-none-text = Retirez un filtre pour en voir davantage.

downloads-title = Télécharger
downloads-whole = Chaque fichier contient toutes les lignes de cette version.
downloads-filtered = { $count ->
    [0] Chaque fichier suit vos filtres : aucune ligne.
    [one] Chaque fichier suit vos filtres : { $count } ligne.
   *[other] Chaque fichier suit vos filtres : { $count } lignes.
}
downloads-unfiltered = Retirer les filtres
download-xlsx = Pour tableur (Excel, LibreOffice)
download-xlsx-kind = Fichier .xlsx
download-xlsx-large = Ces données dépassent { $count } lignes : aucun tableur ne peut les ouvrir en entier. Prenez le CSV ou le Parquet.
download-csv = texte, pour tous les outils
download-json = pour les développeurs
download-jsonl = une ligne de texte par ligne de données
download-parquet = pour l'analyse de gros volumes

data-title = Données
columns-title = Colonnes
column-unit = en { $unit }
type-multivalued = { $type }, plusieurs valeurs
profile-of-version = Chiffres calculés sur { $rows ->
    [one] la ligne
   *[other] les { $rows } lignes
} de la version { $version }.
profile-not-yet = Pas encore de chiffres par colonne pour cette version.
profile-empty = Cellules vides
profile-values = Valeurs en tout
profile-distinct = Valeurs différentes
profile-range = Étendue
profile-extent = Étendue
profile-mean = Moyenne
profile-not-finite = Infinies ou indéfinies
profile-length = Longueur
profile-characters = { $count ->
    [one] { $count } caractère
   *[other] { $count } caractères
}
profile-between = { $from } à { $to }
profile-until = de { $from } à moins de { $to }
profile-below = moins de { $text }
profile-above = { $text } et plus
profile-about = environ { $text }
profile-none = aucune
profile-all = toutes
profile-most = Le plus souvent : { $value } ({ $share })
profile-same = Toujours la même valeur : { $text }
profile-all-differ = Toutes les valeurs sont différentes.
profile-nothing = Cette colonne est vide.
profile-blank = (vide ou espaces)
profile-others = Autres valeurs
profile-top-caption = Valeurs les plus fréquentes de la colonne « { $column } »
profile-table = Voir les chiffres
profile-table-of = de la colonne « { $column } »
profile-table-span = Tranche
profile-table-values = Valeurs
api-title = API
api-text = Lisez ces données depuis un programme, sans compte ni clé.
snippet-label = Exemple : { $name }
series-chip = Série : { $series }
series-title = Dans la même série
series-text = Ce jeu de données fait partie de la série « { $series } ».
series-all = { $count ->
    [one] Voir le seul jeu de données de la série
   *[other] Voir les { $count } jeux de données de la série
}
versions-title = Versions
versions-newer = Versions plus récentes
versions-older = Versions plus anciennes
version-name = Version { $count }
version-current = Version courante
version-withdrawn = Retirée le { $day }

not-loaded-title = Pas encore de données
not-loaded-text = Ce jeu de données est annoncé. Ses lignes apparaîtront après le premier chargement.
on-request-title = Données sur demande
on-request-text = La description est publique. Les lignes sont remises sur demande au producteur.
records-failed = Les lignes ne peuvent pas être affichées

sign-in-title = Se connecter
sign-in-text = Pour les agents qui préparent et publient les données.
sign-in-button = Se connecter
welcome-title = Créer votre compte
welcome-text = Ce compte vous permettra d'ajouter et de publier des jeux de données.
welcome-button = Créer le compte
field-person = Nom et prénom
field-email = Adresse électronique
field-email-hint = Vous vous connecterez avec cette adresse.
field-password = Mot de passe
field-password-hint = { $count ->
    [one] { $count } caractère au moins. Une phrase que vous retenez convient très bien.
   *[other] { $count } caractères au moins. Une phrase que vous retenez convient très bien.
}

error-not-found-title = Cette page n'existe pas
error-not-found-sentence = L'adresse est peut-être mal recopiée, ou la page n'est pas ouverte à tous.
error-forbidden-title = Cette action ne vous est pas ouverte
error-forbidden-sentence = Votre compte ne permet pas de faire cela. Demandez à la personne qui administre le portail.
error-stale-form-title = Ce formulaire a expiré
error-stale-form-sentence = Il est resté ouvert trop longtemps ou votre session a changé. Revenez à la page, rechargez-la et recommencez.
error-too-many-requests-title = Trop d'essais
error-too-many-requests-sentence = Attendez quelques minutes, puis recommencez.
error-internal-title = Une erreur est survenue de notre côté
error-internal-sentence = Rien de ce qui était enregistré n'est perdu. Recommencez dans un instant ; si cela persiste, transmettez la référence ci-dessous à la personne qui administre le portail.
error-unavailable-title = Le portail redémarre
error-unavailable-sentence = Il sera de retour dans un instant. Rechargez la page.
error-gone-title = Cette version n'est plus disponible
error-gone-sentence = Elle a été retirée le { $day }. La version courante reste disponible.
error-problem-title = Cette demande ne peut pas aboutir
error-problem-sentence = Revenez en arrière et vérifiez ce que vous demandez.
error-reference = Référence :
way-home = Aller à l'accueil
way-catalogue = Voir les jeux de données
way-sign-in = Se connecter

gallery-title = Composants
gallery-text = Tous les composants, dans tous leurs états, dans les deux affichages.
gallery-light = Affichage clair
gallery-dark = Affichage sombre
gallery-colours = Couleurs
gallery-buttons = Boutons
gallery-disabled = Indisponible
gallery-badges = Étiquettes
gallery-notices = Messages
gallery-fields = Champs
gallery-steps = Étapes
gallery-progress = Avancement
gallery-cards = Fiches
gallery-profiles = Profils de colonnes
gallery-filters = Filtres
gallery-table = Tableau
