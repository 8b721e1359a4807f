# What went wrong: the identifier is the problem's code. What happened, where, how to mend.
# Here: what people do in pages. Files, queries and the platform's own have files of their own.

problem-unknown = Une difficulté est survenue ({ $code }). Transmettez ce code à la personne qui administre le portail.

# Everywhere.
not-found = Ce que vous demandez n'existe pas, ou n'est pas ouvert à tous. Vérifiez l'adresse, ou connectez-vous.
forbidden = Votre compte ne permet pas de faire cela. Demandez à la personne qui administre le portail.
sign-in-needed = Il faut être connecté pour faire cela. Connectez-vous, puis recommencez.
version-gone = Cette version a été retirée. Consultez la version courante du jeu de données.
internal = Une erreur est survenue de notre côté ; rien de ce qui était enregistré n'est perdu. Recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.
cancelled = L'arrêt a été demandé : rien n'a changé. Vous pouvez recommencer quand vous le souhaitez.
filters-too-many = Trop de filtres sont choisis ensemble, ou leurs valeurs sont trop longues. Retirez-en : une page en garde { $limit } au plus.

# Forms.
form-stale = Ce formulaire est resté ouvert trop longtemps, ou votre session a changé : rien n'a été enregistré. Rechargez la page, puis recommencez.
form-too-large = Ce formulaire contient plus de texte que nous ne pouvons en recevoir : rien n'a été enregistré. Raccourcissez-le, puis recommencez.

# Accounts.
sign-in-wrong = L'adresse ou le mot de passe ne correspond pas. Vérifiez les deux et recommencez.
too-many-tries = Il y a eu trop d'essais de suite. Attendez quelques minutes, puis recommencez.
name-missing = Votre nom manque : écrivez votre prénom et votre nom.
email-wrong = Cette adresse n'est pas complète : écrivez-la sous la forme nom@exemple.fr.
email-taken = Un compte existe déjà pour l'adresse « { $value } ». Connectez-vous avec cette adresse, ou choisissez-en une autre.
password-short = Ce mot de passe est trop court : choisissez-en un de { $limit } caractères au moins. Une phrase convient très bien.

# Names and addresses.
title-missing = Le jeu de données n'a pas de titre : donnez-lui-en un, court et parlant.
slug-wrong = Cette adresse ne convient pas : n'utilisez que des lettres minuscules sans accent, des chiffres et des tirets, 100 signes au plus, en commençant par une lettre ou un chiffre.
name-wrong = « { $name } » ne convient pas. N'utilisez que des lettres minuscules sans accent et des chiffres, 100 signes au plus, reliés par des tirets dans l'adresse d'un jeu de données, par des tirets bas dans le nom technique d'une colonne.
series-one-table = Ce fichier ne contient qu'un tableau : il n'y a pas de série à faire. Chargez-le sans --each-table.
series-empty = Aucun tableau n'est choisi. Cochez au moins celui qui doit devenir un jeu de données.
series-slug-taken = L'adresse « { $address } » est celle de « { $dataset } », qui n'est pas le tableau « { $table } » de la série « { $series } ». Écrivez le titre que la série avait déjà, ou choisissez une autre adresse.
series-replaces = { $count ->
    [one] Un des jeux de données existe déjà, et ses lignes seraient remplacées : { $datasets }.
   *[other] { $count } des jeux de données existent déjà, et leurs lignes seraient remplacées : { $datasets }.
} Si c'est ce que vous voulez, chargez de nouveau chaque tableau ; sinon, décochez ces tableaux, ou changez le titre et l'adresse.
dataset-slug-taken = L'adresse « { $value } » est déjà celle, actuelle ou ancienne, d'un autre jeu de données de ce portail. Choisissez-en une autre.
organisation-slug-taken = L'adresse « { $value } » est déjà celle d'un autre producteur. Choisissez-en une autre.
organisation-name-wrong = Le nom du producteur ne convient pas : écrivez-y au moins une lettre ou un chiffre.

# Giving a file.
file-missing = Aucun fichier n'est joint : choisissez-en un.
upload-broken = Le fichier n'est pas arrivé en entier. Vérifiez votre connexion, puis déposez-le de nouveau.
upload-lost = Ce fichier n'est plus en entier sur le serveur, peut-être après une coupure de courant : rien n'a été chargé. Déposez-le de nouveau.
upload-too-large = Ce fichier dépasse la taille permise, { $limit_bytes }. Partagez-le en plusieurs fichiers, ou demandez à la personne qui administre la plateforme de relever cette limite.
upload-loading = Un chargement de ce fichier attend ou est en cours. Attendez qu'il se termine ou arrêtez-le, puis recommencez.

