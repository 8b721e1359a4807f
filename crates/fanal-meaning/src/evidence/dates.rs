//! What was seen of a column's days and moments.

use super::Hypothesis;
use crate::meaning::Title;
use crate::{DateOrder, moment};

const ORDERS: usize = DateOrder::ALL.len();

/// Days and moments of one column, for each order in which they may be written.
#[derive(Debug, Clone)]
pub(super) struct Dates {
    pub(super) any: Hypothesis,
    /// Which of day and month comes first, as somebody said.
    said: Option<DateOrder>,
    /// Cells that each order of [`DateOrder::ALL`] reads.
    read: [u64; ORDERS],
    /// The title speaks of days: only then are eight digits in a row one, or `01.02.24`.
    titled: bool,
    /// The title says that the cells are dates: only then are five digits one.
    named: bool,
    not_midnight: u64,
    zoned: u64,
    /// Cells that would be days in the order that was not said.
    otherwise: u64,
}

impl Dates {
    pub(super) fn of(title: &Title, said: Option<DateOrder>) -> Self {
        Self {
            any: Hypothesis::default(),
            said,
            read: [0; ORDERS],
            titled: title.is_date(),
            named: title.names_dates(),
            not_midnight: 0,
            zoned: 0,
            otherwise: 0,
        }
    }

    pub(super) fn blank(&self) -> Self {
        let any = Hypothesis::default();
        Self { any, read: [0; ORDERS], not_midnight: 0, zoned: 0, otherwise: 0, ..*self }
    }

    pub(super) fn lives(&self) -> bool {
        self.any.lives()
    }

    pub(super) fn titled(&self) -> bool {
        self.titled
    }

    pub(super) fn named(&self) -> bool {
        self.named
    }

    /// Whether some order reads the cell.
    pub(super) fn fit(&mut self, text: &str) -> bool {
        let said = self.said;
        let Some(found) = self.orders(text.as_bytes()).iter().find_map(|order| {
            let found = moment(text, *order).filter(|_| may_be(*order, said))?;
            self.read[*order as usize] += 1;
            // `01/02/2024` is a day in both orders.
            let both = *order == DateOrder::DayMonthYear && said.is_none();
            if both && starts_with_month(text.as_bytes()) {
                self.read[DateOrder::MonthDayYear as usize] += 1;
            }
            Some(found)
        }) else {
            let otherwise = |order: &DateOrder| moment(text, *order).is_some();
            let orders = self.orders(text.as_bytes());
            self.otherwise += u64::from(said.is_some() && orders.iter().any(otherwise));
            return false;
        };
        self.not_midnight += u64::from(found.time_us.is_some_and(|t| t != 0));
        self.zoned += u64::from(found.offset_s.is_some());
        self.any.fitted();
        true
    }

    /// The orders in which a text may be written, by its first characters.
    fn orders(&self, b: &[u8]) -> &'static [DateOrder] {
        use DateOrder::{
            Compact, DayMonthShortYear, DayMonthYear, MonthDayYear, Serial, Words, YearMonthDay,
        };
        match b.len() {
            5 if self.named => return &[Serial],
            6..=50 => {}
            _ => return &[],
        }
        if !b[0].is_ascii_digit() {
            let weekday =
                matches!(b[0] | 0x20, b'l' | b'm' | b'j' | b'v' | b's' | b'd' | b't' | b'w' | b'f');
            return if weekday && b.contains(&b' ') { &[Words] } else { &[] };
        }
        let digit = |at: usize| b.get(at).is_some_and(u8::is_ascii_digit);
        if digit(1) && digit(2) {
            return match b[4] {
                b'-' | b'/' if b.len() >= 10 => &[YearMonthDay],
                b'0'..=b'9' if b.len() >= 8 => {
                    let bare = b.iter().all(u8::is_ascii_digit);
                    if self.titled || !bare && matches!(b.get(8), Some(b'T' | b' ')) {
                        &[Compact]
                    } else {
                        &[]
                    }
                }
                _ => &[],
            };
        }
        let mark = if digit(1) { b[2] } else { b[1] };
        let behind = if digit(1) { b[3] } else { b[2] };
        match mark {
            b'/' | b'-' | b'.' if behind.is_ascii_digit() => {
                // The year begins behind the second mark: two digits, or four.
                let second = b.iter().skip(3).position(|c| *c == mark).map_or(b.len(), |p| p + 3);
                let second = if b.get(3) == Some(&mark) && !digit(1) { 3 } else { second };
                let short = !(digit(second + 3) && digit(second + 4));
                match short {
                    false => &[DayMonthYear, MonthDayYear],
                    true if mark == b'/' || self.titled => &[DayMonthShortYear],
                    true => &[],
                }
            }
            b' ' | b'-' | b'/' | b'e' | 0xC2 => &[Words],
            _ => &[],
        }
    }

    pub(super) fn refuse(&mut self, line: u64, text: &str, seen: u64) {
        self.any.refuse(line, text, seen);
    }

    pub(super) fn merge(&mut self, later: Self, seen: u64) {
        self.any.merge(later.any, seen);
        for (mine, theirs) in self.read.iter_mut().zip(later.read) {
            *mine += theirs;
        }
        self.not_midnight += later.not_midnight;
        self.zoned += later.zoned;
        self.otherwise += later.otherwise;
    }

    /// Cells that are days, in whichever order.
    pub(super) fn days(&self) -> u64 {
        self.any.count() + self.otherwise
    }

    /// The order that reads every cell, and whether day and month could be exchanged everywhere.
    pub(super) fn order(&self) -> Option<(DateOrder, bool)> {
        let cells = self.any.count();
        let reads_all = |order: DateOrder| cells > 0 && self.read[order as usize] == cells;
        let order = DateOrder::ALL.into_iter().find(|order| reads_all(*order))?;
        let exchangeable = order == DateOrder::DayMonthYear && reads_all(DateOrder::MonthDayYear);
        Some((order, exchangeable))
    }

    /// Without a zone and never at another time than midnight: the cells are days.
    pub(super) fn are_days(&self) -> bool {
        self.not_midnight == 0 && self.zoned == 0
    }

    pub(super) fn local(&self) -> u64 {
        self.any.count() - self.zoned
    }
}

/// Whether days may be written so: of day first and month first, the one that was said.
fn may_be(order: DateOrder, said: Option<DateOrder>) -> bool {
    let either = matches!(order, DateOrder::DayMonthYear | DateOrder::MonthDayYear);
    !either || said.is_none_or(|said| said == order)
}

/// Whether the first number is 12 at most.
fn starts_with_month(b: &[u8]) -> bool {
    match b {
        [b'0', b'1'..=b'9', ..] | [b'1', b'0'..=b'2', ..] => true,
        [first, second, ..] => first.is_ascii_digit() && !second.is_ascii_digit(),
        _ => false,
    }
}
