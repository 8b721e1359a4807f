# Files of places, and the coordinate systems of their positions.

# Why a file is not read at all.
geo-broken = This { $format } file is incomplete or damaged: it can't be read to its end. Export it again from the program that it comes from, preferably as GeoPackage.
geo-unsupported = This { $format } file uses a variant that we do not read. Export it as GeoPackage or GeoJSON, then try again.
geo-companion-missing = The file “{ $file }” is missing: it goes with the one that you gave. Put all files of the same name together into a ZIP file, then try again.
geo-layer-missing = This { $format } file holds no layer. Check that it was not emptied, or export it again.
gtfs-shapes-too-many = The file “shapes.txt” holds more than { $limit } ways (“shape_id”): that is too many to be read together. Check that each way keeps its “shape_id” from row to row, or split the file.
crs-not-known = The coordinate system “{ $crs }” is not known. Give its number, for example EPSG:2154 for Lambert-93.

# Why a row is set aside.
row-shape-broken = Unreadable shape: it is incomplete, or of a variant that we do not read.

# Why a row is shown as it was, beside the one that is loaded.
row-shape-mended = The row is loaded, with a mended outline in the column “{ $column }”: here it is as it was.{ $holes ->
    [0] {""}
    [one] {" "}{ $holes } hole was outside the outline: it is not kept.
   *[other] {" "}{ $holes } holes were outside the outline: they are not kept.
}

# Why a file is read so.
gtfs-shapes = Each way (“shape_id”) is read as one line through its points, in the order of “shape_pt_sequence”.

# What a person should look at: the file.
attributes-missing = The information that goes with these shapes is missing: only the shapes are read. Put all files of the same name together into a ZIP file, then try again.

# Near where positions lie.
problem-place = { $town ->
    [none] far from any town of France: latitude { $latitude }, longitude { $longitude }
   *[other] nearest town: { $town }
}

# What a person should look at: a column of positions.
crs-unknown = These positions are no longitudes and latitudes, and nothing says in which coordinate system they are: this column will not go on the map and stays as it is. Choose that system if you know it.
crs-unusable = These positions do not suit the coordinate system that the file declares ({ $crs }), nor another one that we know: this column will not go on the map and stays as it is. Choose that system if you know it.
crs-implausible = The file declares the coordinate system { $declared }, but its positions do not suit it: we read them as { $crs } ({ problem-place }). If that is not the right place, choose another system.
crs-guessed = The file does not say in which coordinate system its positions are: by their values, we read them as { $crs } ({ problem-place }). If that is not the right place, choose another system.
crs-guessed-by-codes = The file does not say in which coordinate system its positions are. Several would suit their values: as codes in the file are those of the department { $department }, we read them as { $crs } ({ problem-place }). If that is not the right place, choose another system.
crs-ambiguous = The file does not say in which coordinate system its positions are. We read them as { $crs } ({ problem-place }), but other systems would suit their values too, and put them elsewhere: { $others }. If that is not the right place, choose the one of these systems that is.
crs-swapped = The two values of each position were swapped (latitude and longitude, or east and north): we put them back in order. Check on the map.
crs-swapped-some = Some positions have their latitude and longitude swapped: we put back in order those that lie in France only that way. Check on the map.
crs-accuracy = These positions come from an old system ({ $crs }): on the map, they may be off by { $metres } metres at most.
geometry-broken = { $count ->
    [one] { $count } shape is incomplete or unreadable (row { $lines }): its row is kept without it. Correct it in the program that the file comes from.
   *[other] { $count } shapes are incomplete or unreadable (first on rows { $lines }): their rows are kept without them. Correct them in the program that the file comes from.
}
geometry-nowhere = { $count ->
    [one] { $count } position is 0, 0 or no number (row { $lines }): it is left empty.
   *[other] { $count } positions are 0, 0 or no numbers (first on rows { $lines }): they are left empty.
}
geometry-beyond = { $count ->
    [one] { $count } position is nowhere on Earth (row { $lines }): it is left empty. Correct it in the program that the file comes from.
   *[other] { $count } positions are nowhere on Earth (first on rows { $lines }): they are left empty. Correct them in the program that the file comes from.
}
geometry-mendable = { $count ->
    [one] { $count } outline crosses itself or has a misplaced hole (line { $lines }): it is kept as it is, but its surface may be wrong. To have it mended, choose “mended” under “Outlines that cross themselves” (--mend-shapes on the command line); or correct it in the tool that the file comes from.
   *[other] { $count } outlines cross themselves or have a misplaced hole (lines { $lines } to begin with): they are kept as they are, but their surface may be wrong. To have them mended, choose “mended” under “Outlines that cross themselves” (--mend-shapes on the command line); or correct them in the tool that the file comes from.
}
geometry-mended = { $count ->
    [one] { $count } outline crossed itself or had a misplaced hole (line { $lines }): it is mended. The original row is kept aside.
   *[other] { $count } outlines crossed themselves or had a misplaced hole (lines { $lines } to begin with): they are mended. The original rows are kept aside.
}
geometry-invalid = { $count ->
    [one] { $count } outline has no surface, or crosses itself too often to be mended here (line { $lines }): it is kept as it is. Correct it in the tool that the file comes from.
   *[other] { $count } outlines have no surface, or cross themselves too often to be mended here (lines { $lines } to begin with): they are kept as they are. Correct them in the tool that the file comes from.
}
geometry-unchecked = { $count ->
    [one] { $count } outline has too many sides for us to check whether it crosses itself (line { $lines }): it is kept as it is.
   *[other] { $count } outlines have too many sides for us to check whether they cross themselves (lines { $lines } to begin with): they are kept as they are.
}
geometry-heights = { $count ->
    [one] { $count } shape has a height, which is not kept: the map is flat.
   *[other] { $count } shapes have heights, which are not kept: the map is flat.
}
position-unreadable = { $count ->
    [one] { $count } row has no readable position: it will not be on the map. Its cells stay as they are.
   *[other] { $count } rows have no readable position: they will not be on the map. Their cells stay as they are.
}
