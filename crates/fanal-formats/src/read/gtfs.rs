//! GTFS: an archive of texts whose columns mean the same everywhere, so that their types are known.

pub(super) mod shapes;
mod sort;

use fanal_meaning::{CellFormat, DateOrder, moment};
use fanal_model::FieldType;

use super::{ColumnProfile, Profile};

/// Files that every timetable has.
const FILES: [&str; 3] = ["stops.txt", "routes.txt", "trips.txt"];

/// Whether files of an archive make a timetable: they lie in one folder.
pub(super) fn is_gtfs<'n>(names: impl Iterator<Item = &'n str> + Clone) -> bool {
    let folders = names.clone().filter_map(|name| name.strip_suffix(FILES[0]));
    folders.filter(|folder| folder.is_empty() || folder.ends_with('/')).any(|folder| {
        FILES.iter().all(|file| names.clone().any(|name| name.strip_prefix(folder) == Some(*file)))
    })
}

/// Gives the columns of a timetable the types that they have everywhere, whatever their cells look
/// like: what names something stays text, and so do times, which go beyond 24:00.
pub(super) fn settle(profile: &mut Profile) {
    for column in &mut profile.columns {
        let title = column.title.trim().to_ascii_lowercase();
        if is_text(&title) {
            column.field_type = FieldType::Text;
            column.format = CellFormat::AsWritten;
            column.unit = None;
            column.odd.clear();
            column.doubts.retain(|d| d.code == "column-empty" || d.code.starts_with("title-"));
        } else if title.ends_with("_date") || title == "date" {
            day(column);
        }
    }
}

fn is_text(title: &str) -> bool {
    let ends = |ends: &[&str]| ends.iter().any(|end| title.ends_with(end));
    let time = ends(&["_time"]) && title != "min_transfer_time";
    time || ends(&[
        "_id",
        "_code",
        "_name",
        "_desc",
        "_color",
        "_phone",
        "_headsign",
        "_url",
        "_lang",
        "_version",
        "_timezone",
        "_email",
        "_label",
    ])
}

/// Days are written as eight digits, which look like a number.
fn day(column: &mut ColumnProfile) {
    let days = column.samples.iter().all(|s| moment(s.trim(), DateOrder::Compact).is_some());
    if days && !column.samples.is_empty() {
        column.field_type = FieldType::Date;
        column.format = CellFormat::Date { order: DateOrder::Compact, ambiguous: false };
        column.unit = None;
    }
}
