# Files: why one can't be read, why a row is set aside, what a person should look at.

# The whole file.
file-empty = This file is empty. Check that it is the right one, then try again.
file-not-found = The file “{ $file }” does not exist. Check its name and its folder.
file-unreadable = The file cannot be read. Check that it is complete and that you may open it, then try again.
file-kind-unknown = We do not recognise this file. Save it as CSV, Excel (.xlsx), LibreOffice (.ods), GeoJSON or GeoPackage, then try again.
file-archive = This kind of archive can't be opened here. Unpack it, then give the file that holds the data, or a ZIP archive.
archive-broken = The archive is damaged or incomplete. Make it again, or give the file that holds the data itself.
archive-without-table = No file with data was found in this archive. Give a table, a workbook or a geographic layer.
archive-protected = This archive is protected by a password. Make it again without one, then try again.
archive-unsafe = The file “{ $file }” of this archive would be written outside its folder: the archive is refused. Make it again with the data files alone.
archive-too-many = This archive holds { $files } files; we read at most { $limit }. Make several of it, or keep the data files only.
archive-too-large = Once unpacked, this archive is larger than { $limit_bytes }: it is refused. If it is right, unpack it and give the file that holds the data.
archive-nested = This archive holds others, one within the other over more than { $limit } levels. Unpack it, then give the file that holds the data.
file-without-columns = No column was found in this file. Check that it holds a table, as well as the separator and the row of titles.
file-too-large = This file weighs { $size_bytes }; in this format we read at most { $limit_bytes }. Save it as CSV, then try again.
columns-too-many = This file has { $columns } columns; we read at most { $limit }. Check the separator, or spread the columns over several files.
row-too-long = The row that starts on line { $line } of the file is longer than { $limit_bytes }. A quotation mark was probably never closed: look for it from there on.
header-not-found = Line { $line } is empty or does not exist: the titles of the columns cannot stand there. Choose another row of titles.
encoding-unknown = We do not know the encoding “{ $encoding }”. Choose for instance utf-8 or windows-1252.
table-not-found = The file has no sheet or table “{ $table }”. Choose one from the list.
union-none-alike = No other table of the file has the same columns as “{ $table }”: they cannot be read one after the other. Choose a single one, or begin with another one, under “Sheet or table” (--table on the command line).
union-too-many = This file holds { $tables } tables; we compare { $limit } at most. Choose a single one, or spread them over several files.
union-table-broken = The file “{ $table }” of the archive cannot be read to its end: nothing is taken. Leave it out, or choose it alone to see why.
sheet-unreadable = The workbook is damaged or incomplete. Open it in your spreadsheet program, save it again, then try again.
file-pdf = This file is a PDF: it is made to be read, and its tables cannot be taken from it. Attach it to the dataset, and give the table that it was made from.
document-too-large = Once unpacked, a part of this document is larger than { $limit_bytes }: it is refused. If it is right, save the table as CSV in your spreadsheet program, then try again.
sheet-row-too-long = Row { $line } of the sheet is longer than { $limit_bytes }. A cell probably holds an enormous text: shorten it, then try again.
workbook-protected = This workbook is protected by a password. Save a copy without password, then try again.
json-broken = This file is not valid JSON: there is an error on line { $line }, character { $column }. Correct it, then try again.
json-without-table = This JSON file holds no list of objects: we find no rows in it. Give a file in which each row is an object.
xml-broken = This file is not valid XML: there is an error on line { $line }. Mend it or export the file again, then try once more.
xml-entities = This XML document defines abbreviations of its own (“entities”), which we refuse for safety. Export it without them, then try again.
document-too-deep = The values of this document lie more than { $limit } levels deep: we can't make a table of them. Export it in another format, then try again.
dbf-broken = This dBase file (.dbf) is damaged or incomplete. Export it again, then try once more.
realtime-broken = This GTFS-Realtime file is damaged or incomplete. Download it again, then try once more.
parquet-broken = This Parquet file is damaged or incomplete. Export it again, then try again.
arrow-broken = This Arrow file is damaged or incomplete. Export it again, then try once more.
read-failed = The file could not be read to its end, by an error on our side. Tell the person who looks after the platform and show them this file.
look-failed = Reading this file broke off: it needs more memory than we allow it, or it is damaged. Check that it opens, save it as CSV or split it into several files, then try again; if it happens again, tell the person who looks after the platform.
look-too-long = Reading this file was stopped: it had taken more than { $minutes ->
    [one] { $minutes } minute
   *[other] { $minutes } minutes
}. Save it as CSV or split it into several files, then try again; if it happens again, tell the person who looks after the platform.
write-failed = The rows that were read could not be stored: nothing has changed. Try again; if it happens again, tell the person who looks after the platform.

