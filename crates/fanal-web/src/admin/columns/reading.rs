//! How the cells of a column are read: what is open, and what somebody decided.

use fanal_model::FieldType;
use fanal_service::{
    CellFormat, Column, ColumnProfile, ColumnRecipe, DateOrder, DecimalMark, moment, number_with,
};
use fanal_views::admin::{ColumnReading, DecimalChoice, MarkedCells, OrderChoice, Setting};

use crate::uri::Parameters;

/// Zones of French law; nothing stands for the one that is taken unless somebody decides.
const ZONES: [&str; 11] = [
    "Europe/Paris",
    "America/Guadeloupe",
    "America/Martinique",
    "America/Cayenne",
    "Indian/Reunion",
    "Indian/Mayotte",
    "America/Miquelon",
    "Pacific/Tahiti",
    "Pacific/Wallis",
    "Pacific/Noumea",
    "UTC",
];

/// What is open of a column, and what was decided.
pub(super) fn of(
    found: &ColumnProfile,
    column: &Column,
    decided: Option<&ColumnRecipe>,
    types_itself: bool,
) -> ColumnReading {
    let word = |word: fn(&ColumnRecipe) -> &Option<String>| {
        decided.and_then(|decided| word(decided).clone()).filter(|word| !word.is_empty())
    };
    let typed = Typed::of(found, column);
    // Where the file itself has empty values no mark stands for them.
    let may_have_marks = !types_itself || column.field.field_type == FieldType::Text;
    let adds_marks = may_have_marks && !found.source.is_derived();
    ColumnReading {
        date_order: date_order(found, &typed, word(|c| &c.date_order)),
        decimal: decimal(found, &typed, word(|c| &c.decimal)),
        timezone: timezone(found, column, word(|c| &c.timezone)),
        marks: marks(found, column),
        adds_marks,
        typed_mark: String::new(),
        meaning: word(|c| &c.meaning).unwrap_or_default(),
    }
}

/// What type a column of texts was given although its cells did not show it.
struct Typed {
    date: bool,
    number: bool,
}

impl Typed {
    fn of(found: &ColumnProfile, column: &Column) -> Self {
        let given = found.field_type == FieldType::Text && !found.source.is_derived();
        let field_type = column.field.field_type;
        Self { date: given && field_type.is_temporal(), number: given && field_type.is_number() }
    }
}

fn has_doubt(found: &ColumnProfile, codes: &[&str]) -> bool {
    found.doubts.iter().any(|doubt| codes.contains(&doubt.code.as_str()))
}

fn date_order(
    found: &ColumnProfile,
    typed: &Typed,
    decided: Option<String>,
) -> Option<OrderChoice> {
    let open = typed.date || has_doubt(found, &["date-ambiguous"]);
    let day = |text: &str, order| moment(text.trim(), order).map(|read| read.days);
    (open || decided.is_some()).then(|| {
        let read = |sample: &&String| {
            let day_first = day(sample, DateOrder::DayMonthYear)?;
            let month_first = day(sample, DateOrder::MonthDayYear)?;
            (day_first != month_first).then_some((day_first, month_first))
        };
        let shown = found.samples.iter().find_map(|sample| Some((sample, read(&sample)?)));
        OrderChoice {
            chosen: decided.unwrap_or_default(),
            sample: shown.map(|(sample, _)| sample.clone()).unwrap_or_default(),
            day_first: shown.map(|(_, (day_first, _))| day_first),
            month_first: shown.map(|(_, (_, month_first))| month_first),
        }
    })
}

fn decimal(found: &ColumnProfile, typed: &Typed, decided: Option<String>) -> Option<DecimalChoice> {
    let open = typed.number || has_doubt(found, &["decimals-or-thousands", "decimals-mixed"]);
    let number = |text: &str, mark| number_with(text.trim(), mark).and_then(|n| n.to_f64());
    (open || decided.is_some()).then(|| {
        let marked = |sample: &&String| sample.contains([',', '.']);
        let Some(sample) = found.samples.iter().find(marked) else {
            return DecimalChoice { chosen: decided.unwrap_or_default(), ..Default::default() };
        };
        DecimalChoice {
            chosen: decided.unwrap_or_default(),
            sample: sample.clone(),
            comma: number(sample, DecimalMark::Comma),
            point: number(sample, DecimalMark::Point),
        }
    })
}

fn timezone(found: &ColumnProfile, column: &Column, decided: Option<String>) -> Option<Setting> {
    let read_anew =
        found.field_type != FieldType::DateTime && found.format != CellFormat::AsWritten;
    let open = column.field.field_type == FieldType::DateTime
        && (read_anew || has_doubt(found, &["datetime-without-zone"]));
    // What a definition declares is decided there.
    let declared = column.field.annotations.timezone.is_some();
    match decided {
        Some(zone) => Some(Setting::new(zone.as_str(), ZONES)),
        None => (open && !declared).then(|| Setting::new("", ZONES)),
    }
}

/// The marks that were found and apply, and those of which somebody said something.
fn marks(found: &ColumnProfile, column: &Column) -> Vec<MarkedCells> {
    let counted = |(mark, cells): &(String, u64), empty| MarkedCells {
        mark: mark.clone(),
        cells: Some(*cells),
        empty,
    };
    let applied = found.empty_marks_of(column.field.field_type);
    let proposed = found.empty_marks.iter().filter(|(mark, _)| applied.contains(mark));
    let empty = found.said_missing.iter().chain(proposed).map(|mark| counted(mark, true));
    empty.chain(found.said_kept.iter().map(|mark| counted(mark, false))).collect()
}

/// Shows it as the form had it.
pub(super) fn as_sent(reading: &mut ColumnReading, place: &str, fields: &Parameters) {
    let name = |field: &str| format!("{place}.{field}");
    let sent = |field: &str| {
        let name = name(field);
        fields.has(&name).then(|| fields.get(&name).unwrap_or_default().to_owned())
    };
    if let (Some(order), Some(sent)) = (&mut reading.date_order, sent("order")) {
        order.chosen = sent;
    }
    if let (Some(decimal), Some(sent)) = (&mut reading.decimal, sent("decimal")) {
        decimal.chosen = sent;
    }
    if let (Some(zone), Some(sent)) = (&mut reading.timezone, sent("zone")) {
        zone.chosen = sent;
    }
    if let Some(sent) = sent("meaning") {
        reading.meaning = sent;
    }
    reading.typed_mark = sent("missing").unwrap_or_default();
    if fields.has(&name("marks")) {
        let (shown, ticked) = (fields.all(&name("marks")), fields.all(&name("mark")));
        for marked in reading.marks.iter_mut().filter(|marked| shown.contains(&marked.mark)) {
            marked.empty = ticked.contains(&marked.mark);
        }
    }
}
