//! Days, and the clocks of Paris.

use fanal_model::Value;

/// 2021-01-01, in days since 1970.
pub(super) const FIRST_DAY: i32 = 18_628;
/// 2025-12-31.
pub(super) const LAST_DAY: i32 = 20_453;

/// A day, looked at.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day {
    /// Days since 1970-01-01.
    pub(super) number: i32,
    pub(super) year: i64,
    /// 1 to 12.
    pub(super) month: u32,
    pub(super) day: u32,
    /// 0 is Monday.
    pub(super) weekday: u32,
}

impl Day {
    pub(super) fn new(number: i32) -> Self {
        let (year, month, day) = Value::civil(number);
        // 1970-01-01 was a Thursday.
        let weekday = (number + 3).rem_euclid(7).unsigned_abs();
        Self { number, year, month, day, weekday }
    }

    /// `2021-01-31`
    pub(super) fn iso(self) -> String {
        format!("{:04}-{:02}-{:02}", self.year, self.month, self.day)
    }

    pub(super) fn is_weekend(self) -> bool {
        self.weekday >= 5
    }

    /// The same day or the next one of the working week.
    pub(super) fn working(self) -> Self {
        match self.weekday {
            5 => Self::new(self.number + 2),
            6 => Self::new(self.number + 1),
            _ => self,
        }
    }

    /// An instant of this day as the clocks of Paris show it, with their offset. An hour that does
    /// not exist (last Sunday of March, 2 o'clock) is told as the next one.
    pub(super) fn instant(self, second_of_day: u32) -> String {
        let hour = second_of_day / 3600;
        let (offset, hour) = match self.season() {
            Season::Winter => (1, hour),
            Season::Summer => (2, hour),
            Season::SummerStarts if hour < 2 => (1, hour),
            Season::SummerStarts => (2, hour.max(3)),
            Season::SummerEnds => (if hour < 3 { 2 } else { 1 }, hour),
        };
        let (minute, second) = (second_of_day / 60 % 60, second_of_day % 60);
        format!("{}T{hour:02}:{minute:02}:{second:02}+{offset:02}:00", self.iso())
    }

    fn season(self) -> Season {
        // The last Sunday of a month of 31 days is the Sunday after its 24th.
        let days_to_sunday = 6 - self.weekday;
        let last_sunday_passed = self.day + days_to_sunday > 31;
        let is_last_sunday = self.weekday == 6 && self.day > 24;
        match self.month {
            3 if is_last_sunday => Season::SummerStarts,
            10 if is_last_sunday => Season::SummerEnds,
            3 if last_sunday_passed => Season::Summer,
            10 if last_sunday_passed => Season::Winter,
            4..=10 => Season::Summer,
            _ => Season::Winter,
        }
    }
}

/// Which time the clocks of a day show.
enum Season {
    Winter,
    Summer,
    SummerStarts,
    SummerEnds,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(number: i32, hour: u32, expected: &str) {
        assert_eq!(Day::new(number).instant(hour * 3600 + 65), expected);
    }

    #[test]
    fn the_clocks_change_on_the_last_sundays_of_march_and_october() {
        assert_eq!(Day::new(FIRST_DAY).iso(), "2021-01-01");
        assert_eq!(Day::new(LAST_DAY).iso(), "2025-12-31");
        assert_eq!(Day::new(LAST_DAY).weekday, 2);
        check(20_176, 12, "2025-03-29T12:01:05+01:00");
        check(20_177, 1, "2025-03-30T01:01:05+01:00");
        check(20_177, 2, "2025-03-30T03:01:05+02:00");
        check(20_178, 0, "2025-03-31T00:01:05+02:00");
        check(20_386, 12, "2025-10-25T12:01:05+02:00");
        check(20_387, 2, "2025-10-26T02:01:05+02:00");
        check(20_387, 3, "2025-10-26T03:01:05+01:00");
        check(20_388, 0, "2025-10-27T00:01:05+01:00");
    }
}
