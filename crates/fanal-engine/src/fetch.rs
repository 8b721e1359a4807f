//! Rows by their places: what a page needs once it knows which rows it shows.

use std::collections::BTreeMap;
use std::sync::Arc;

use arrow::array::{ArrayRef, RecordBatch, RecordBatchOptions};
use arrow::compute::interleave;
use arrow::datatypes::{Field as ArrowField, Fields, Schema};
use parquet::arrow::arrow_reader::RowSelection;

use crate::QueryError;
use crate::files::{DataFile, Wanted};
use crate::scan::PinnedTable;

/// Where a row is: the file in the snapshot, the row in the file, both from 0.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub(crate) struct Place {
    pub(crate) file: usize,
    pub(crate) at: usize,
}

/// The rows at these places, in this order. Columns kept are used; others are kept too when they
/// fit, else only the pages that hold the rows are read.
pub(crate) async fn fetch(
    table: &PinnedTable,
    places: &[Place],
    columns: &[Arc<ArrowField>],
) -> Result<RecordBatch, QueryError> {
    let schema = Arc::new(Schema::new(columns.iter().cloned().collect::<Fields>()));
    let options = RecordBatchOptions::new().with_row_count(Some(places.len()));
    if places.is_empty() || columns.is_empty() {
        let empty =
            columns.iter().map(|c| arrow::array::new_null_array(c.data_type(), places.len()));
        return Ok(RecordBatch::try_new_with_options(schema, empty.collect(), &options)?);
    }
    let touched = touched(table, places).await?;
    let wanted = Wanted { dataset: table.dataset, columns };
    let groups: Vec<(&DataFile, usize)> = touched.iter().map(|t| (&t.file, t.row_group)).collect();
    // The first look at one row group, as at the first page of a dataset, reads the pages of the
    // rows alone: quick, and most are never looked at again. The second look keeps the columns.
    let fleeting = match groups.as_slice() {
        [(file, row_group)] => table.files.first_look(file, *row_group),
        _ => false,
    };
    let mut filled = None;
    if !fleeting && table.files.fits(&groups, wanted) {
        let groups = groups.iter().map(|(file, group)| ((*file).clone(), *group)).collect();
        filled = table.files.fill_all(groups, wanted).await?;
    }
    let mut filled = filled.map(Vec::into_iter);
    let mut arrays: Vec<Vec<ArrayRef>> = vec![Vec::with_capacity(touched.len()); columns.len()];
    // Of each place, the group's number in `touched` and the row in its arrays.
    let mut indices = vec![(0, 0); places.len()];
    for (number, group) in touched.iter().enumerate() {
        let kept = match &mut filled {
            Some(filled) => filled.next(),
            None => table.files.kept(&group.file, group.row_group, wanted),
        };
        if let Some(chunks) = kept {
            for (column, chunk) in arrays.iter_mut().zip(chunks) {
                column.push(chunk.array.clone());
            }
            for (row, place) in &group.rows {
                indices[*place] = (number, *row);
            }
            continue;
        }
        let mut rows: Vec<usize> = group.rows.iter().map(|(row, _)| *row).collect();
        rows.sort_unstable();
        rows.dedup();
        let ranges = rows.iter().map(|row| *row..*row + 1);
        let all = group.file.rows(group.row_group);
        let selection = RowSelection::from_consecutive_ranges(ranges, all);
        let decoded =
            table.files.decode(&group.file, group.row_group, columns, Some(selection)).await?;
        for (column, array) in arrays.iter_mut().zip(decoded) {
            column.push(array);
        }
        for (row, place) in &group.rows {
            indices[*place] = (number, rows.partition_point(|r| r < row));
        }
    }
    let picked = arrays
        .iter()
        .map(|parts| interleave(&parts.iter().map(AsRef::as_ref).collect::<Vec<_>>(), &indices))
        .collect::<Result<Vec<ArrayRef>, _>>()?;
    Ok(RecordBatch::try_new_with_options(schema, picked, &options)?)
}

/// A row group that holds some of the places.
struct Touched {
    file: DataFile,
    row_group: usize,
    /// Row in the group, and number of the place.
    rows: Vec<(usize, usize)>,
}

/// The row groups of the places, each once.
async fn touched(table: &PinnedTable, places: &[Place]) -> Result<Vec<Touched>, QueryError> {
    let mut by_file: BTreeMap<usize, Vec<(usize, usize)>> = BTreeMap::new();
    for (number, place) in places.iter().enumerate() {
        by_file.entry(place.file).or_default().push((place.at, number));
    }
    let mut out = Vec::new();
    for (ordinal, mut rows) in by_file {
        let Some((path, size_bytes)) = table.data.get(ordinal) else {
            return Err(QueryError::internal(format!("no file {ordinal}")));
        };
        let file = table.files.open(path, *size_bytes).await?;
        rows.sort_unstable();
        let mut rest = rows.as_slice();
        let mut first = 0;
        for row_group in 0..file.row_groups().len() {
            let end = first + file.rows(row_group);
            let (inside, after) = rest.split_at(rest.partition_point(|(at, _)| *at < end));
            if !inside.is_empty() {
                let rows = inside.iter().map(|(at, number)| (at - first, *number)).collect();
                out.push(Touched { file: file.clone(), row_group, rows });
            }
            (rest, first) = (after, end);
        }
        if let Some((at, _)) = rest.first() {
            return Err(QueryError::internal(format!("no row {at} in `{path}`")));
        }
    }
    Ok(out)
}
