//! ZIP archives: which of their files hold tables, and unpacking one with what belongs to it.

use std::path::Path;

use ::zip::result::ZipError;

use super::{Archive, Budget, Opened, archive};
use crate::read::{Format, ReadError, TableInfo, UnpackLimits, gtfs};

/// Files that lie beside a main one and are read with it, by the main one's ending.
const COMPANIONS: [(&str, &[&str]); 4] = [
    ("shp", &["dbf", "dbt", "fpt", "shx", "prj", "cpg", "qix", "sbn", "sbx", "qpj", "cst", "fix"]),
    ("dbf", &["cpg", "dbt", "fpt"]),
    ("tab", &["dat", "map", "id", "ind"]),
    ("mif", &["mid"]),
];

/// A file of an archive.
struct Entry {
    index: usize,
    name: String,
    size_bytes: u64,
}

/// Whether an archive is one document (a workbook, a text): read as it is. Of one that is broken
/// the name decides.
pub(super) fn is_document(
    path: &Path,
    file_name: &str,
    limits: &UnpackLimits,
) -> Result<bool, ReadError> {
    let archive = match archive(path, limits, broken) {
        Ok(archive) => archive,
        Err(error @ (ReadError::Io(_) | ReadError::ArchiveTooMany { .. })) => return Err(error),
        Err(_) => {
            let (_, ending) = split(file_name);
            return Ok(Format::of_extension(&ending).iter().any(|f| f.is_workbook()));
        }
    };
    let named = |name: &str| archive.index_for_name(name).is_some();
    // What says the kinds of its parts may be missing.
    let office = ["[Content_Types].xml", "xl/workbook.xml", "xl/workbook.bin", "word/document.xml"];
    Ok(office.into_iter().any(named) || (named("mimetype") && named("content.xml")))
}

fn broken(error: ZipError) -> ReadError {
    match error {
        ZipError::InvalidPassword => ReadError::ArchiveProtected,
        ZipError::UnsupportedArchive(why) if why.contains("assword") => ReadError::ArchiveProtected,
        // Written in a way that is not read (bzip2, LZMA…).
        ZipError::UnsupportedArchive(_) => ReadError::Archive,
        ZipError::Io(error) if error.kind() == std::io::ErrorKind::Unsupported => {
            ReadError::Archive
        }
        other => ReadError::BrokenArchive(other.to_string()),
    }
}

/// Unpacks the file that is asked for, else the one that most likely holds the data.
pub(super) fn unpack(
    opened: &mut Opened,
    folder: &Path,
    budget: &mut Budget<'_>,
) -> Result<(), ReadError> {
    let mut archive = archive(&opened.path, budget.limits(), broken)?;
    if archive.has_duplicate_names() {
        return Err(ReadError::BrokenArchive("two files have one name".to_owned()));
    }
    if archive.has_overlapping_files().map_err(broken)? {
        return Err(ReadError::BrokenArchive("files lie within each other".to_owned()));
    }
    let all = entries(&archive)?;
    let tables = tables(&all);
    let chosen = match choose(&tables, opened.within.as_deref()) {
        Err(ReadError::NoSuchTable(_)) if opened.given.is_lenient => choose(&tables, None),
        other => other,
    }?;
    let (chosen_name, chosen_index) = (chosen.name.clone(), chosen.index);
    let mut main = None;
    // The file itself first: a companion whose place is taken (`a.DBF` beside `a.dbf`) is left.
    let companions = all.iter().filter(|e| e.index != chosen_index && belongs(e, chosen));
    for entry in std::iter::once(chosen).chain(companions) {
        let path = folder.join(lowered_file_name(&entry.name));
        if path.try_exists()? {
            continue;
        }
        let file = archive.by_index(entry.index).map_err(broken)?;
        budget.write(file.compressed_size(), file, &path)?;
        if entry.index == chosen_index {
            main = Some(path);
        }
    }
    let within = opened.within.take().and_then(|asked| {
        let rest = asked.strip_prefix(&chosen_name)?.strip_prefix('/')?;
        Some(rest.to_owned())
    });
    // Of archives within archives the outer one's files are told.
    if opened.entry.is_none() {
        opened.entries = tables
            .iter()
            .map(|e| TableInfo { name: e.name.clone(), visible: true, records: None })
            .collect();
        opened.entries_bytes = tables.iter().fold(0, |sum, e| sum.saturating_add(e.size_bytes));
        opened.entry = Some(chosen_name.clone());
    }
    opened.within = within;
    opened.is_gtfs = gtfs::is_gtfs(all.iter().map(|e| e.name.as_str()));
    opened.enter(main.ok_or(ReadError::ArchiveEmpty)?, chosen_name);
    Ok(())
}

