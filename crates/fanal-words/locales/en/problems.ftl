# What went wrong: the identifier is the problem's code. What happened, where, how to mend.
# Here: what people do in pages. Files, queries and the platform's own have files of their own.

problem-unknown = Something went wrong ({ $code }). Give this code to the person who looks after the portal.

# Everywhere.
not-found = What you ask for does not exist, or is not open to everybody. Check the address, or sign in.
forbidden = Your account does not allow this. Ask the person who looks after the portal.
sign-in-needed = You have to be signed in for this. Sign in, then try again.
version-gone = This version was withdrawn. See the current version of the dataset.
internal = Something went wrong on our side; nothing that was stored is lost. Try again; if it happens again, tell the person who looks after the platform.
cancelled = The stop was asked for: nothing has changed. You can start again whenever you like.
filters-too-many = Too many filters are chosen together, or their values are too long. Remove some: a page keeps { $limit } at most.

# Forms.
form-stale = This form stayed open for too long, or your session has changed: nothing was saved. Reload the page, then try again.
form-too-large = This form holds more text than we can take: nothing was saved. Shorten it, then try again.

# Accounts.
sign-in-wrong = The address or the password does not match. Check both and try again.
too-many-tries = There were too many tries in a row. Wait a few minutes, then try again.
name-missing = Your name is missing: write your first name and your last name.
email-wrong = This address is not complete: write it like name@example.org.
email-taken = There is an account for the address “{ $value }” already. Sign in with it, or choose another address.
password-short = This password is too short: choose one of at least { $limit } characters. A sentence does very well.

# Names and addresses.
title-missing = The dataset has no title: give it a short and telling one.
slug-wrong = This address will not do: use only small letters without accents, digits and hyphens, at most 100 of them, starting with a letter or a digit.
name-wrong = “{ $name }” will not do. Use only small letters without accents and digits, at most 100 of them, joined by hyphens in the address of a dataset, by underscores in the technical name of a column.
series-one-table = This file holds a single table: there is no series to make. Load it without --each-table.
series-empty = No table is chosen. Tick at least the one that shall become a dataset.
series-slug-taken = The address “{ $address }” is that of “{ $dataset }”, which is not the table “{ $table }” of the series “{ $series }”. Write the title that the series had before, or choose another address.
series-replaces = { $count ->
    [one] One of the datasets is there already, and its rows would be replaced: { $datasets }.
   *[other] { $count } of the datasets are there already, and their rows would be replaced: { $datasets }.
} If that is what you want, load each table once more; if not, untick these tables, or change title and address.
dataset-slug-taken = The address “{ $value }” is or was that of another dataset of this portal. Choose another one.
organisation-slug-taken = The address “{ $value }” is that of another producer. Choose another one.
organisation-name-wrong = The name of the producer will not do: write at least one letter or digit in it.

# Giving a file.
file-missing = No file is attached: choose one.
upload-broken = The file did not arrive whole. Check your connection, then give it again.
upload-lost = This file is no longer whole on the server, perhaps after a power cut: nothing was loaded. Give it again.
upload-too-large = This file is larger than the { $limit_bytes } allowed. Split it into several files, or ask the person who looks after the platform to raise this limit.
upload-loading = A load of this file is waiting or running. Wait until it ends or stop it, then try again.

# What was understood, beside what is there.
column-gone = The column “{ $column }” is no longer in the file. If only its title has changed, give the new column the technical name of the old one.
column-retyped = The column “{ $column }” changes its type: { problem-type-before } until now, { problem-type-after } in this file. If that is not intended, choose the old type or correct the file.
column-new = The column “{ $column }” is new: it will be added to the dataset. Untick it if it must not be kept.
key-not-in-file = The file has no column “{ $column }”, which is part of the key. Choose a key among its columns, or give a file that has this one.
key-missing = To update, rows have to be recognised: choose the column or the columns that make up the key.
columns-read-anew = The file has just been read in another way: its columns may have changed, and nothing was loaded. Check them, untick those that must not be kept, then load the data.
columns-changed-meanwhile = Since you opened this page, this file has been read in another way, perhaps in another tab: its columns are no longer those you had before you (for instance “{ $column }”). Nothing was saved: check the columns, then try again.
recipe-separator = “{ $separator }” cannot separate cells: choose the semicolon, the comma, the tab or another single sign.
recipe-type = “{ $type }” is no type of column: choose one from the list.
recipe-choice = In the reading recipe, “{ $value }” does not do for { $key }. What may stand there: { $choices }.
recipe-field-name = “{ $name }” does not do as a technical name: use small letters without accents, digits and the underscore, starting with a letter or a digit.
recipe-duplicate-name = Two columns have the technical name “{ $name }”: change one of the two.
recipe-nothing-kept = No column is kept: tick at least one.
recipe-no-such-column = The column “{ $column }”, which was to be left out, is not in the file: nothing was loaded. Check its exact title; if the file no longer has it, take it out of the dataset's reading recipe.
left-out-not-found = The column “{ $column }”, which was to be left out, is not in this file. Check that its title has not changed: if it has, untick the column that has the new title.
recipe-same-title = Several columns of the file have the title “{ $column }” and only one is to be left out: nothing was loaded. Give them different titles, or say in the dataset's reading recipe what becomes of each.
recipe-table-unlike = The table “{ $table }” does not have the same columns as the others, or cannot be read: nothing was loaded, so that its rows are not lost. Correct its titles, or leave it out in the reading recipe of the dataset.
recipe-type-kept = In the column “{ $column }”, the rows that stay have one type ({ problem-type-before }), those of the file another ({ problem-type-after }): nothing was loaded. Choose the same type, give the column another technical name, or replace all rows.