# What was understood, beside what is there.
column-gone = La colonne « { $column } » n'est plus dans le fichier. Si elle a seulement changé de titre, donnez à la nouvelle colonne le nom technique de l'ancienne.
column-retyped = La colonne « { $column } » change de type : { problem-type-before } jusqu'ici, { problem-type-after } dans ce fichier. Si ce n'est pas voulu, choisissez l'ancien type ou corrigez le fichier.
column-new = La colonne « { $column } » est nouvelle : elle sera ajoutée au jeu de données. Décochez-la si elle ne doit pas être gardée.
key-not-in-file = Le fichier n'a pas de colonne « { $column } », qui fait partie de la clé. Choisissez une clé parmi ses colonnes, ou déposez un fichier qui contient celle-ci.
key-missing = Pour mettre à jour, il faut reconnaître les lignes : choisissez la colonne ou les colonnes qui forment la clé.
columns-read-anew = Le fichier vient d'être relu autrement : ses colonnes ont pu changer, et rien n'a été chargé. Vérifiez-les, décochez celles qui ne doivent pas être gardées, puis chargez les données.
columns-changed-meanwhile = Depuis que vous avez ouvert cette page, ce fichier a été relu autrement, peut-être dans un autre onglet : ses colonnes ne sont plus celles que vous aviez sous les yeux (par exemple « { $column } »). Rien n'a été enregistré : vérifiez les colonnes, puis recommencez.
recipe-separator = « { $separator } » ne peut pas séparer des cellules : choisissez le point-virgule, la virgule, la tabulation ou un autre signe seul.
recipe-type = « { $type } » n'est pas un type de colonne : choisissez-en un dans la liste.
recipe-choice = Dans la recette de lecture, « { $value } » ne convient pas à { $key }. On peut y écrire : { $choices }.
recipe-field-name = « { $name } » ne convient pas comme nom technique : utilisez des lettres minuscules sans accent, des chiffres et le tiret bas, en commençant par une lettre ou un chiffre.
recipe-duplicate-name = Deux colonnes ont le nom technique « { $name } » : changez l'un des deux.
recipe-nothing-kept = Aucune colonne n'est gardée : cochez-en au moins une.
recipe-no-such-column = La colonne « { $column } », à laisser de côté, n'est pas dans le fichier : rien n'a été chargé. Vérifiez son titre exact ; si le fichier ne la contient plus, retirez-la de la recette de lecture du jeu de données.
left-out-not-found = La colonne « { $column } », à laisser de côté, n'est pas dans ce fichier. Vérifiez qu'elle n'a pas changé de titre : décochez alors la colonne qui porte son nouveau titre.
recipe-same-title = Plusieurs colonnes du fichier s'intitulent « { $column } » et une seule est à laisser de côté : rien n'a été chargé. Donnez-leur des titres différents, ou dites dans la recette de lecture du jeu de données ce que devient chacune.
recipe-table-unlike = Le tableau « { $table } » n'a pas les mêmes colonnes que les autres, ou ne peut pas être lu : rien n'a été chargé, pour que ses lignes ne se perdent pas. Corrigez ses titres, ou laissez-le de côté dans la recette de lecture du jeu de données.
recipe-type-kept = Dans la colonne « { $column } », les lignes qui restent sont d'un type ({ problem-type-before }), celles du fichier d'un autre ({ problem-type-after }) : rien n'a été chargé. Choisissez le même type, donnez un autre nom technique à la colonne, ou remplacez toutes les lignes.

