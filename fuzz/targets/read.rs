//! Any bytes are a file that is read or refused: no panic, and both passes see the same rows.

#![no_main]

use arrow::record_batch::RecordBatch;
use fanal_formats::read::{
    BatchSink, Format, ReadOptions, Rejected, SinkError, UnpackLimits, Unwatched, detect, open,
    plan, profile, read,
};
use libfuzzer_sys::fuzz_target;

/// Counts what it is given.
#[derive(Default)]
struct Counted(u64);

impl BatchSink for Counted {
    fn batch(&mut self, batch: RecordBatch, _: u64) -> Result<(), SinkError> {
        self.0 += batch.num_rows() as u64;
        Ok(())
    }

    fn rejected(&mut self, _: Rejected) -> Result<(), SinkError> {
        self.0 += 1;
        Ok(())
    }
}

fuzz_target!(|input: (u8, &[u8])| {
    let (kind, bytes) = input;
    // Each format by force, and most often the one that the content shows.
    let format = Format::ALL.get(usize::from(kind)).copied();
    let unpack = UnpackLimits { bytes: 10_000_000, ratio: 100, files: 100 };
    let options =
        ReadOptions { format, row_limit_bytes: Some(1_000_000), unpack, ..Default::default() };
    let folder = std::env::temp_dir();
    let path = folder.join(format!("fanal-fuzz-{}", std::process::id()));
    if std::fs::write(&path, bytes).is_ok() {
        check(&path, &folder, &options);
    }
});

fn check(path: &std::path::Path, folder: &std::path::Path, options: &ReadOptions) {
    let Ok(file) = open(path, "file", options, folder, &Unwatched) else { return };
    let Ok(layout) = detect(&file, options) else { return };
    let Ok(found) = profile(&file, &layout, &Unwatched) else { return };
    let mut counted = Counted::default();
    if read(&file, &layout, &found, &plan(&found), &Unwatched, &mut counted).is_ok() {
        assert_eq!(counted.0, found.records + found.rejected, "both passes see the same rows");
    }
}