/// The files of an archive, in its order.
///
/// # Errors
/// [`ReadError::ArchiveUnsafe`] when a name leads out of the archive's folder.
fn entries(archive: &Archive) -> Result<Vec<Entry>, ReadError> {
    let mut found = Vec::new();
    for index in 0..archive.len() {
        let file = archive.by_index_data(index).map_err(broken)?;
        if file.is_dir() || file.is_symlink() {
            continue;
        }
        let said = file.name().map_err(broken)?;
        // Many programs write UTF-8 without saying so.
        let raw = std::str::from_utf8(file.name_raw()).ok().filter(|raw| !raw.is_ascii());
        let name = raw.unwrap_or(&said).replace('\\', "/");
        let rooted = name.starts_with('/') || name.as_bytes().get(1) == Some(&b':');
        let outside = rooted || name.split('/').any(|part| part == "..");
        if file.enclosed_name().is_none() || outside {
            return Err(ReadError::ArchiveUnsafe(name));
        }
        found.push(Entry { index, name, size_bytes: file.size() });
    }
    Ok(found)
}

/// Those that may hold a table, without what belongs to another one.
fn tables(all: &[Entry]) -> Vec<&Entry> {
    let may = |entry: &&Entry| {
        let hidden = entry.name.split('/').any(|p| p.starts_with('.') || p == "__MACOSX");
        let (_, ending) = split(&entry.name);
        let readable = !Format::of_extension(&ending).is_empty() || is_container(&ending);
        !hidden && readable && !all.iter().any(|main| belongs(entry, main))
    };
    all.iter().filter(may).collect()
}

fn is_container(ending: &str) -> bool {
    matches!(ending, "zip" | "kmz" | "gz" | "zst")
}

/// Whether the first file is read with the second.
fn belongs(entry: &Entry, main: &Entry) -> bool {
    let (main_stem, main_ending) = split(&main.name);
    let Some((_, companions)) = COMPANIONS.iter().find(|(ending, _)| *ending == main_ending) else {
        return false;
    };
    let (stem, ending) = split(&entry.name);
    let own = companions.contains(&ending.as_str()) && stem.eq_ignore_ascii_case(&main_stem);
    own || (ending == "xml" && stem.eq_ignore_ascii_case(&format!("{main_stem}.shp")))
}

/// The name without its ending, and the ending in small letters.
fn split(name: &str) -> (String, String) {
    let (folder, file) = name.rsplit_once('/').map_or(("", name), |(f, n)| (f, n));
    let (stem, ending) = file.rsplit_once('.').unwrap_or((file, ""));
    (format!("{folder}/{stem}"), ending.to_ascii_lowercase())
}

/// The name of the unpacked file; endings are small letters, as readers look for companions.
fn lowered_file_name(name: &str) -> String {
    let file = name.rsplit('/').next().unwrap_or(name);
    match file.rsplit_once('.') {
        Some((_, ending)) if is_plain(ending) => format!("file.{}", ending.to_ascii_lowercase()),
        _ => "file".to_owned(),
    }
}

/// Whether an ending can be part of any file's name.
fn is_plain(ending: &str) -> bool {
    ending.len() <= 16 && ending.bytes().all(|b| b.is_ascii_alphanumeric())
}

fn choose<'e>(tables: &[&'e Entry], asked: Option<&str>) -> Result<&'e Entry, ReadError> {
    let Some(asked) = asked else {
        return tables.iter().copied().max_by_key(|e| weight(e)).ok_or(ReadError::ArchiveEmpty);
    };
    let of = |name: &str| {
        asked.strip_prefix(name).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    // The longest name wins: a file may be called like a folder beside it.
    let named = tables.iter().copied().filter(|e| of(&e.name)).max_by_key(|e| e.name.len());
    named.ok_or_else(|| ReadError::NoSuchTable(asked.to_owned()))
}

/// Of several files the data are most likely in a layer or a workbook, then in a table of text
/// rather than in one that explains; of equals the largest, and of these the first.
fn weight(entry: &Entry) -> (u8, u64, std::cmp::Reverse<usize>) {
    let (stem, ending) = split(&entry.name);
    let stem = stem.to_lowercase();
    let explains = ["readme", "lisezmoi", "lisez-moi", "licen", "metadata", "dictionnaire"]
        .iter()
        .any(|word| stem.contains(word));
    let kind = match ending.as_str() {
        _ if explains => 0,
        "shp" | "gpkg" | "tab" | "mif" | "kml" | "geojson" | "fgb" => 3,
        "txt" if !stem.ends_with("/stops") => 1,
        // The tables of a GTFS file are texts; its stops are what people look for.
        "txt" => 4,
        _ => 2,
    };
    (kind, entry.size_bytes, std::cmp::Reverse(entry.index))
}
