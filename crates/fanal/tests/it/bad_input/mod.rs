//! Input that is wrong, and places that are full: each gets one clear sentence in the reader's
//! language, ends the command with a failure, and leaves the version before as it was.

mod command_line;
mod disk;
mod files;
mod long_row;
mod pages;
mod workbooks;
