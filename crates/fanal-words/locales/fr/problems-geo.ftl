# Files of places, and the coordinate systems of their positions.

# Why a file is not read at all.
geo-broken = Ce fichier { $format } est incomplet ou abîmé : il ne peut pas être lu en entier. Exportez-le de nouveau depuis l'outil d'où il vient, de préférence en GeoPackage.
geo-unsupported = Ce fichier { $format } utilise une variante que nous ne lisons pas. Exportez-le en GeoPackage ou en GeoJSON, puis recommencez.
geo-companion-missing = Le fichier « { $file } » manque : il accompagne celui que vous avez donné. Mettez ensemble dans un fichier ZIP tous les fichiers qui portent le même nom, puis recommencez.
geo-layer-missing = Ce fichier { $format } ne contient aucune couche. Vérifiez qu'il n'a pas été vidé, ou exportez-le de nouveau.
gtfs-shapes-too-many = Le fichier « shapes.txt » contient plus de { $limit } tracés (« shape_id ») : c'est trop pour les lire ensemble. Vérifiez que chaque tracé garde le même « shape_id » d'une ligne à l'autre, ou partagez le fichier.
crs-not-known = Le système de coordonnées « { $crs } » n'est pas connu. Donnez son numéro, par exemple EPSG:2154 pour le Lambert-93.

# Why a row is set aside.
row-shape-broken = Forme illisible : elle est incomplète ou d'une variante que nous ne lisons pas.

# Why a row is shown as it was, beside the one that is loaded.
row-shape-mended = La ligne est chargée, avec un contour réparé dans la colonne « { $column } » : la voici telle qu'elle était.{ $holes ->
    [0] {""}
    [one] {" "}{ $holes } trou était hors du contour : il n'est pas gardé.
   *[other] {" "}{ $holes } trous étaient hors du contour : ils ne sont pas gardés.
}

# Why a file is read so.
gtfs-shapes = Chaque tracé (« shape_id ») est lu comme une ligne, qui relie ses points dans l'ordre de « shape_pt_sequence ».

# What a person should look at: the file.
attributes-missing = Les renseignements qui accompagnent ces formes manquent : seules les formes sont lues. Mettez ensemble dans un fichier ZIP tous les fichiers qui portent le même nom, puis recommencez.

# Near where positions lie.
problem-place = { $town ->
    [none] loin de toute ville de France : latitude { $latitude }, longitude { $longitude }
   *[other] ville la plus proche : { $town }
}

