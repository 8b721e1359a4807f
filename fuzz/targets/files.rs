//! Any bytes, read as any kind of file: the first byte says which, or that it shall be found out, and
//! its upper bits that tables are read as one and shapes mended.

#![no_main]

use fanal_formats::read::{Format, ReadOptions};
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fanal_fuzz::spare_caught_panics(), |data| {
    if let Some((first, content)) = data.split_first() {
        let (union, mend_shapes) = (first & 0x80 != 0, first & 0x40 != 0);
        let kind = usize::from(first & 0x3F);
        let format = Format::ALL.get(kind % (Format::ALL.len() + 1)).copied();
        let options = ReadOptions { union, mend_shapes, ..fanal_fuzz::options(format) };
        let name = format.map_or("t".to_owned(), |format| format!("t.{}", format.name()));
        fanal_fuzz::check(&[(&name, content)], &options);
    }
});
