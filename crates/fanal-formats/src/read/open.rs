//! Opens a file: an archive or a compressed file is unpacked, within limits, into a folder that
//! goes with the value.

mod count;
mod stream;
mod unpack;
mod zip;

use std::fs::File;
use std::io::Read;
use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::{ReadError, ReadOptions, TableInfo, Watch};
#[cfg(test)]
pub(super) use count::listed;
pub(super) use count::{Archive, archive};
use unpack::Budget;

/// Archives within archives that are opened.
const DEPTH: usize = 2;
/// Bytes that tell what kind of container a file is.
const HEAD_BYTES: u64 = 4 << 10;

/// Bytes that may be unpacked whatever the ratio.
const FREE_BYTES: u64 = 64_000_000;

/// What unpacking may cost.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UnpackLimits {
    /// Bytes unpacked, all together.
    pub bytes: u64,
    /// Unpacked bytes for one packed byte; the first 64 MB are free.
    pub ratio: u64,
    /// Files in one archive.
    pub files: usize,
}

impl UnpackLimits {
    /// Bytes that one file of so many packed ones may have.
    pub(super) fn allowed(&self, packed_bytes: u64) -> u64 {
        packed_bytes.max(1).saturating_mul(self.ratio).max(FREE_BYTES).min(self.bytes)
    }
}

impl Default for UnpackLimits {
    fn default() -> Self {
        Self { bytes: 16_000_000_000, ratio: 250, files: 10_000 }
    }
}

/// A file that can be read: itself, or what was unpacked of it.
#[derive(Debug)]
pub struct Opened {
    path: PathBuf,
    name: String,
    /// Bytes of the file as it was sent.
    size_bytes: u64,
    /// Files of the archive that may hold a table; none when there is no archive.
    entries: Vec<TableInfo>,
    /// Bytes that those have unpacked, as the archive says.
    entries_bytes: u64,
    /// Which of them was unpacked.
    entry: Option<String>,
    /// The archive is a timetable in GTFS.
    is_gtfs: bool,
    /// What is asked for within it.
    within: Option<String>,
    /// What the archive is opened by once more, for another of its files.
    given: Given,
    /// Deleted with the value.
    _scratch: Option<TempDir>,
}

/// A file as it was given.
#[derive(Debug)]
struct Given {
    path: PathBuf,
    name: String,
    scratch: PathBuf,
    unpack: UnpackLimits,
    /// The table that is asked for may be gone: another one is then opened.
    is_lenient: bool,
}

/// Opens a file. The table that the options name decides which file of an archive is unpacked, else
/// the one that most likely holds the data. `scratch` is an existing folder with room.
pub fn open(
    path: &Path,
    file_name: &str,
    options: &ReadOptions,
    scratch: &Path,
    watch: &dyn Watch,
) -> Result<Opened, ReadError> {
    let size_bytes = std::fs::metadata(path)?.len();
    let mut opened = Opened {
        path: path.to_owned(),
        name: file_name.to_owned(),
        size_bytes,
        entries: Vec::new(),
        entries_bytes: 0,
        entry: None,
        is_gtfs: false,
        within: options.table.clone(),
        given: Given {
            path: path.to_owned(),
            name: file_name.to_owned(),
            scratch: scratch.to_owned(),
            unpack: options.unpack,
            is_lenient: options.union,
        },
        _scratch: None,
    };
    let mut budget = Budget::new(options.unpack, watch);
    for depth in 0..=DEPTH {
        let Some(container) = Container::of(&opened)? else { return Ok(opened) };
        if depth == DEPTH {
            return Err(ReadError::ArchiveNested { limit: DEPTH });
        }
        let folder = match &opened._scratch {
            Some(folder) => folder.path().join(depth.to_string()),
            None => {
                let folder = tempfile::Builder::new().prefix("unpacked-").tempdir_in(scratch)?;
                let inner = folder.path().join(depth.to_string());
                opened._scratch = Some(folder);
                inner
            }
        };
        std::fs::create_dir(&folder)?;
        container.unpack(&mut opened, &folder, &mut budget)?;
    }
    Ok(opened)
}

/// What a file is that holds others.
#[derive(Debug, Clone, Copy)]
enum Container {
    Zip,
    Gzip,
    Zstd,
}

