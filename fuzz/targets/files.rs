//! Any bytes, read as any kind of file: the first byte says which, or that it shall be found out.

#![no_main]

use fanal_formats::read::Format;
use libfuzzer_sys::fuzz_target;

fuzz_target!(init: fanal_fuzz::spare_caught_panics(), |data| {
    if let Some((first, content)) = data.split_first() {
        let format = Format::ALL.get(usize::from(*first) % (Format::ALL.len() + 1)).copied();
        let name = format.map_or("t".to_owned(), |format| format!("t.{}", format.name()));
        fanal_fuzz::check(&[(&name, content)], &fanal_fuzz::options(format));
    }
});
