# What went wrong: the identifier is the problem's code. What happened, where, how to mend.

problem-unknown = Une difficulté est survenue ({ $code }). Transmettez ce code à la personne qui administre le portail.

field-required = Ce champ est nécessaire : complétez-le.
field-email-wrong = Cette adresse n'est pas complète : écrivez-la sous la forme nom@exemple.fr.
field-password-short = Ce mot de passe est trop court : choisissez-en un de { $count } caractères au moins.
field-file-missing = Aucun fichier n'est joint : choisissez-en un.
field-name-wrong = « { $name } » ne convient pas comme nom technique : utilisez des lettres minuscules sans accent, des chiffres et le tiret bas.
field-name-twice = Deux colonnes s'appellent « { $name } » : changez l'un des deux noms.
field-slug-wrong = « { $slug } » ne convient pas comme adresse : utilisez des lettres minuscules sans accent, des chiffres et des tirets.
field-slug-taken = L'adresse « { $slug } » est déjà prise : choisissez-en une autre.
field-choice-wrong = Ce choix n'est pas dans la liste : choisissez-en un autre.
sign-in-refused = L'adresse ou le mot de passe ne correspond pas. Vérifiez les deux et recommencez.
publish-no-title = Ce jeu de données n'a pas de titre : donnez-lui-en un.
publish-no-licence = Aucune licence n'est choisie : dites à quelles conditions ces données peuvent être réutilisées.
publish-no-description = Ce jeu de données n'a pas de description : quelques phrases aideront ceux qui le liront.
publish-no-data = Ce jeu de données ne contient pas encore de données : chargez un fichier.
