# The platform itself: catalogue, storage, long acts. Often read by whoever looks after it.

# Settings.
settings-syntax = The file of settings “{ $file }” cannot be read at line { $line }, column { $column }: “{ $found }”. Correct this line, then start the program again. Technical detail: { $reason }
settings-unreadable = The file of settings “{ $file }” cannot be opened. Check that it is a text file in UTF-8 and that the program may read it. Technical detail: { $reason }
setting-unknown = In “{ $file }”, line { $line }, “{ $name }” is not a setting. The nearest name is “{ $nearest }”: correct this line, or take it out.
variable-unknown = The variable “{ $name }” is not a setting. The nearest name is “{ $nearest }”: correct its name, or take it out.
variable-not-text = The variable “{ $name }” does not hold text in UTF-8. Write it again.
setting-not-text = In “{ $file }”, line { $line }, the value of “{ $name }” is neither text nor a whole number. Write it between quotes.
setting-listen = The setting “listen” cannot be “{ $value }”. Write an address and a port, for example 0.0.0.0:8080.
setting-url = The setting “url” cannot be “{ $value }”. Write the public address of the portal, which starts with https:// or http://.
setting-data = The setting “data” cannot be “{ $value }”: this path is not written in UTF-8. Choose another folder.
setting-switch = The setting “{ $name }” cannot be “{ $value }”. Write 1 for yes, 0 for no.
setting-number = The setting “{ $name }” cannot be “{ $value }”. Write a whole number, without a unit or spaces.
setting-pairs = The setting “store_options” cannot be read. Write name=value, and a comma before the next name.
setting-proxies = In the setting “trusted_proxies”, “{ $value }” is not an address. Write addresses or networks between commas, for example 127.0.0.1, 10.0.0.0/8.
listen-failed = The portal cannot open at the address { $address }: another program probably has it. Stop that one, or change the setting “listen”.
data-folder = The folder “{ $folder }” cannot be used. Check that the program may write to it, or change the setting “data”.

# Catalogue.
store-newer = The catalogue was written by a newer version of Fanal (step “{ $migration }”); nothing was changed. Install the latest version of the program and start it again.
store-address = The address of the catalogue is not recognised. In the settings, write an address that starts with sqlite:// or postgres://.
store-lease-lost = Another operation took over this dataset; nothing was saved. Wait until it ends, then try again.
store-changed = Somebody changed the same thing while you were working; your changes were not saved. Reload the page, then make them again.
store-missing = What you wanted to change is no longer there. Go back to the list to see what it holds.
store-corrupt = A line of the catalogue is unreadable. Tell the person who looks after the platform: the program's log says which one.
store-unavailable = The catalogue does not answer; nothing was saved. Try again in a moment; if it happens again, tell the person who looks after the platform.
audit-broken = The log of actions was altered or lost from its entry no. { $line } on. Tell the person responsible for security and compare with a backup.

# Storage of the data.
disk-full = There is no room left on the disk that holds the data: nothing was changed. Make some room, then try again.
storage-failed = The storage of the data did not answer as expected: nothing was changed. Try again; if it happens again, tell the person who looks after the platform.
lake-location = The data cannot be kept in “{ $location }”. Check in the settings that this folder or address exists and that the program may write to it.
lake-unencrypted = The address of the storage, “{ $endpoint }”, is not encrypted: keys and data could be read on their way. Write an address with https://. If the storage is on this machine, add the setting AWS_ALLOW_HTTP=true.
lake-overwrites = The chosen storage replaces a file that exists when it is told not to: two loads at once would be lost there. Choose an S3 storage that knows conditional writes (If-None-Match).
lake-forgets = The chosen storage does not give back at once what was just written: the data would not be safe there. Choose another one in the settings.
lake-refuses-writing = The storage refuses to write a trial file. Check in the settings its address, the name of the bucket and the rights of the key. Technical detail: { $reason }
lake-refuses-reading = The storage refuses to read a trial file. Give the key the right to read the objects of the bucket. Technical detail: { $reason }
lake-refuses-listing = The storage refuses to list its files. Give the key the right to list the bucket. Technical detail: { $reason }
lake-refuses-deleting = The storage refuses to delete a trial file. Give the key the right to delete the objects of the bucket. Technical detail: { $reason }
lake-moved = Another load was stored in this dataset in the meantime: this one has changed nothing. Try again.
lake-version-missing = The data of this version are no longer in the storage (state { $version }). See the current version; if it is missing too, tell the person who looks after the platform.
lake-file-mismatch = The files of this dataset are not those that were expected (“{ $file }”): nothing was changed. Try again; if it happens again, tell the person who looks after the platform.
lake-column-clash = The column “{ $column }” has changed its type, or comes back after it was taken out, while earlier rows still hold it. Replace all rows of the dataset, or give the column another name.
lake-unsupported = The data of this dataset are stored in a way that Fanal does not read ({ $feature }), probably by another program. Load them again from their file, or go back to the version before.
lake-encode-failed = The rows could not be stored, by an error on our side: nothing was changed. Tell the person who looks after the platform and show them the file.
lake-damaged = The storage of this dataset is damaged: its rows cannot be read. Tell the person who looks after the platform: a backup has to be restored.

# Long acts.
upkeep-gave-up = The tidying of this dataset's files broke off several times in a row: it is put off, and the data are untouched. If it happens again, tell the person who looks after the platform.
job-gave-up = This load broke off several times in a row: it is given up, and the data before it are untouched. Check the file; if it is right, tell the person who looks after the platform.
job-unreadable = This operation was prepared by another version of the program and cannot be taken up again; the data before it are untouched. Give the file again.
