//! What a cell or a column is: numbers, dates, yes and no as the French write them, and the
//! identifiers of French administration with their checks.
//!
//! Everything here is pure: text in, judgement out. Nothing is cast unless it can be written back
//! without loss, and a column's type is decided on every one of its cells: [`ColumnEvidence`] is
//! fed with all of them and concludes once. The crate must never read a file, know a wire format
//! or ask for the time.

mod boolean;
mod date;
mod evidence;
mod format;
mod identifier;
mod meaning;
mod number;

pub use boolean::{BooleanWords, boolean};
pub use date::{DateOrder, Moment, days_from_civil, moment};
pub use evidence::{Cell, ColumnEvidence, Conclusion};
pub use format::{CellFormat, NumberFormat};
pub use identifier::{
    is_code_commune, is_code_departement, is_code_postal, is_email, is_rna, is_siren, is_siret,
    is_telephone, is_uai, is_url,
};
pub use meaning::{Meaning, meaning_of_title};
pub use number::{DecimalMark, Number, NumberUnit, number};