# One row, which is set aside.
row-too-wide = This row has { $cells } cells for { $columns ->
    [one] { $columns } column
   *[other] { $columns } columns
}. One cell probably holds the separator: put it between quotation marks.
row-cut = This row has only { $cells ->
    [one] { $cells } cell
   *[other] { $cells } cells
} for { $columns } columns. It may have been cut in two, or is no row of the table.
row-quote-unclosed = A quotation mark opens on this line and is never closed: all that follows is set aside. Close it, then try again.
row-undecodable = This row holds characters that are not of the file's encoding. Save the file as UTF-8, or choose another encoding.
row-repeats-header = This row repeats the titles of the columns. Take it out of the file if it is no real row.
row-total = This row is a total of other rows: it is set aside, so that nothing is counted twice.
row-source = This row says where the data come from: it is set aside. Give the source in the description.
row-note = This row is a note: it is set aside. Copy it into the description if it is of use.
row-title = This row has only a title: it is set aside. If it is a real row, fill its other cells.
row-json-broken = This line is not a JSON object. Correct it: a brace or a quotation mark may be missing.
row-not-an-object = This element is not a JSON object: we cannot make a row of it. Correct it or take it out of the file.
row-deleted = This row was marked as deleted in the program the file comes from. If it still counts, restore it there, then export the file again.
row-entry-unclosed = This entry of the calendar does not end: the file is probably cut. Export it again, then try once more.
cell-misfit = In the column “{ $column }”, “{ $value }” is not { problem-type }. Correct the cell in the file, or choose the type Text for this column.

