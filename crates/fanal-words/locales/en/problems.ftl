# What went wrong: the identifier is the problem's code. What happened, where, how to mend.

problem-unknown = Something went wrong ({ $code }). Give this code to the person who looks after the portal.

field-required = This field is needed: please fill it in.
field-email-wrong = This address is not complete: write it like name@example.org.
field-password-short = This password is too short: choose one of at least { $count } characters.
field-file-missing = No file is attached: choose one.
field-name-wrong = “{ $name }” does not do as a technical name: use small letters without accents, digits and the underscore.
field-name-twice = Two columns are called “{ $name }”: change one of the two names.
field-slug-wrong = “{ $slug }” does not do as an address: use small letters without accents, digits and hyphens.
field-slug-taken = The address “{ $slug }” is taken: choose another one.
field-choice-wrong = This choice is not in the list: choose another one.
sign-in-refused = The address or the password does not match. Check both and try again.
publish-no-title = This dataset has no title: give it one.
publish-no-licence = No licence is chosen: say on what terms these data may be reused.
publish-no-description = This dataset has no description: a few sentences will help those who read it.
publish-no-data = This dataset holds no data yet: load a file.