# Describing and publishing.
dataset-changed-before-publishing = This dataset has changed since you opened this page: a new version or another description is shown to you now. Nothing was published; read again, then publish.
dataset-changed-meanwhile = Somebody changed this dataset while you were working; your changes were not saved. Reload the page, then make them again.
dataset-deleted = This dataset was deleted in the meantime: nothing was done. Go back to the list of datasets.
nothing-to-publish = This dataset holds no data yet: load a file before you publish it.
persons-column = This column designates persons: to make the dataset public, somebody has to leave it out or to say why it may be public.
persons-column-seen = Its cells seem to designate persons, whatever you say of it here: to make the dataset public, the column will have to be left out, or somebody has to write why it may be public, for example “Names of places, not of persons”.
persons-undecided = { $count ->
    [one] The column “{ $columns }” designates persons: the dataset was not made public. Say why it may be public, or load the file again and leave it out.
   *[other] These { $count } columns designate persons: { $columns }. The dataset was not made public. Say why they may be public, or load the file again and leave them out.
}
persons-undecided-load = { $count ->
    [one] The column “{ $columns }” designates persons, and everybody could have read it: nothing was loaded. Leave it out, or say why it may be public, then start again.
   *[other] These { $count } columns designate persons: { $columns }. Everybody could have read them: nothing was loaded. Leave them out, or say why they may be public, then start again.
}
persons-undecided-column = The column “{ $column }” designates persons: write why it may be public, or leave it out.
original-not-kept = The original file is not there: nothing has changed. Load the file again and leave these columns out.
public-because-no-column = You said why the column “{ $column }” may be public, and there is no column of that name: nothing has changed. Check its exact title.
licence-missing = No licence is chosen: say on what terms these data may be reused.
description-missing = This dataset has no description: a few sentences will help those who read it.
rows-rejected-many = { $percent }% of the rows can't be read and would be set aside: look at the reasons below, and whether the file is read rightly (separator, line of the titles, types).
rows-rejected = { $rows ->
    [one] { $rows } row of the file was set aside and is missing here. Download it to see its reason; if it matters, correct the file and load it again.
   *[other] { $rows } rows of the file were set aside and are missing here. Download them to see their reasons; if they matter, correct the file and load it again.
}

# Files that go with a dataset.
attachment-title-missing = This attached file has no title. Give it a short and telling one.
attachment-title-long = This title is longer than { $limit } characters. Shorten it.
attachment-dataset-missing = No dataset is chosen. Choose the one that this file shall be attached to.
attachment-replaced = Since you opened this page, this attached file has been replaced by another one of the same name: nothing was done. Go back to the list of attached files and look at the new one.
attachments-too-many = { $limit } files are attached to this dataset already, which is the most. Remove one, or put several into a ZIP.

# A definition written as text.
definition-syntax = The definition cannot be read at line { $line }, column { $column }: “{ $found }”. Nothing has changed; correct this line, then try again. Technical detail: { $reason }
definition-choice = In the definition, “{ $key }” cannot be “{ $value }”: nothing has changed. Write one of these values: { $choices }.
definition-slug = In the definition, “{ $value }” cannot be an identifier (dataset.id): nothing has changed. Write only small letters without accents, digits, dots and hyphens, at most 100 of them, starting with a letter or a digit.
definition-title-missing = In the definition, the title (dataset.title) is empty: nothing has changed. Give the dataset a title.
definition-field-name = In the definition, “{ $name }” cannot be the name of a column: nothing has changed. Write only small letters without accents, digits and underscores, at most 100 of them, starting with a letter or a digit.
definition-field-twice = In the definition, two columns have the name “{ $name }”: nothing has changed. Give them different names.
definition-fields-of-data = The columns of the definition are not those of the data that are loaded: nothing has changed. Put the present columns into the definition, with their names and types, or take all columns out of it; a new load will be able to change them.

# Parts of the sentences above.
problem-type-before = { $before ->
    [int] whole number
    [double] number
    [boolean] yes or no
    [date] date
    [datetime] date and time
    [geo_point_2d] point on the map
    [geo_shape] shape on the map
    [file] file
    [json_blob] JSON
   *[text] text
}
problem-type-after = { $after ->
    [int] whole number
    [double] number
    [boolean] yes or no
    [date] date
    [datetime] date and time
    [geo_point_2d] point on the map
    [geo_shape] shape on the map
    [file] file
    [json_blob] JSON
   *[text] text
}
