# The platform itself: catalogue, storage, long acts. Often read by whoever looks after it.

# Settings.
settings-syntax = Le fichier de réglages « { $file } » ne peut pas être lu, ligne { $line }, colonne { $column } : « { $found } ». Corrigez cette ligne, puis relancez le programme. Détail technique, en anglais : { $reason }
settings-unreadable = Le fichier de réglages « { $file } » ne peut pas être ouvert. Vérifiez que c'est un fichier de texte en UTF-8 et que le programme a le droit de le lire. Détail technique, en anglais : { $reason }
setting-unknown = Dans « { $file } », ligne { $line }, « { $name } » n'est pas un réglage. Le nom le plus proche est « { $nearest } » : corrigez cette ligne, ou retirez-la.
variable-unknown = La variable « { $name } » n'est pas un réglage. Le nom le plus proche est « { $nearest } » : corrigez son nom, ou retirez-la.
variable-not-text = La variable « { $name } » ne contient pas un texte en UTF-8. Écrivez-la de nouveau.
setting-not-text = Dans « { $file } », ligne { $line }, la valeur de « { $name } » n'est ni un texte, ni un nombre entier. Écrivez-la entre guillemets.
setting-listen = Le réglage « listen » ne peut pas valoir « { $value } ». Écrivez une adresse et un port, par exemple 0.0.0.0:8080.
setting-url = Le réglage « url » ne peut pas valoir « { $value } ». Écrivez l'adresse publique du portail, qui commence par https:// ou http://.
setting-data = Le réglage « data » ne peut pas valoir « { $value } » : ce chemin n'est pas écrit en UTF-8. Choisissez un autre dossier.
setting-switch = Le réglage « { $name } » ne peut pas valoir « { $value } ». Écrivez 1 pour oui, 0 pour non.
setting-number = Le réglage « { $name } » ne peut pas valoir « { $value } ». Écrivez un nombre entier, sans unité ni espace.
setting-pairs = Le réglage « store_options » ne peut pas être lu. Écrivez nom=valeur, et une virgule avant le nom suivant.
setting-proxies = Dans le réglage « trusted_proxies », « { $value } » n'est pas une adresse. Écrivez des adresses ou des réseaux séparés par des virgules, par exemple 127.0.0.1, 10.0.0.0/8.
listen-failed = Le portail ne peut pas s'ouvrir à l'adresse { $address } : elle est sans doute prise par un autre programme. Arrêtez-le, ou changez le réglage « listen ».
data-folder = Le dossier « { $folder } » ne peut pas être utilisé. Vérifiez que le programme a le droit d'y écrire, ou changez le réglage « data ».

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
lake-unencrypted = L'adresse du stockage, « { $endpoint } », n'est pas chiffrée : clés et données pourraient être lues en chemin. Écrivez une adresse en https://. Si le stockage est sur cette machine, ajoutez le réglage AWS_ALLOW_HTTP=true.
lake-overwrites = Le stockage choisi remplace un fichier qui existe déjà quand on le lui interdit : deux chargements simultanés s'y perdraient. Choisissez un stockage S3 qui connaît l'écriture conditionnelle (If-None-Match).
lake-forgets = Le stockage choisi ne rend pas aussitôt ce qui vient d'y être écrit : les données n'y seraient pas en sûreté. Choisissez-en un autre dans les réglages.
lake-refuses-writing = Le stockage refuse d'écrire un fichier d'essai. Vérifiez dans les réglages son adresse, le nom du bucket et les droits de la clé. Détail technique, en anglais : { $reason }
lake-refuses-reading = Le stockage refuse de relire un fichier d'essai. Donnez à la clé le droit de lire les objets du bucket. Détail technique, en anglais : { $reason }
lake-refuses-listing = Le stockage refuse de donner la liste de ses fichiers. Donnez à la clé le droit de lister le bucket. Détail technique, en anglais : { $reason }
lake-refuses-deleting = Le stockage refuse d'effacer un fichier d'essai. Donnez à la clé le droit d'effacer les objets du bucket. Détail technique, en anglais : { $reason }
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
job-unreadable = Cette opération a été préparée par une autre version du programme et ne peut pas être reprise ; les données d'avant sont intactes. Déposez de nouveau le fichier.