# What a person should look at: the file.
extension-wrong = The name of this file ends with “.{ $extension }”, but its content is in the format { problem-format }: that is how we read it. Check that it is the right file.
encoding-unsure = The encoding is not certain: we chose { $encoding }. Check the accents in the examples; if they are wrong, choose another encoding.
header-below = { $lines ->
    [one] One line stands above the titles of the columns: it is left out. Check the row of titles.
   *[other] { $lines } lines stand above the titles of the columns: they are left out. Check the row of titles.
}
header-missing = We found no titles: the columns are called “colonne 1”, “colonne 2” and so on. Rename them, or choose the row of titles.
sheet-left = The sheet “{ $sheet }” is damaged and cannot be read. If you need it, open the workbook in your spreadsheet program, save it again, then try once more.
sheets-hidden = { $count ->
    [one] A hidden sheet of this workbook holds data too. Check that it is not missing.
   *[other] { $count } hidden sheets of this workbook hold data too. Check that they are not missing.
}
rows-hidden = { $count ->
    [one] One row is hidden in the workbook: it is read like the others. Take it out of the file if it must not be published.
   *[other] { $count } rows are hidden in the workbook: they are read like the others. Take them out of the file if they must not be published.
}
columns-hidden = { $count ->
    [one] One column is hidden in the workbook: it is read like the others. Untick it if it must not be published.
   *[other] { $count } columns are hidden in the workbook: they are read like the others. Untick them if they must not be published.
}
cells-merged = { $count ->
    [one] One row has merged cells: their value is kept in the first one only. Check it, or split the cells in the file.
   *[other] { $count } times, cells are merged: their value is kept in the first one only. Check them, or split the cells in the file.
}
digits-lost = { $count ->
    [one] One number has more than fifteen digits: the spreadsheet program has replaced the last ones by zeros. Take it from the original again, as Text.
   *[other] { $count } numbers have more than fifteen digits: the spreadsheet program has replaced the last ones by zeros. Take them from the original again, as Text.
}
cells-lost = { $count ->
    [one] One cell (row { $rows }) refers to a text that the workbook has lost: it is read as empty. Find that text in the original.
   *[other] { $count } cells (rows { $rows }…) refer to texts that the workbook has lost: they are read as empty. Find these texts in the original.
}
table-pasted = The whole table stands in the first column of the sheet: we have split it into columns. Check the examples.
sheets-several = { $count } sheets of this workbook hold data; only one is read. Check that it is the right one, or choose another.
tables-too-many = This file holds { $tables } tables; we look at the first { $limit } only. To read the others, spread them over several files.
union-of = { $count ->
    [one] A single table has these columns; the first column holds its name.
   *[other] { $count } tables have the same columns: their rows are read one after the other, and the first column says where each one comes from.
}
union-unfit = { $count ->
    [one] One table does not have the same columns, or cannot be read: { $tables }. Its rows are not taken; load it on its own if you need it.
   *[other] { $count } tables do not have the same columns, or cannot be read: { $tables }. Their rows are not taken; load them on their own if you need them.
}
union-columns-partial = { $count ->
    [one] A column is missing in some of the tables: { $columns }. It stays empty there; check that its title is written everywhere in the same way.
   *[other] { $count } columns are missing in some of the tables: { $columns }. They stay empty there; check that their titles are written everywhere in the same way.
}
json-no-numbers = { $count ->
    [one] One value of this file is neither a number nor JSON (“NaN”, “Infinity”…): it is read as empty.
   *[other] { $count } values of this file are neither numbers nor JSON (“NaN”, “Infinity”…): they are read as empty.
}
json-not-utf8 = This JSON file is not in UTF-8, as it should be: we read it as { $encoding }. Check the accents in the examples.
dbf-cut = { $count ->
    [one] { $count } row is missing at the end of this file: it is probably incomplete.
   *[other] { $count } rows are missing at the end of this file: it is probably incomplete.
} Export it again if you can.
dbf-memo = { $count ->
    [one] One column of this file keeps its texts in another file (DBT or FPT): it stays empty.
   *[other] { $count } columns of this file keep their texts in another file (DBT or FPT): they stay empty.
} If you need them, export the table as CSV.
xml-tables-several = Several elements of this document repeat; we read “{ $path }” ({ $records ->
    [one] { $records } row
   *[other] { $records } rows
}). If you care for another one, choose it in the list.
json-tables-several = This file holds several lists; we read “{ $path }” ({ $records ->
    [one] { $records } row
   *[other] { $records } rows
}). If you care for another one, choose it in the list.
json-table-within = The rows are in “{ $path }” ({ $records ->
    [one] { $records } row
   *[other] { $records } rows
}); the rest of the file is left out. Check that nothing is missing.
rows-short = { $count ->
    [one] { $count } row has fewer cells than there are columns: the missing ones stay empty. Check it in the file.
   *[other] { $count } rows have fewer cells than there are columns: the missing ones stay empty. Check them in the file.
}
rows-empty = { $count ->
    [one] { $count } row is empty: it is left out.
   *[other] { $count } rows are empty: they are left out.
}
rows-stray-quotes = { $count ->
    [one] In { $count } row, a quotation mark at the start of a cell does not enclose the whole cell: we read it as an ordinary sign. Check it in the examples.
   *[other] In { $count } rows, a quotation mark at the start of a cell does not enclose the whole cell: we read it as an ordinary sign. Check them in the examples.
}
zero-bytes = { $count ->
    [one] The file holds { $count } invisible sign (a zero byte) that has no place in a text: we took it out. A letter may be missing there.
   *[other] The file holds { $count } invisible signs (zero bytes) that have no place in a text: we took them out. Letters may be missing there.
}
characters-lost = { $count ->
    [one] { $count } letter is replaced by “�”: it was lost before we got the file. Export it again from the original program if you can.
   *[other] { $count } letters are replaced by “�”: they were lost before we got the file. Export it again from the original program if you can.
}
characters-garbled = { $count ->
    [one] { $count } accented letter is written as two signs, such as “Ã©” for “é”: the file was damaged before it reached us. Export it again from the original program.
   *[other] { $count } accented letters are written as two signs, such as “Ã©” for “é”: the file was damaged before it reached us. Export it again from the original program.
}
titles-damaged = { $count ->
    [one] One title holds “�” in place of a lost letter: mend it before you publish.
   *[other] { $count } titles hold “�” in place of lost letters: mend them before you publish.
}
table-crossed = The columns “{ $first }” to “{ $last }” ({ $count } in all) are values of one quantity: this is a cross table. It is read as it is; one row a value would be easier to filter and to draw.

