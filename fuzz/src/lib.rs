//! What the targets share: a file that is read whole, by both passes, as a load does.

use std::io::{Cursor, Write};
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use arrow::record_batch::RecordBatch;
use fanal_formats::read::{
    BatchSink, Format, ReadError, ReadOptions, Rejected, SinkError, UnpackLimits, Unwatched,
    compare, detect, open, plan, profile, read, unite,
};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// A folder for the files of this process, within the one that `TMPDIR` names: `fuzz/run.py` takes
/// one in memory and removes it.
fn folder() -> &'static Path {
    static FOLDER: OnceLock<PathBuf> = OnceLock::new();
    FOLDER.get_or_init(|| {
        let folder = std::env::temp_dir().join(format!("fanal-fuzz-{}", std::process::id()));
        std::fs::create_dir_all(&folder).expect("the temporary folder can be written");
        folder
    })
}

/// Lets panics of the libraries of Parquet and Arrow pass, which the readers catch: any other ends
/// the process, and so does one of these that nobody caught.
pub fn spare_caught_panics() {
    let aborting = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        let file = panic.location().map_or("", |place| place.file());
        if !["/arrow-", "/parquet-", "/flatbuffers-"].iter().any(|library| file.contains(library)) {
            aborting(panic);
        }
    }));
}

/// Everything that is left to be found out, within limits that a small file can reach.
pub fn options(format: Option<Format>) -> ReadOptions {
    ReadOptions {
        format,
        row_limit_bytes: Some(64 << 10),
        unpack: UnpackLimits { bytes: 32 << 20, ratio: 250, files: 100 },
        ..ReadOptions::default()
    }
}

/// Reads a file that has others beside it, each a name with its content; the first is the one that
/// is read. It is read or refused, and both passes see the same rows.
pub fn check(files: &[(&str, &[u8])], options: &ReadOptions) {
    for (name, content) in files {
        std::fs::write(folder().join(name), content).expect("the temporary folder has room");
    }
    if let Err(error) = read_whole(files[0].0, options) {
        error.problem();
    }
    for (name, _) in files {
        std::fs::remove_file(folder().join(name)).expect("it was written above");
    }
}

fn read_whole(name: &str, options: &ReadOptions) -> Result<(), ReadError> {
    let file = open(&folder().join(name), name, options, folder(), &Unwatched)?;
    let mut layout = detect(&file, options)?;
    if options.union {
        layout = unite(&file, layout, options, &Unwatched)?;
    } else {
        compare(&file, &mut layout, options, &Unwatched)?;
    }
    let profile = profile(&file, &layout, &Unwatched)?;
    let mut given = Counts::default();
    let outcome = read(&file, &layout, &profile, &plan(&profile), &Unwatched, &mut given)?;
    assert_eq!((outcome.records, outcome.rejected), (given.records, given.rejected));
    assert_eq!(
        outcome.records + outcome.rejected,
        profile.records + profile.rejected,
        "both passes see the same rows"
    );
    Ok(())
}

/// The same of a file and its companion: two bytes tell where the one ends and the other begins.
pub fn check_pair(content: &[u8], names: [&str; 2], format: Format) {
    if let [a, b, content @ ..] = content {
        let size = usize::from(u16::from_le_bytes([*a, *b])).min(content.len());
        let (main, companion) = content.split_at(size);
        check(&[(names[0], main), (names[1], companion)], &options(Some(format)));
    }
}

/// An archive of those files as they are, each with its own checksum: what is changed in one of them
/// reaches its reader.
pub fn archive(files: &[(&str, &[u8])]) -> Vec<u8> {
    let as_it_is = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content) in files {
        archive.start_file(*name, as_it_is).expect("a name");
        archive.write_all(content).expect("memory");
    }
    archive.finish().expect("memory").into_inner()
}

/// Counts what the second pass gives.
#[derive(Default)]
struct Counts {
    records: u64,
    rejected: u64,
}

impl BatchSink for Counts {
    fn batch(&mut self, batch: RecordBatch, _first_row: u64) -> Result<(), SinkError> {
        self.records += batch.num_rows() as u64;
        Ok(())
    }

    fn rejected(&mut self, _: Rejected) -> Result<(), SinkError> {
        self.rejected += 1;
        Ok(())
    }

    fn mended(&mut self, _: Rejected) -> Result<(), SinkError> {
        Ok(())
    }
}
