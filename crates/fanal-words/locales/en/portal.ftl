# What everybody sees.

home-title = Open data
home-heading = The territory's data, close at hand
home-latest = Updated recently
home-all = See all datasets
home-organisations = Producers
home-empty-title = No datasets yet
home-empty-text = Datasets will appear here as soon as they are published.

catalogue-title = Datasets
catalogue-search-title = “{ $q }” in the datasets
catalogue-sort = Sort by
catalogue-sort-title = Title
catalogue-sort-modified = Last update
catalogue-none-title = No dataset answers this search
catalogue-none-text = Try a shorter or more general word, or remove a filter.
catalogue-all = See all datasets

dataset-edit = Edit the description
dataset-publish = Publish
description-none = This dataset is not described yet.
attachments-title = Attached files
attachments-manage = Manage attached files
attachments-none = No file is attached to this dataset.
attachment-kind = File
keywords-label = Themes and keywords
key-organisation = Producer
key-rows = Rows
key-columns = Columns
key-updated = Updated
key-frequency = Frequency
key-licence = Licence
key-version = Version
key-visibility = Who can see it
key-address = Address
within-label = On this page
fictitious-title = Fictitious data
fictitious-text = These data were invented for the demonstration. They describe no real situation.
old-version-title = You are looking at version { $count }
old-version-text = It dates from { $day } and is no longer the current version.
old-version-link = See the current version

filters-title = Filters
filters-active = Chosen filters
filters-chosen = { $count ->
    [one] ({ $count } value chosen)
   *[other] ({ $count } values chosen)
}
filters-clear = Clear all
filter-chip = { $label }:
filter-without = Without
filter-cut = { $count ->
    [one] Only the first value is shown.
   *[other] The first { $count } values are shown.
}
filter-theme = Theme
filter-publisher = Producer
filter-keyword = Keyword
filter-features = Possible uses
filter-modified = Change
filter-license = Licence
filter-language = Language
filter-territory = Territory
table-none-title = No row answers these filters
table-none-text = Remove a filter to see more.

downloads-title = Download
downloads-whole = Each file holds all the rows of this version.
downloads-filtered = { $count ->
    [0] Each file follows your filters: no rows.
    [one] Each file follows your filters: { $count } row.
   *[other] Each file follows your filters: { $count } rows.
}
downloads-unfiltered = Remove the filters
download-xlsx = For spreadsheets (Excel, LibreOffice)
download-xlsx-kind = .xlsx file
download-xlsx-large = These data have more than { $count } rows: no spreadsheet can open them whole. Take the CSV or the Parquet file.
download-csv = text, for any tool
download-json = for developers
download-jsonl = one line of text for each row
download-parquet = for analysing large data

data-title = Data
columns-title = Columns
column-unit = in { $unit }
type-multivalued = { $type }, several values
profile-of-version = Figures counted on { $rows ->
    [one] the row
   *[other] the { $rows } rows
} of version { $version }.
profile-not-yet = No figures by column for this version yet.
profile-empty = Empty cells
profile-values = Values in all
profile-distinct = Different values
profile-range = Range
profile-extent = Extent
profile-mean = Mean
profile-not-finite = Infinite or undefined
profile-length = Length
profile-characters = { $count ->
    [one] { $count } character
   *[other] { $count } characters
}
profile-between = { $from } to { $to }
profile-until = from { $from } to less than { $to }
profile-below = less than { $text }
profile-above = { $text } and more
profile-about = about { $text }
profile-none = none
profile-all = all
profile-most = Most often: { $value } ({ $share })
profile-same = Always the same value: { $text }
profile-all-differ = All values are different.
profile-nothing = This column is empty.
profile-blank = (empty or spaces)
profile-others = Other values
profile-top-caption = Most frequent values of the column “{ $column }”
profile-table = See the figures
profile-table-of = of the column “{ $column }”
profile-table-span = Range
profile-table-values = Values
api-title = API
api-text = Read these data from a program, without an account or a key.
snippet-label = Example: { $name }
series-chip = Series: { $series }
series-title = In the same series
series-text = This dataset is part of the series “{ $series }”.
series-all = { $count ->
    [one] See the only dataset of the series
   *[other] See the { $count } datasets of the series
}
versions-title = Versions
versions-newer = Newer versions
versions-older = Older versions
version-name = Version { $count }
version-current = Current version
version-withdrawn = Withdrawn on { $day }

not-loaded-title = No data yet
not-loaded-text = This dataset is announced. Its rows will appear after the first load.
on-request-title = Data on request
on-request-text = The description is public. The rows are given on request by the producer.
records-failed = The rows can't be shown

sign-in-title = Sign in
sign-in-text = For the staff who prepare and publish data.
sign-in-button = Sign in
welcome-title = Create your account
welcome-text = With this account you can add and publish datasets.
welcome-button = Create the account
field-person = Full name
field-email = E-mail address
field-email-hint = You will sign in with this address.
field-password = Password
field-password-hint = { $count ->
    [one] At least { $count } character. A phrase that you remember does very well.
   *[other] At least { $count } characters. A phrase that you remember does very well.
}

error-not-found-title = This page does not exist
error-not-found-sentence = The address may have been copied wrongly, or the page is not open to everybody.
error-forbidden-title = This action is not open to you
error-forbidden-sentence = Your account does not allow this. Ask the person who looks after the portal.
error-stale-form-title = This form has expired
error-stale-form-sentence = It stayed open too long, or your session has changed. Go back to the page, reload it and try again.
error-too-many-requests-title = Too many tries
error-too-many-requests-sentence = Wait a few minutes, then try again.
error-internal-title = Something went wrong on our side
error-internal-sentence = Nothing that was saved is lost. Try again in a moment; if it goes on, give the reference below to the person who looks after the portal.
error-unavailable-title = The portal is restarting
error-unavailable-sentence = It will be back in a moment. Reload the page.
error-gone-title = This version is no longer available
error-gone-sentence = It was withdrawn on { $day }. The current version is still available.
error-problem-title = This request can't be carried out
error-problem-sentence = Go back and check what you are asking for.
error-reference = Reference:
way-home = Go to the home page
way-catalogue = See the datasets
way-sign-in = Sign in

gallery-title = Components
gallery-text = All components, in all their states, in both looks.
gallery-light = Light look
gallery-dark = Dark look
gallery-colours = Colours
gallery-buttons = Buttons
gallery-disabled = Not available
gallery-badges = Badges
gallery-notices = Messages
gallery-fields = Fields
gallery-steps = Steps
gallery-progress = Progress
gallery-cards = Cards
gallery-profiles = Column profiles
gallery-filters = Filters
gallery-table = Table