# Why it was so decided: the file.
encoding-plain = Encoding: the file has neither accents nor special signs, all encodings give the same text.
encoding-marked = Encoding: { $encoding }, as the start of the file says.
encoding-wide = Encoding: { $encoding }, because every other byte is zero.
encoding-decided = Encoding: { $encoding }, because { $percent }% of the { $letters } accented letters and special signs then stand where French words have them.
lines-end-with-returns = Line ends: a carriage return alone ends lines, as on old Macintosh computers.
lines-in-quotes = Each line stands in quotation marks, as one cell: we took them off to find the columns.
separator-none = Separator: none, the file has a single column.
separator-declared = Separator: { problem-separator }, as the first line says.
separator-decided = Separator: { problem-separator }, because { $alike } of the first { $rows } rows then have { $cells } cells.
quotes-single = Quotation marks: cells stand in apostrophes.
quotes-escaped = Quotation marks: within a cell, a backslash (\) stands before each of them.
header-decided = Titles: on line { $line }.
header-joined = Titles: on { $rows } lines from line { $line } on, joined into one title a column.
titles-dbase = { $count ->
    [one] Titles: one title had a type and a size behind it (“NOM,C,80”), which we took off.
   *[other] Titles: { $count } titles had a type and a size behind them (“NOM,C,80”), which we took off.
}
titles-cleaned = { $count ->
    [one] Titles: we took spaces or invisible signs off one title.
   *[other] Titles: we took spaces or invisible signs off { $count } titles.
}
problem-separator = { $separator ->
    [semicolon] semicolon
    [comma] comma
    [tab] tab
    [bar] bar |
   *[other] “{ $separator }”
}

# What a person should look at: a column.
column-untitled = This column has no title in the file: we have named it after its place. Give it a name that tells what it holds.
column-empty = This column is empty. Untick it if it is of no use.
column-kinds-mixed = This column mixes several kinds of values: we read it as text, so that nothing is lost. For another type, make its cells alike in the file.
column-nearly = { $count ->
    [one] Nearly all cells are { problem-kinds }; a single one is not, and the column stays text.
   *[other] Nearly all cells are { problem-kinds }; { $count } are not, and the column stays text.
} Correct the file, or choose the type you want: the rows that do not fit will then be set aside.
datetime-without-zone = { $count ->
    [one] { $count } cell gives a time without a time zone: we read it as the time in Paris, unless another zone is chosen for the column.
   *[other] { $count } cells give a time without a time zone: we read them as the time in Paris, unless another zone is chosen for the column.
}
date-ambiguous = Nothing tells the day from the month in these dates: we read them in the order day, month, year. Check it on a date that you know.
date-month-first = These dates start with the month: we read them in the order month, day, year. Check it on a date that you know.
numbers-abbreviated = { $count ->
    [one] { $count } number is abbreviated, like 1.2E+10: a spreadsheet program may have lost digits of it. Check it in the original file.
   *[other] { $count } numbers are abbreviated, like 1.2E+10: a spreadsheet program may have lost digits of them. Check them in the original file.
}
units-mixed = These numbers do not all have the same unit (€, % or none): we keep the column as text, so that nothing is lost. Write them all in the same unit to be able to count.
decimals-mixed = Some of these numbers have a comma and others a point: we keep the column as text, so that nothing is lost. To be able to count, say which sign stands before the decimals, or write them all in the same way.
digits-too-many = Some of these numbers have too many digits to be counted exactly: we keep the column as text, so that nothing is lost. If they are reference numbers, that is as it should be.
dates-mixed = These dates are not all written in the same way: we keep the column as text, so that nothing is lost. Write them all in the same way, for instance 31/12/2024.
date-years-short = The years in these dates have two digits only: we read 24 as 2024 and 85 as 1985. Check it on a date that you know.
date-as-serial = These numbers may be dates, as a spreadsheet program counts them in days. If they are, choose the type Date; if not, there is nothing to do.
date-serial = These dates are written as a spreadsheet program counts them, in days: we read them so. Check it on a date that you know; if they are no dates, choose the type Whole number.
decimals-or-thousands = All these numbers have three figures behind the comma or the point: we read these as decimals. If they are thousands, such as 12.500 for twelve thousand five hundred, say that the other sign stands before the decimals.
numbers-in-brackets = { $count ->
    [one] { $count } number stands in brackets: we read it as negative. Check it.
   *[other] { $count } numbers stand in brackets: we read them as negative. Check them.
}
empty-marks = { $count ->
    [one] { $count } cell says that there is no value ({ $marks }): we read it as an empty cell.
   *[other] { $count } cells say that there is no value ({ $marks }): we read them as empty cells.
} If what they say matters, choose the type Text.
list-in-cells = { $count ->
    [one] { $count } cell holds several values, with “{ $separator }” between them.
   *[other] { $count } cells hold several values, with “{ $separator }” between them.
} Have them split to be able to filter by each.
zeros-lost = { $count ->
    [one] { $count } cell has lost the zero in front, probably in a spreadsheet program. Correct it
   *[other] { $count } cells have lost the zero in front, probably in a spreadsheet program. Correct them
} in the original file, where the column has to be text.
identifiers-abbreviated = { $count ->
    [one] { $count } number is abbreviated, like 2.18E+13: a spreadsheet program has lost digits of it. Take it
   *[other] { $count } numbers are abbreviated, like 2.18E+13: a spreadsheet program has lost digits of them. Take them
} from the original file, where the column has to be text.