# What a person should look at: a column of positions.
crs-unknown = Ces positions ne sont pas des longitudes et des latitudes, et rien ne dit dans quel système de coordonnées elles sont : cette colonne n'ira pas sur la carte et reste telle quelle. Choisissez ce système si vous le connaissez.
crs-unusable = Ces positions ne conviennent pas au système de coordonnées que le fichier annonce ({ $crs }), ni à un autre que nous connaissons : cette colonne n'ira pas sur la carte et reste telle quelle. Choisissez ce système si vous le connaissez.
crs-implausible = Le fichier annonce le système de coordonnées { $declared }, mais ses positions n'y conviennent pas : nous les lisons en { $crs } ({ problem-place }). Si ce n'est pas le bon endroit, choisissez un autre système.
crs-guessed = Le fichier ne dit pas dans quel système de coordonnées sont ses positions : d'après leurs valeurs, nous les lisons en { $crs } ({ problem-place }). Si ce n'est pas le bon endroit, choisissez un autre système.
crs-guessed-by-codes = Le fichier ne dit pas dans quel système de coordonnées sont ses positions. Plusieurs conviendraient à leurs valeurs : comme des codes du fichier sont ceux du département { $department }, nous les lisons en { $crs } ({ problem-place }). Si ce n'est pas le bon endroit, choisissez un autre système.
crs-ambiguous = Le fichier ne dit pas dans quel système de coordonnées sont ses positions. Nous les lisons en { $crs } ({ problem-place }), mais d'autres systèmes conviendraient aussi à leurs valeurs et les placeraient ailleurs : { $others }. Si ce n'est pas le bon endroit, choisissez celui de ces systèmes qui convient.
crs-swapped = Les deux valeurs de chaque position étaient échangées (latitude et longitude, ou est et nord) : nous les avons remises dans l'ordre. Vérifiez sur la carte.
crs-swapped-some = Certaines positions ont leur latitude et leur longitude échangées : nous remettons dans l'ordre celles qui ne sont en France que de cette façon. Vérifiez sur la carte.
crs-accuracy = Ces positions viennent d'un ancien système ({ $crs }) : sur la carte, elles peuvent être décalées de { $metres } mètres au plus.
geometry-broken = { $count ->
    [one] { $count } forme est incomplète ou illisible (ligne { $lines }) : sa ligne est gardée sans elle. Corrigez-la dans l'outil d'où vient le fichier.
   *[other] { $count } formes sont incomplètes ou illisibles (lignes { $lines } pour commencer) : leurs lignes sont gardées sans elles. Corrigez-les dans l'outil d'où vient le fichier.
}
geometry-nowhere = { $count ->
    [one] { $count } position vaut 0, 0 ou n'est pas un nombre (ligne { $lines }) : elle est laissée vide.
   *[other] { $count } positions valent 0, 0 ou ne sont pas des nombres (lignes { $lines } pour commencer) : elles sont laissées vides.
}
geometry-beyond = { $count ->
    [one] { $count } position n'est nulle part sur Terre (ligne { $lines }) : elle est laissée vide. Corrigez-la dans l'outil d'où vient le fichier.
   *[other] { $count } positions ne sont nulle part sur Terre (lignes { $lines } pour commencer) : elles sont laissées vides. Corrigez-les dans l'outil d'où vient le fichier.
}
geometry-mendable = { $count ->
    [one] { $count } contour se croise ou contient un trou mal placé (ligne { $lines }) : il est gardé tel quel, mais sa surface peut être fausse. Pour le faire réparer, choisissez « réparés » sous « Contours qui se croisent » (--mend-shapes sur la ligne de commande) ; ou corrigez-le dans l'outil d'où vient le fichier.
   *[other] { $count } contours se croisent ou contiennent un trou mal placé (lignes { $lines } pour commencer) : ils sont gardés tels quels, mais leur surface peut être fausse. Pour les faire réparer, choisissez « réparés » sous « Contours qui se croisent » (--mend-shapes sur la ligne de commande) ; ou corrigez-les dans l'outil d'où vient le fichier.
}
geometry-mended = { $count ->
    [one] { $count } contour se croisait ou contenait un trou mal placé (ligne { $lines }) : il est réparé. La ligne d'origine est gardée à part.
   *[other] { $count } contours se croisaient ou contenaient un trou mal placé (lignes { $lines } pour commencer) : ils sont réparés. Les lignes d'origine sont gardées à part.
}
geometry-invalid = { $count ->
    [one] { $count } contour n'a pas de surface, ou se croise trop souvent pour être réparé ici (ligne { $lines }) : il est gardé tel quel. Corrigez-le dans l'outil d'où vient le fichier.
   *[other] { $count } contours n'ont pas de surface, ou se croisent trop souvent pour être réparés ici (lignes { $lines } pour commencer) : ils sont gardés tels quels. Corrigez-les dans l'outil d'où vient le fichier.
}
geometry-unchecked = { $count ->
    [one] { $count } contour a trop de côtés pour que nous vérifiions s'il se croise (ligne { $lines }) : il est gardé tel quel.
   *[other] { $count } contours ont trop de côtés pour que nous vérifiions s'ils se croisent (lignes { $lines } pour commencer) : ils sont gardés tels quels.
}
geometry-heights = { $count ->
    [one] { $count } forme a une altitude, qui n'est pas gardée : la carte est plane.
   *[other] { $count } formes ont une altitude, qui n'est pas gardée : la carte est plane.
}
position-unreadable = { $count ->
    [one] { $count } ligne n'a pas de position lisible : elle ne sera pas sur la carte. Ses cellules restent telles quelles.
   *[other] { $count } lignes n'ont pas de position lisible : elles ne seront pas sur la carte. Leurs cellules restent telles quelles.
}