impl Container {
    /// None when the file is read as it is: workbooks and text documents are archives only within.
    fn of(opened: &Opened) -> Result<Option<Self>, ReadError> {
        let Opened { path, name, .. } = opened;
        let mut head = Vec::new();
        File::open(path)?.take(HEAD_BYTES).read_to_end(&mut head)?;
        Ok(match head.as_slice() {
            [0x1F, 0x8B, ..] => Some(Self::Gzip),
            [0x28, 0xB5, 0x2F, 0xFD, ..] => Some(Self::Zstd),
            [b'P', b'K', 5, 6, ..] => return Err(ReadError::ArchiveEmpty),
            [b'P', b'K', 3, 4, ..] if !zip::is_document(path, name, &opened.given.unpack)? => {
                Some(Self::Zip)
            }
            _ => None,
        })
    }

    fn unpack(
        self,
        opened: &mut Opened,
        folder: &Path,
        budget: &mut Budget<'_>,
    ) -> Result<(), ReadError> {
        match self {
            Self::Zip => zip::unpack(opened, folder, budget),
            Self::Gzip => stream::gunzip(opened, folder, budget),
            Self::Zstd => stream::unzstd(opened, folder, budget),
        }
    }
}

impl Opened {
    /// Where the file to be read lies.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its name; of an archive, that of the file within.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Bytes of the file as it was sent.
    pub fn size_bytes(&self) -> u64 {
        self.size_bytes
    }

    /// The files of the archive that may hold a table; none when there is no archive.
    pub(super) fn entries(&self) -> &[TableInfo] {
        &self.entries
    }

    /// Bytes that those have unpacked, as the archive says.
    pub(super) fn entries_bytes(&self) -> u64 {
        self.entries_bytes
    }

    /// Bytes of the file to be read; nought when that can't be told.
    pub(super) fn read_bytes(&self) -> u64 {
        std::fs::metadata(&self.path).map_or(0, |data| data.len())
    }

    /// The file of the archive that is read.
    pub(super) fn entry(&self) -> Option<&str> {
        self.entry.as_deref()
    }

    /// Opens another file of the archive.
    pub(super) fn another(&self, entry: &str, watch: &dyn Watch) -> Result<Self, ReadError> {
        let Given { path, name, scratch, unpack, .. } = &self.given;
        let table = Some(entry.to_owned());
        let options = ReadOptions { table, unpack: *unpack, ..ReadOptions::default() };
        open(path, name, &options, scratch, watch)
    }

    /// What unpacking parts of it may cost.
    pub(super) fn limits(&self) -> UnpackLimits {
        self.given.unpack
    }

    /// An existing folder with room, for what readers put aside.
    pub(super) fn scratch(&self) -> &Path {
        &self.given.scratch
    }

    /// Whether the archive is a timetable in GTFS, whose columns have known types.
    pub(super) fn is_gtfs(&self) -> bool {
        self.is_gtfs
    }

    /// The table that is asked for within the file that is read.
    pub(super) fn within(&self) -> Option<&str> {
        self.within.as_deref()
    }

    /// Takes the place of the archive: a file of it is read from now on.
    fn enter(&mut self, path: PathBuf, name: String) {
        self.path = path;
        self.name = name;
    }

    /// The tables of the whole file, those of the file within an archive among the archive's files,
    /// and the name of the one that is read.
    pub(super) fn tables(
        &self,
        inner: Vec<TableInfo>,
        table: Option<String>,
    ) -> (Vec<TableInfo>, Option<String>) {
        let Some(entry) = &self.entry else { return (inner, table) };
        let within = |name: &str| format!("{entry}/{name}");
        let mut tables = Vec::new();
        for outer in &self.entries {
            if outer.name == *entry && inner.len() > 1 {
                let renamed =
                    inner.iter().map(|t| TableInfo { name: within(&t.name), ..t.clone() });
                tables.extend(renamed);
            } else {
                tables.push(outer.clone());
            }
        }
        let several = inner.len() > 1;
        let table = table.filter(|_| several).map_or_else(|| entry.clone(), |t| within(&t));
        (tables, Some(table))
    }
}
