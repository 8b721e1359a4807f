# What those see who prepare and publish datasets.

admin-title = Administration
admin-jobs = Loads
admin-empty-title = Give your first file
admin-empty-text = A CSV file or a spreadsheet is enough: you will see what we understand of it before anything is stored.
action-describe = Describe
action-load = Load a file
action-publish = Publish
action-unpublish = Withdraw from publication

steps-label = Steps
step-file = Give
step-check = Check
step-describe = Describe
step-publish = Publish
step-done = Step done:

upload-title = Add a dataset
upload-into-title = Load a file into “{ $title }”
upload-text = Give your file as it is. We read it and show you what we understood; you correct it in one click.
upload-field = Your file
upload-hint = A table (CSV, Excel, LibreOffice, JSON, Parquet…), a map (Shapefile in a ZIP, GeoPackage, GeoJSON, KML…) or a GTFS timetable; { $size } at most.
upload-drop = or drop it here
upload-button = Read the file
upload-assurance = Nothing is published or added to your data at this step. If you go no further, the file is deleted after a day.

understanding-title = What we understood
understanding-file = File “{ $name }”
understanding-refresh = Read the file again
understanding-columns-text = Check the name and the type of each column. Untick those that must not be kept, for instance those that name persons.
understanding-load = Load the data
understanding-each = Load each table
each-title = One dataset for each table
each-text = Each ticked table becomes a dataset of its own. Their titles and addresses are those above, followed by the name of the table; you can change them later. Together they make a series and lead to each other. A column that is left out is left out of all of them.
each-legend = Tables to load
each-there = These datasets are there already. If you load these tables, their rows will be replaced:
understanding-after = The dataset stays a draft: you will describe it before you publish it.
file-title = The file
file-format = Format
file-size = Size
file-rejected = Rows set aside
file-encoding = Encoding
file-separator = Separator
file-header = Column titles
file-crs = Coordinate system
file-crs-unknown = Unknown: choose it
file-shapes = Outlines that cross themselves
shapes-kept = kept as they are
shapes-mended = mended
file-notes = Totals and notes
notes-apart = set aside
notes-kept = kept as rows
file-more = Other ways of reading
file-quote = Quotes around cells
quote-double = Quotation marks
quote-apostrophe = Apostrophes
quote-none = None: they are letters
file-missing-marks = Text to read as empty in all columns
why = Why?
file-table = Sheet or table
file-together = Tables read
tables-one = this one only
tables-alike = { $count ->
    [0] tables with the same columns, one after the other
    [one] { $count } table with the same columns
   *[other] { $count } tables with the same columns, one after the other
}
tables-legend = Tables to read one after the other
header-none = No row of titles
header-row = Row { $line }
separator-semicolon = Semicolon ;
separator-comma = Comma ,
separator-tab = Tab
separator-bar = Bar |
separator-space = Space
separator-colon = Colon :
job-mended = { $count ->
    [one] { $count } outline is mended: the original row is kept aside.
   *[other] { $count } outlines are mended: the original rows are kept aside.
}
rejected-title = { $count ->
    [one] { $count } row could not be read
   *[other] { $count } rows could not be read
}
rejected-text = They are kept apart, with their reason, and you will be able to download them. The others will be loaded.
rejected-more = { $count ->
    [one] { $count } other row is not shown here; it stands in the file of rows set aside.
   *[other] { $count } other rows are not shown here; they stand in the file of rows set aside.
}
line = Line { $line }
line-first = first on line { $line }
columns-kept = { $count ->
    [one] { $count } column kept
   *[other] { $count } columns kept
}
columns-empty = No column was found. Check the separator and the row of titles.
column-keep = Keep
column-keep-hint = An unticked column is left out before anything is stored: we keep none of its values.
column-label = Label
column-name = Technical name
column-type = Type
column-split = Split these cells into several values, at each “{ $separator }”
column-order = Order of day and month
order-dmy = Day, then month
order-mdy = Month, then day
column-decimal = Sign of the decimals
decimal-comma = The comma
decimal-point = The point
reading-open = As proposed, to be checked
reading-found = As found
reading-sample = { $choice }: { $cell } reads { $read }
column-zone = Time zone
zone-open = Paris time, to be checked
column-marks = Read as empty cells
mark = “{ $mark }”
mark-cells = { $count ->
    [one] “{ $mark }”: { $count } cell
   *[other] “{ $mark }”: { $count } cells
}
column-more = Meaning and missing values
column-meaning = What the column says
column-missing = Another text to read as empty
meaning-found = As found: { $meaning }
meaning-found-none = As found: nothing known
meaning-none = Nothing of this list
column-samples = Examples
column-empty-cells = { $count ->
    [one] { $count } empty cell
   *[other] { $count } empty cells
}
odd-count = { $count ->
    [one] { $count } time
   *[other] { $count } times
}
target-new = The new dataset
target-existing = Into “{ $title }”
mode-legend = What about the rows that are there?
mode-replace = Replace
mode-replace-text = The rows of this file take the place of those of the load before.
mode-append = Add
mode-append-text = The rows of this file are added to those that are there.
mode-update = Update
mode-update-text = A row with the same key replaces the earlier one; the others are added.
key-legend = Key: the columns that together identify a row

