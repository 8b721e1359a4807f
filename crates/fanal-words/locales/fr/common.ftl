# Words that every page shares.

skip = Aller au contenu
nav-label = Navigation principale
nav-datasets = Jeux de données
nav-admin = Administration
footer-label = Pied de page
site-description = Les données publiques de « { $portal } » : les trouver, les lire, les télécharger, les interroger.
footer-api = API
footer-other-language = English
footer-made = Réalisé avec Fanal, logiciel libre
sign-in = Se connecter
sign-out = Se déconnecter
theme-to-dark = Passer à l'affichage sombre
theme-to-light = Passer à l'affichage clair
demonstration-label = Démonstration
demonstration = Portail de démonstration : ne vous fiez pas à ces données.
crumbs-label = Vous êtes ici

rows = { $count ->
    [one] { $count } ligne
   *[other] { $count } lignes
}
rows-none = Aucune donnée
datasets-count = { $count ->
    [one] { $count } jeu de données
   *[other] { $count } jeux de données
}
columns-count = { $count ->
    [one] { $count } colonne
   *[other] { $count } colonnes
}
rejected-count = { $count ->
    [one] { $count } ligne écartée
   *[other] { $count } lignes écartées
}
rejected-download = Télécharger les lignes écartées
rejected-line = ligne
rejected-reason = motif
updated = Mis à jour
loaded = Chargé
yes = oui
no = non
north = N
south = S
east = E
west = O
list-and = et
cancel = Annuler
save = Enregistrer
copy = Copier
copied = Copié
add-dataset = Ajouter un jeu de données

moment = { $day } à { $time } (UTC)
age-now = à l'instant
age-minutes = { $count ->
    [one] il y a { $count } minute
   *[other] il y a { $count } minutes
}
age-hours = { $count ->
    [one] il y a { $count } heure
   *[other] il y a { $count } heures
}
age-days = { $count ->
    [one] hier
   *[other] il y a { $count } jours
}
age-months = { $count ->
    [one] il y a { $count } mois
   *[other] il y a { $count } mois
}
age-years = { $count ->
    [one] il y a { $count } an
   *[other] il y a { $count } ans
}

badge-draft = Brouillon
badge-published = Publié
badge-fictitious = Données fictives

search-label = Rechercher un jeu de données
search-placeholder = arbres, budget, écoles…
search-button = Rechercher
filter-remove = Retirer ce filtre

paging-label = Pages
paging-before = Précédente
paging-after = Suivante
paging-page = Page

table-sort = Trier
table-sorted-up = Trié par ordre croissant ; inverser l'ordre
table-sorted-down = Trié par ordre décroissant ; inverser l'ordre
table-range = Lignes { $first } à { $last } sur { $total }
table-empty-title = Aucune ligne
table-empty-text = Ce jeu de données existe et ne contient aucune ligne pour l'instant.
cell-empty = vide

form-wrong = Quelques points sont à revoir

percent = { $count } %
percent-less = < { $count } %
percent-more = > { $count } %
