# Words that every page shares.

skip = Skip to content
nav-label = Main navigation
nav-datasets = Datasets
nav-admin = Administration
footer-label = Footer
site-description = The public data of “{ $portal }”: find it, read it, download it, query it.
footer-api = API
footer-other-language = Français
footer-made = Powered by Fanal, free software
sign-in = Sign in
sign-out = Sign out
theme-to-dark = Switch to the dark look
theme-to-light = Switch to the light look
demonstration-label = Demonstration
demonstration = Demonstration portal: don't rely on these data.
crumbs-label = You are here

rows = { $count ->
    [one] { $count } row
   *[other] { $count } rows
}
rows-none = No data
datasets-count = { $count ->
    [one] { $count } dataset
   *[other] { $count } datasets
}
columns-count = { $count ->
    [one] { $count } column
   *[other] { $count } columns
}
rejected-count = { $count ->
    [one] { $count } row set aside
   *[other] { $count } rows set aside
}
rejected-download = Download the rows set aside
rejected-line = line
rejected-reason = reason
updated = Updated
loaded = Loaded
yes = yes
no = no
north = N
south = S
east = E
west = W
list-and = and
cancel = Cancel
save = Save
copy = Copy
copied = Copied
add-dataset = Add a dataset

moment = { $day } at { $time } (UTC)
age-now = just now
age-minutes = { $count ->
    [one] { $count } minute ago
   *[other] { $count } minutes ago
}
age-hours = { $count ->
    [one] { $count } hour ago
   *[other] { $count } hours ago
}
age-days = { $count ->
    [one] yesterday
   *[other] { $count } days ago
}
age-months = { $count ->
    [one] { $count } month ago
   *[other] { $count } months ago
}
age-years = { $count ->
    [one] { $count } year ago
   *[other] { $count } years ago
}

badge-draft = Draft
badge-published = Published
badge-fictitious = Fictitious data

search-label = Search for a dataset
search-placeholder = trees, budget, schools…
search-button = Search
filter-remove = Remove this filter

paging-label = Pages
paging-before = Previous
paging-after = Next
paging-page = Page

table-sort = Sort
table-sorted-up = Sorted in ascending order; turn the order round
table-sorted-down = Sorted in descending order; turn the order round
table-range = Rows { $first } to { $last } of { $total }
table-empty-title = No rows
table-empty-text = This dataset exists and holds no rows for now.
cell-empty = empty

form-wrong = A few things need another look

percent = { $count }%
percent-less = < { $count }%
percent-more = > { $count }%
