//! What a cell, a column or a row is: numbers, dates, yes and no as the French write them, codes and
//! numbers of French administration with their checks, marks for missing values, totals and notes.
//!
//! Everything here is pure: text in, judgement out. Nothing is cast unless it can be written back
//! without loss, and a column's type is decided on every one of its cells: [`ColumnEvidence`] is
//! fed with all of them and concludes once. The crate must never read a file, know a wire format
//! or ask for the time.

mod boolean;
mod date;
mod departments;
mod evidence;
mod format;
pub mod identifier;
mod mark;
mod meaning;
mod number;
mod persons;
mod row;

pub use boolean::{BooleanWords, boolean};
pub(crate) use date::serial_day;
pub use date::{
    DateOrder, Moment, days_from_civil, is_clock_time, is_day_of_month, is_day_of_week, is_month,
    is_month_of_year, is_quarter, is_quarter_of_year, is_week_of_year, moment,
};
pub use departments::Departments;
pub use evidence::{Cell, ColumnEvidence, Conclusion, ListProposal, Said};
pub use format::{CellFormat, NumberFormat};
pub use mark::is_missing_mark;
pub use meaning::{
    Meaning, MeaningGroup, TitleAxis, may_hold_positions, settle_together, title_axis,
};
pub use number::{DecimalMark, Number, NumberUnit, number, number_with};
pub use persons::{designates_person, persons_kind, settle_meaning, undecided};
pub use row::{RowJudge, RowKind};
