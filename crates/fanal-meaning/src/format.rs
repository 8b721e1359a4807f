//! How the cells of a column are to be read.

use fanal_model::FieldType;

use crate::{BooleanWords, DateOrder, DecimalMark, NumberUnit};

/// How the numbers of a column are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct NumberFormat {
    /// The character before the decimals; none accepts both.
    pub decimal: Option<DecimalMark>,
    /// Some have a space or an apostrophe every three digits.
    pub grouped: bool,
    /// Of comma and point, the one that is not before the decimals parts thousands.
    pub thousands: bool,
    /// What stands behind every one of them.
    pub unit: NumberUnit,
}

/// How the cells of a column are to be read into its type.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum CellFormat {
    /// Nothing to know: text, or values that the file itself types. Whoever reads another type
    /// with it accepts every way of writing that has one meaning only.
    #[default]
    AsWritten,
    /// Numbers.
    Number(NumberFormat),
    /// Days, or moments.
    Date {
        /// The order of day, month and year.
        order: DateOrder,
        /// Every cell would also make a day with day and month exchanged.
        ambiguous: bool,
    },
    /// Yes and no.
    Boolean(BooleanWords),
}

impl CellFormat {
    /// Writes it as a text that [`CellFormat::from_name`] reads: `number comma grouped %`,
    /// `date dmy ambiguous`, `boolean oui`, `as-written`.
    pub fn name(&self) -> String {
        match self {
            Self::AsWritten => "as-written".to_owned(),
            Self::Number(format) => {
                let mut text = "number".to_owned();
                match format.decimal {
                    None => {}
                    Some(DecimalMark::Comma) => text.push_str(" comma"),
                    Some(DecimalMark::Point) => text.push_str(" point"),
                }
                if format.grouped {
                    text.push_str(" grouped");
                }
                if format.thousands {
                    text.push_str(" thousands");
                }
                if let Some(sign) = format.unit.sign() {
                    text.push(' ');
                    text.push_str(sign);
                }
                text
            }
            Self::Date { order, ambiguous } => {
                format!("date {}{}", order.name(), if *ambiguous { " ambiguous" } else { "" })
            }
            Self::Boolean(words) => format!("boolean {}", words.words().0),
        }
    }

    /// Reads what [`CellFormat::name`] wrote.
    pub fn from_name(name: &str) -> Option<Self> {
        let mut words = name.split(' ');
        let format = match words.next()? {
            "as-written" => Self::AsWritten,
            "number" => {
                let mut format = NumberFormat::default();
                for word in words {
                    match word {
                        "comma" => format.decimal = Some(DecimalMark::Comma),
                        "point" => format.decimal = Some(DecimalMark::Point),
                        "grouped" => format.grouped = true,
                        "thousands" => format.thousands = true,
                        sign => {
                            let mut units = NumberUnit::ALL.into_iter();
                            format.unit = units.find(|unit| unit.sign() == Some(sign))?;
                        }
                    }
                }
                Self::Number(format)
            }
            "date" => {
                let order = DateOrder::from_name(words.next()?)?;
                Self::Date { order, ambiguous: words.next() == Some("ambiguous") }
            }
            "boolean" => {
                let yes = words.next()?;
                Self::Boolean(BooleanWords::ALL.into_iter().find(|b| b.words().0 == yes)?)
            }
            _ => return None,
        };
        Some(format)
    }

    /// Whether it says how to read that type; else the type is read as written.
    pub fn suits(&self, field_type: FieldType) -> bool {
        match self {
            Self::AsWritten => true,
            Self::Number(_) => field_type.is_number(),
            Self::Date { .. } => field_type.is_temporal(),
            Self::Boolean(_) => field_type == FieldType::Boolean,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_format_is_written_and_read_back() {
        let number = NumberFormat {
            decimal: Some(DecimalMark::Comma),
            grouped: true,
            thousands: false,
            unit: NumberUnit::Percent,
        };
        let thousands = NumberFormat { unit: NumberUnit::KiloEuro, thousands: true, ..number };
        for format in [
            CellFormat::AsWritten,
            CellFormat::Number(number),
            CellFormat::Number(thousands),
            CellFormat::Number(NumberFormat::default()),
            CellFormat::Date { order: DateOrder::DayMonthYear, ambiguous: true },
            CellFormat::Date { order: DateOrder::Compact, ambiguous: false },
            CellFormat::Date { order: DateOrder::Words, ambiguous: false },
            CellFormat::Boolean(BooleanWords::ON),
            CellFormat::Boolean(BooleanWords::Cross),
        ] {
            assert_eq!(CellFormat::from_name(&format.name()), Some(format));
        }
        assert_eq!(CellFormat::from_name("number pear"), None);
    }
}
