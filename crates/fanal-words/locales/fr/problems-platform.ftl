# The platform itself: catalogue, storage, long acts. Often read by whoever looks after it.

# Catalogue.
store-newer = Le catalogue a été écrit par une version plus récente de Fanal (étape « { $migration } ») ; rien n'a été modifié. Installez la version la plus récente du programme, puis relancez-le.
store-address = L'adresse du catalogue n'est pas reconnue. Dans les réglages, écrivez une adresse qui commence par sqlite:// ou postgres://.
store-lease-lost = Une autre opération a pris la main sur ce jeu de données ; rien n'a été enregistré. Attendez qu'elle se termine, puis recommencez.
store-changed = Quelqu'un a modifié la même chose pendant que vous travailliez ; vos changements n'ont pas été enregistrés. Rechargez la page, puis refaites-les.
store-missing = Ce que vous vouliez modifier n'existe plus. Revenez à la liste pour voir ce qui s'y trouve.
store-corrupt = Une ligne du catalogue est illisible. Prévenez la personne qui administre la plateforme : le journal du programme indique laquelle.
store-unavailable = Le catalogue ne répond pas ; rien n'a été enregistré. Réessayez dans un instant ; si cela se répète, prévenez la personne qui administre la plateforme.
audit-broken = Le journal des actions a été modifié ou perdu à partir de son entrée n°{"\u00A0"}{ $line }. Prévenez la personne responsable de la sécurité et comparez avec une sauvegarde.

# Storage of the data.
disk-full = Il n'y a plus de place sur le disque des données : rien n'a été modifié. Libérez de la place, puis recommencez.
storage-failed = Le stockage des données n'a pas répondu comme prévu : rien n'a été modifié. Recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.
lake-location = Les données ne peuvent pas être rangées dans « { $location } ». Vérifiez dans les réglages que ce dossier ou cette adresse existe et que le programme peut y écrire.
lake-unfit = Le stockage choisi ne tient pas une promesse nécessaire ({ $promise }) : les données n'y seraient pas en sûreté. Choisissez-en un autre dans les réglages.
lake-moved = Un autre chargement a été enregistré entre-temps dans ce jeu de données : celui-ci n'a rien changé. Recommencez.
lake-version-missing = Les données de cette version ne sont plus dans le stockage (état { $version }). Consultez la version courante ; si elle manque aussi, prévenez la personne qui administre la plateforme.
lake-file-mismatch = Les fichiers de ce jeu de données ne sont pas ceux qui étaient attendus (« { $file } ») : rien n'a été modifié. Recommencez ; si cela se répète, prévenez la personne qui administre la plateforme.
lake-column-clash = La colonne « { $column } » a changé de type, ou revient après avoir été retirée, alors que d'anciennes lignes la contiennent encore. Remplacez toutes les lignes du jeu de données, ou donnez un autre nom à la colonne.
lake-unsupported = Les données de ce jeu de données sont enregistrées d'une façon que Fanal ne lit pas ({ $feature }), sans doute par un autre programme. Rechargez-les depuis leur fichier, ou revenez à la version précédente.
lake-encode-failed = Les lignes n'ont pas pu être enregistrées, par une erreur de notre côté : rien n'a été modifié. Prévenez la personne qui administre la plateforme et montrez-lui le fichier.
lake-damaged = Le stockage de ce jeu de données est abîmé : ses lignes ne peuvent pas être lues. Prévenez la personne qui administre la plateforme : une sauvegarde est à restaurer.

# Long acts.
upkeep-gave-up = Le rangement des fichiers de ce jeu de données s'est interrompu plusieurs fois de suite : il est remis à plus tard, et les données sont intactes. Si cela se répète, prévenez la personne qui administre la plateforme.
job-gave-up = Ce chargement s'est interrompu plusieurs fois de suite : il est abandonné, et les données d'avant sont intactes. Vérifiez le fichier ; s'il est correct, prévenez la personne qui administre la plateforme.
job-unreadable = Cette opération a été préparée par une autre version du programme et ne peut pas être reprise ; les données d'avant sont intactes. Donnez de nouveau le fichier.