job-title = Load
job-heading = Load into “{ $title }”
job-heading-new = Load of a new dataset
job-new-dataset = New dataset
job-progress = Progress
job-waiting = Waiting
job-running = Running
job-done = Done
job-failed = Failed
job-cancelled = Stopped
job-cancel = Stop the load
job-cancel-asked = The stop was asked for. The load ends without changing anything.
job-leave = You can leave this page: the load goes on.
job-failed-title = The load did not succeed
job-failed-text = The data before it are untouched.
job-reread = Read this file differently
job-again = Give another file
job-done-title = { $count ->
    [one] { $count } row is loaded
   *[other] { $count } rows are loaded
}
job-done-version = This is version { $count } of the dataset.
job-done-plain = The work is done.
job-cancelled-text = Nothing has changed: the data before it are untouched.
job-next-describe = Describe the dataset
job-next-see = See the dataset
progress-label = Progress of the load
progress-rows = rows read

describe-title = Describe “{ $title }”
describe-heading = Describe the dataset
describe-about = Presentation
describe-visibility = Visibility
describe-columns-text = A clear label and a sentence for each column help those who reuse your data.
describe-next = Go on to publication
visibility-legend = Who can see this dataset once it is published?
field-title = Title
field-title-hint = Short and telling: “Trees of the town”, “Initial budget 2026”.
field-slug = Address
field-slug-hint = Small letters without accents, digits and hyphens: trees-of-the-town.
field-description = Description
field-description-hint = What the dataset holds, where it comes from, what it does not say. Leave a blank line between two paragraphs.
field-organisation = Producer
field-organisation-hint = The department or body that produces this data. A new name is accepted.
field-licence = Licence
field-licence-hint = The Licence Ouverte suits most public data.
field-frequency = Update frequency
field-frequency-hint = What you intend to keep to.
frequency-none = Not stated
organisation-none = No producer
field-themes = Themes
field-series = Series
field-series-hint = The same name for all datasets that make one whole; each then leads to the others.
field-keywords = Keywords
field-commas = Separated by commas.
field-fictitious = Fictitious data
field-fictitious-hint = A banner will say so on each page.
field-column-description = Description of the column
field-unit = Unit
field-facet = Offer as a filter
field-more = Advanced settings
field-decimals = Number of decimals
field-timezone = Time zone
field-timezone-hint = For instance Europe/Paris.
field-hierarchical = Separator of levels
field-hierarchical-hint = For instance / in Nature/Tree.

publish-title = Publish “{ $title }”
publish-heading = What becomes public
publish-heading-closed = What becomes visible
publish-what = In short
publish-earlier = Everybody reads the versions from { $version } on; those before stay with the people who prepare the data.
publish-blocked = Before you publish, complete these points
publish-sample = Sample
publish-sample-text = Read these few rows as a stranger would: nothing may point to a person, save what you give a reason for below.
publish-button = Publish now
publish-back = Back to the description
persons-title = { $count ->
    [one] { $count } column designates persons
   *[other] { $count } columns designate persons
}
persons-text = { $count ->
    [one] Everybody will be able to read it. Write why it may be public, or leave it out.
   *[other] Everybody will be able to read them. For each, write why it may be public, or leave it out.
}
persons-text-closed = { $count ->
    [one] This dataset will not be public: nothing stops you from publishing it like this. Should it become public, somebody will have to say why this column may be.
   *[other] This dataset will not be public: nothing stops you from publishing it like this. Should it become public, somebody will have to say why these columns may be.
}
persons-why = Why the column “{ $column }” may be public
persons-why-short = Why this column may be public
persons-why-hint = It designates persons. For example: “Public office”, “Each person agreed in writing”, “Names of places, not of persons”.
persons-leave-out = The columns of which you say nothing can be left out: we read the original file again without them. The versions that hold them will be withdrawn and erased.
persons-leave-out-button = Leave out the columns without a reason
persons-reload = To leave a column out, load the file again and untick it: the versions that hold it will be withdrawn and erased.
persons-load-again = Load the file again
persons-asked = This column designates persons, and this dataset is public: untick it, or write why it may be public.
persons-said = This column designates persons. It may be public: “{ $reason }”
unpublish-title = Withdraw “{ $title }” from publication
unpublish-heading = Withdraw from publication
unpublish-text = The dataset becomes a draft again: its address will no longer answer the public and links to it will no longer work. You can publish it again.
unpublish-button = Withdraw from publication

attachments-page-title = Files attached to “{ $title }”
attachments-text = A note, a plan, a decision: each file is downloaded as it is from the page of the dataset, by everybody who may read its rows.
attachments-care = Read this file again as a stranger would: a document may name persons, even in its properties (author, tracked changes).
attachment-add = Attach a file
attachment-title-hint = Without a title, the file keeps its name.
attachment-file-hint = Any kind of file; { $size } at most.
attachment-since = Added
attachment-rename = Change the title
attachment-remove = Remove
attachment-remove-title = Remove “{ $title }”
attachment-remove-heading = Remove an attached file
attachment-remove-text = This file will be erased and can no longer be downloaded: links to it will no longer work.
attachment-remove-button = Erase the file
joining-title-pdf = This PDF is not a table
joining-title = This file is not a table
joining-text = You can attach it to a dataset: it will be downloaded as it is from the dataset's page. There is no need to send it again.
joining-none = You can attach it to a dataset as soon as there is one: begin with the table that it was made from.
joining-dataset = Dataset
joining-choose = Choose…
joining-unlisted = { $count ->
    [one] { $count } other dataset is not in this list: open its page, then “Manage attached files”.
   *[other] { $count } other datasets are not in this list: open their page, then “Manage attached files”.
}
joining-button = Attach to the dataset
