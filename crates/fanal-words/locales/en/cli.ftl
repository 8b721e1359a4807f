# What the command line says.

cli-serving = The portal is open: { $url }
cli-welcome = Nobody has an account here yet. To create the first one, open this address in your browser:

cli-detail = Technical detail: { $reason }

cli-rows = { $count ->
    [one] { $count } row read
   *[other] { $count } rows read
}
cli-imported = “{ $dataset }”, version { $version }: { $records ->
    [one] { $records } row in all.
   *[other] { $records } rows in all.
}
cli-rejected = { $count ->
    [one] { $count } row could not be read. It is kept apart, with its reason; download it from the portal.
   *[other] { $count } rows could not be read. They are kept apart, with their reasons; download them from the portal.
}
cli-series = { $count ->
    [one] { $count } table to load.
   *[other] { $count } tables to load, each into its own dataset.
}
cli-series-table = “{ $table }” → { $dataset }
cli-mended = { $count ->
    [one] { $count } outline is mended. The original row is kept aside; download it from the portal.
   *[other] { $count } outlines are mended. The original rows are kept aside; download them from the portal.
}
cli-persons-ways = To leave a column out: --leave-out "Title". To say why it may be public: --public-because "Title=reason".
cli-attach-way = To attach this file, as it is, to a dataset: { $command }
cli-attached = “{ $title }” is attached to “{ $dataset }”.
cli-title-kept = This dataset exists already and keeps its title, “{ $title }”. To change it, use its description page or fanal apply.
cli-cancelled = The load was stopped: nothing has changed.

cli-apply-same = “{ $dataset }” is already as the definition says: nothing has changed.
cli-apply-would-create = “{ $dataset }” would be created. Nothing was done: this is a trial.
cli-apply-would-change = “{ $dataset }” would be changed like this. Nothing was done: this is a trial.
cli-apply-created = “{ $dataset }” is created.
cli-apply-changed = “{ $dataset }” is changed.

cli-inspect-format = Format: { $format }
cli-inspect-encoding = Encoding: { $encoding }
cli-inspect-separator = Separator: { $separator }
cli-inspect-header = { $line ->
    [0] Titles of the columns: none
   *[other] Titles of the columns: line { $line }
}
cli-inspect-table = Sheet or table: { $table }
cli-inspect-alike = Same columns: { $tables } (--union reads them one after the other)
cli-inspect-records = Rows: { $records } ({ $rejected ->
    [0] all readable
    [one] { $rejected } row set aside
   *[other] { $rejected } rows set aside
})
cli-inspect-odd = Line { $line }: “{ $value }”
cli-inspect-rejected = Line { $line }: { $reason }

doctor-catalogue = Catalogue
doctor-audit = Log of actions
doctor-lake = Storage of the data (write, not overwrite, read, list, delete)
