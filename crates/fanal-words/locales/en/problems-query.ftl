# Queries and exports: why there is no answer, why there is no file.

query-unexpected = In { problem-clause }, “{ $found }” does not belong where it stands, at character { $position }: { problem-expected } is wanted there. Correct it or take it out.
query-unexpected-near = In { problem-clause }, “{ $found }” does not belong where it stands, at character { $position }. Did you mean “{ $nearest }”?
query-unfinished = In { problem-clause }, the text ends too early: { problem-expected } is missing. Complete it.
query-unclosed-quote = In { problem-clause }, the quotation mark { $quote } at character { $position } is never closed. Add the same one at the end of the text; inside it, write \{ $quote }.
query-unknown-function = In { problem-clause }, there is no function “{ $name }”. Check its name.
query-unknown-function-near = In { problem-clause }, there is no function “{ $name }”. Did you mean “{ $nearest }”?
query-invalid-number = In { problem-clause }, “{ $text }” is too large a number to compute with. Write a shorter one.
query-too-complex = In { problem-clause }, the text is too long, has too many nested parentheses or asks for too much computing (limit: { $limit }). Make it simpler, or search in several steps.
query-invalid-date = In { problem-clause }, “{ $text }” is not a date. Write it in the order year, month, day: 2026-11-21.
query-invalid-geometry = In { problem-clause }, “{ $text }” is not a geometry. Write for instance POINT(2.35 48.85), longitude first, or paste a GeoJSON object.
query-unknown-field = In { problem-clause }, “{ $name }” is not a column of this dataset. Check its technical name.
query-unknown-field-near = In { problem-clause }, “{ $name }” is not a column of this dataset. Did you mean “{ $nearest }”?
query-repeated-alias = In { problem-clause }, the name “{ $alias }” is given several times. Give it once only.
query-incompatible-types = In { problem-clause }, “{ $left }” ({ problem-left-type }) cannot be compared by “{ $operator }” with { problem-right-type }. Give a value of the same type.
query-wrong-argument = In { problem-clause }, “{ $function }” wants { problem-wanted }. Correct what it is given.
query-not-a-condition = In { problem-clause }, “{ $text }” is not a condition: nothing says which rows to keep. Compare this value with another one, for instance with = or >.
query-misplaced = In { problem-clause }, “{ $text }” has a meaning only { problem-belongs }. Move it or take it out.
query-no-statistic = In { problem-clause }, “{ $function }” computes with numbers or dates only. Choose another column, or count with count.
query-misplaced-aggregate = In { problem-clause }, “{ $function }” brings several rows together and has no place here. To choose groups by their totals, use having.
query-not-grouped = In { problem-clause }, “{ $name }” differs from row to row of the same group. Add it to the grouping (group_by), or sum it up with count, sum, avg, min or max.
query-grouped-place = In { problem-clause }, “{ $name }” is a place: group neighbouring places with geo_cluster({ $name }, 12), where 12 is a zoom level from 0 to 25.
query-aggregate-after-key = In { problem-clause }, “{ $function }” comes after a column. Write the computed values first, then the columns.
query-not-supported = In { problem-clause }, { problem-feature }: this is not possible yet. Search in another way, or download the whole dataset.
query-too-long = The answer would have taken more than { $seconds ->
    [one] { $seconds } second
   *[other] { $seconds } seconds
} to work out. Add a filter to keep fewer rows, then try again.
query-too-large = The answer would have taken more memory than there is. Add a filter to keep fewer rows, or ask for fewer columns.
query-number-too-large = A total of the answer is beyond the whole numbers that can be computed. Multiply the column by 1.0 for a rounded result.
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
    [having] the choice of groups (having)
    [refine] the choice of a filter value (refine)
    [exclude] the exclusion of a filter value (exclude)
    [facet] the list of filters (facet)
    [order_by] the sort order (order_by)
   *[select] the choice of columns (select)
}
problem-expected = { $expected ->
    [value] a value (a number, a text between quotation marks, a column or a function)
    [comparison] a comparison such as = or >
    [name] a name
    [test] null, true or false
    [in-or-like] in, like or between
    [list-or-range] a list between parentheses, a range between brackets or a column
    [to] two dots (..) or the word to
    [bracket] a bracket
    [join] and, or, or nothing more
    [separator] a comma, or nothing more
    [argument-end] a comma or a closing parenthesis
   *[other] “{ $expected }”
}
problem-wanted = { $wanted ->
    [number] a number
    [whole] a whole number, written as it is
    [text] a text
    [words] a text between quotation marks, after the columns
    [date] a date
    [boolean] a value that is true or false
    [same-type] values of one type: numbers, or texts, or dates
    [place] a column of points on the map
    [geometry] a geometry such as geom'POINT(2.35 48.85)'
    [distance] a distance such as 500m or 1.5km
    [corners] four numbers: latitude, then longitude of two corners
    [relation] one of the words INTERSECTS, DISJOINT and WITHIN
    [pattern] a short pattern of dates, such as 'dd/MM/yyyy'
    [setting] settings of the calendar, such as months=-1 or day=1
    [percentage] a percentage from 0 to 100
    [zoom] a zoom level from 0 to 25
    [radius] a radius from 1 to 10000 pixels
    [measure] a number or a date, then a width or bounds
    [width] a width above zero
    [period] a period such as 1 day or 6 hours
    [one-period] a single week, month, quarter or year at a time
    [number-bounds] bounds that are numbers
    [date-bounds] bounds that are dates, such as date'2026-01-01'
    [two-bounds] at least two bounds, or one bound and a star
    [rising-bounds] bounds from the smallest to the greatest
    [sortable] a number, a text, a date or a value that is true or false
    [otherwise] a text between quotation marks or null as the second value
   *[arguments] as many values as this: { $signature }
}
problem-belongs = { $belongs ->
    [on-places] in a function on places, such as within_distance
    [with-unit] as a distance or as a period, in a function
    [as-group] alone, in the grouping (group_by)
   *[alone] alone, as in count(*)
}
problem-feature = { $feature ->
    [on-shapes] the function “{ $function }” on shapes, which are no points
    [distinct-of-several] the count of different lists or places
    [random-on-groups] the random order of groups
    [open-range] a range without bounds of what is neither a number nor a date
   *[function] the function “{ $function }”
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