# Describing and publishing.
dataset-changed-before-publishing = Ce jeu de données a changé depuis que vous avez ouvert cette page : une nouvelle version ou une autre description vous est montrée maintenant. Rien n'a été publié ; relisez, puis publiez.
dataset-changed-meanwhile = Quelqu'un a modifié ce jeu de données pendant que vous travailliez ; vos changements n'ont pas été enregistrés. Rechargez la page, puis refaites-les.
dataset-deleted = Ce jeu de données a été supprimé entre-temps : rien n'a été fait. Revenez à la liste des jeux de données.
nothing-to-publish = Ce jeu de données ne contient pas encore de données : chargez un fichier avant de le publier.
persons-column = Cette colonne désigne des personnes : pour rendre le jeu de données public, il faudra la laisser de côté ou dire pourquoi elle peut être publique.
persons-column-seen = Ses cellules semblent désigner des personnes, quoi que vous en disiez ici : pour rendre le jeu de données public, il faudra laisser la colonne de côté ou écrire pourquoi elle peut être publique, par exemple « Noms de lieux, pas de personnes ».
persons-undecided = { $count ->
    [one] La colonne « { $columns } » désigne des personnes : le jeu de données n'a pas été rendu public. Dites pourquoi elle peut être publique, ou chargez de nouveau le fichier en la laissant de côté.
   *[other] Ces { $count } colonnes désignent des personnes : { $columns }. Le jeu de données n'a pas été rendu public. Dites pourquoi elles peuvent être publiques, ou chargez de nouveau le fichier en les laissant de côté.
}
persons-undecided-load = { $count ->
    [one] La colonne « { $columns } » désigne des personnes, et tout le monde aurait pu la lire : rien n'a été chargé. Laissez-la de côté, ou dites pourquoi elle peut être publique, puis recommencez.
   *[other] Ces { $count } colonnes désignent des personnes : { $columns }. Tout le monde aurait pu les lire : rien n'a été chargé. Laissez-les de côté, ou dites pourquoi elles peuvent être publiques, puis recommencez.
}
persons-undecided-column = La colonne « { $column } » désigne des personnes : écrivez pourquoi elle peut être publique, ou laissez-la de côté.
original-not-kept = Le fichier d'origine n'est pas là : rien n'a changé. Chargez de nouveau le fichier en laissant ces colonnes de côté.
public-because-no-column = Vous avez dit pourquoi la colonne « { $column } » peut être publique, et il n'y a pas de colonne de ce nom : rien n'a changé. Vérifiez son titre exact.
licence-missing = Aucune licence n'est choisie : dites à quelles conditions ces données peuvent être réutilisées.
description-missing = Ce jeu de données n'a pas de description : quelques phrases aideront ceux qui le liront.
rows-rejected-many = { $percent } % des lignes ne peuvent pas être lues et seraient écartées : regardez leurs raisons plus bas, et si le fichier est bien lu (séparateur, ligne des titres, types).
rows-rejected = { $rows ->
    [one] { $rows } ligne du fichier a été mise de côté et manque ici. Téléchargez-la pour voir sa raison ; si elle compte, corrigez le fichier et chargez-le de nouveau.
   *[other] { $rows } lignes du fichier ont été mises de côté et manquent ici. Téléchargez-les pour voir leurs raisons ; si elles comptent, corrigez le fichier et chargez-le de nouveau.
}

# Files that go with a dataset.
attachment-title-missing = Ce fichier joint n'a pas de titre. Donnez-lui un titre court et parlant.
attachment-title-long = Ce titre dépasse { $limit } signes. Raccourcissez-le.
attachment-dataset-missing = Aucun jeu de données n'est choisi. Choisissez celui auquel joindre ce fichier.
attachment-replaced = Depuis que vous avez ouvert cette page, ce fichier joint a été remplacé par un autre du même nom : rien n'a été fait. Revenez à la liste des fichiers joints et regardez le nouveau.
attachments-too-many = { $limit } fichiers sont déjà joints à ce jeu de données, ce qui est le maximum. Retirez-en un, ou rassemblez-en plusieurs dans un ZIP.

# A definition written as text.
definition-syntax = La définition ne peut pas être lue, ligne { $line }, colonne { $column } : « { $found } ». Rien n'a changé ; corrigez cette ligne, puis recommencez. Détail technique, en anglais : { $reason }
definition-choice = Dans la définition, « { $key } » ne peut pas valoir « { $value } » : rien n'a changé. Écrivez l'une de ces valeurs : { $choices }.
definition-slug = Dans la définition, « { $value } » ne convient pas comme identifiant (dataset.id) : rien n'a changé. N'écrivez que des lettres minuscules sans accent, des chiffres, des points et des tirets, 100 signes au plus, en commençant par une lettre ou un chiffre.
definition-title-missing = Dans la définition, le titre (dataset.title) est vide : rien n'a changé. Donnez un titre au jeu de données.
definition-field-name = Dans la définition, « { $name } » ne convient pas comme nom de colonne : rien n'a changé. N'écrivez que des lettres minuscules sans accent, des chiffres et des tirets bas, 100 signes au plus, en commençant par une lettre ou un chiffre.
definition-field-twice = Dans la définition, deux colonnes portent le nom « { $name } » : rien n'a changé. Donnez-leur des noms différents.
definition-fields-of-data = Les colonnes de la définition ne sont pas celles des données déjà chargées : rien n'a changé. Reprenez dans la définition les colonnes actuelles, avec leurs noms et leurs types, ou retirez-les toutes de la définition ; un nouveau chargement pourra les changer.

# Parts of the sentences above.
problem-type-before = { $before ->
    [int] nombre entier
    [double] nombre
    [boolean] oui ou non
    [date] date
    [datetime] date et heure
    [geo_point_2d] point sur la carte
    [geo_shape] forme sur la carte
    [file] fichier
    [json_blob] JSON
   *[text] texte
}
problem-type-after = { $after ->
    [int] nombre entier
    [double] nombre
    [boolean] oui ou non
    [date] date
    [datetime] date et heure
    [geo_point_2d] point sur la carte
    [geo_shape] forme sur la carte
    [file] fichier
    [json_blob] JSON
   *[text] texte
}