# Why a column is what it is.
reason-declared = The file itself gives the type of these values.
reason-all-numbers = { $count ->
    [one] The only value is a number.
   *[other] All { $count } values are numbers.
}
reason-numbers-as-text = { $count ->
    [one] All values are numbers, one of which is written as text.
   *[other] All values are numbers, { $count } of which are written as text.
}
reason-all-dates = { $count ->
    [one] The only value is a date.
   *[other] All { $count } values are dates.
}
reason-all-booleans = { $count ->
    [one] The only value is a yes or a no.
   *[other] All { $count } values are yes or no.
}
reason-leading-zeros = { $percent }% of the values begin with a zero, which a number would lose.
reason-fixed-digits = All values have { $digits } digits: they probably are reference numbers, and no quantities.
reason-title-of-codes = The title speaks of a code or a number of reference: these digits are not to be counted.
reason-other-text = On line { $line }, “{ $value }” is neither a number nor a date nor a yes or a no.
reason-title-and-values = The title says so, and { $percent }% of the values confirm it.
reason-persons-within = These structures designate persons: see “{ $key }”.
reason-values-alone = The title does not say so, but { $percent }% of the values show it.
reason-decided = Somebody decided so, here or at an earlier load of the same source.

# Parts of the sentences above.
problem-type = { $type ->
    [int] a whole number
    [double] a number
    [boolean] “yes” or “no”
    [date] a date
    [datetime] a date with its time
    [geo_point_2d] a point on the map
    [geo_shape] a shape on the map
    [file] a file
    [json_blob] JSON
   *[text] a text
}
problem-kinds = { $type ->
    [int] whole numbers
    [double] numbers
    [boolean] “yes” or “no”
   *[date] dates
}
problem-format = { $format ->
    [csv] CSV
    [xlsx] Excel (.xlsx)
    [xls] Excel 97–2003 (.xls)
    [ods] OpenDocument (.ods)
    [xlsb] Excel (.xlsb)
    [excel-xml] Excel 2003 (XML)
    [html] HTML
    [docx] Word (.docx)
    [odt] OpenDocument (.odt)
    [json] JSON
    [jsonl] JSON Lines
    [geojson] GeoJSON
    [parquet] Parquet
    [arrow] Arrow
    [xml] XML
    [dbf] dBase (.dbf)
    [ics] iCalendar (.ics)
    [gtfs-shapes] GTFS (shapes.txt)
    [gtfs-rt] GTFS-Realtime
   *[other] { $format }
}
identifiers-invalid = { $count ->
    [one] { $count } cell of this column is not a valid identifier: check it in the original file.
   *[other] { $count } cells of this column are not valid identifiers: check them in the original file.
}
title-repeated = Another column has this title already: a number was added to the name of this one. Give it a clearer title.
