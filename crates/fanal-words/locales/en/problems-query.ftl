# Queries and exports: why there is no answer, why there is no file.

query-unexpected = In { problem-clause }, “{ $found }” does not belong where it stands, at character { $position }. Correct it or take it out.
query-unfinished = In { problem-clause }, something is missing at the end: a value, a parenthesis or a quotation mark. Add what is missing.
query-unknown-function = In { problem-clause }, there is no function “{ $name }”. Check its name.
query-too-complex = In { problem-clause }, the text is too long or has too many nested parentheses (limit: { $limit }). Make it simpler, or search in several steps.
query-invalid-date = In { problem-clause }, “{ $text }” is not a date. Write it in the order year, month, day: 2026-11-21.
query-unknown-field = In { problem-clause }, “{ $name }” is not a column of this dataset. Check its technical name.
query-repeated-alias = In { problem-clause }, the name “{ $alias }” is given several times. Give it once only.
query-incompatible-types = In { problem-clause }, “{ $left }” ({ problem-left-type }) cannot be compared by “{ $operator }” with { problem-right-type }. Give a value of the same type.
query-wrong-argument = In { problem-clause }, “{ $function }” cannot be applied to what it is given. Check the number and the type of its values.
query-not-supported = In { problem-clause }, “{ $feature }” is not possible here yet. Search in another way, or download the whole dataset.
query-too-long = The answer would have taken more than { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} to work out. Add a filter to keep fewer rows, then try again.
query-too-large = The answer would have taken more memory than there is. Add a filter to keep fewer rows, or ask for fewer columns.
query-failed = The rows could not be read, by an error on our side. Try again in a moment; if it happens again, tell the person who looks after the platform.
search-too-long = Your search is too long: at most { $words } words and { $characters } characters. Keep the words that matter.

export-too-many-rows = A file in the format { problem-format } holds at most { $limit } rows, and you ask for { $rows }. Add a filter, or download them as CSV.
export-too-many-columns = A file in the format { problem-format } holds at most { $limit } columns, and you ask for { $columns }. Ask for fewer columns, or download them as CSV.
export-cell-too-long = The text in the column “{ $column }”, row { $row }, is longer than the { $limit } characters that a cell of a spreadsheet can hold. Download these data as CSV.
export-delimiter = “{ $delimiter }” cannot separate the cells of a CSV file. Choose the semicolon, the comma, the tab or the vertical bar.
export-geometry-unreadable = A shape in the column “{ $column }” is unreadable: the file could not be made. Leave this column out of the download, or tell the producer of the data.
exports-busy = Too many downloads are under way. Try again in a minute.
export-interrupted = The download was interrupted: the file you received is incomplete. Delete it, then try again.
export-failed = The file could not be made, by an error on our side. Try another format; if it happens again, tell the person who looks after the platform.

# Parts of the sentences above.
problem-clause = { $clause ->
    [where] the filter (where)
    [group_by] the grouping (group_by)
    [order_by] the sort order (order_by)
   *[select] the choice of columns (select)
}
problem-left-type = { $left_type ->
    [int] whole number
    [double] number
    [text] text
    [boolean] yes or no
    [date] date
    [datetime] date and time
    [geo_point_2d] point on the map
    [geo_shape] shape on the map
    [file] file
    [json_blob] JSON
    [null] empty
   *[other] text, several values
}
problem-right-type = { $right_type ->
    [int] a whole number
    [double] a number
    [text] a text
    [boolean] yes or no
    [date] a date
    [datetime] a date with its time
    [geo_point_2d] a point on the map
    [geo_shape] a shape on the map
    [file] a file
    [json_blob] JSON
    [null] nothing
   *[other] a text of several values
}
