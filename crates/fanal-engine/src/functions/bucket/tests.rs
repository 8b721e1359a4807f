use super::*;

const PARIS: Tz = Tz::Europe__Paris;

#[track_caller]
fn whole(buckets: &Buckets, value: i64, expected: &str) {
    let number = buckets.of_whole(value).expect("a range");
    let label = if number == OUTSIDE { "outside".to_owned() } else { buckets.label(number) };
    assert_eq!(label, expected, "{value}");
}

#[track_caller]
fn number(buckets: &Buckets, value: f64, expected: &str) {
    assert_eq!(buckets.label(buckets.of_number(value).expect("a range")), expected, "{value}");
}

#[track_caller]
fn period(unit: Unit, count: i64, zone: Tz, instant: &str, expected: &str) {
    let instant = chrono::DateTime::parse_from_rfc3339(instant).expect("an instant");
    whole(&Buckets::Periods { unit, count, zone }, instant.timestamp_micros(), expected);
}

#[test]
fn whole_numbers_fall_into_closed_ranges() {
    let tens = Buckets::Wholes { width: 10 };
    whole(&tens, 0, "[0, 9]");
    whole(&tens, 19, "[10, 19]");
    whole(&tens, -3, "[-10, -1]");
    let bounds = Bounds { bounds: vec![10, 50, 100], open_below: true, open_above: false };
    let bounded = Buckets::WholeBounds(bounds);
    whole(&bounded, 9, "[*, 9]");
    whole(&bounded, 10, "[10, 49]");
    whole(&bounded, 99, "[50, 99]");
    whole(&bounded, 100, "outside");
    assert_eq!(bounded.numbers(), Some(vec![0, 1, 2]));
}

#[test]
fn numbers_fall_into_ranges_open_above() {
    number(&Buckets::wide(10.0), 12.5, "[10, 20[");
    number(&Buckets::wide(10.0), -0.5, "[-10, 0[");
    // Three tenths lie in the range that begins there, though 0.3 / 0.1 is less than three.
    number(&Buckets::wide(0.1), 0.3, "[0.3, 0.4[");
    let bounds = vec![Number::new(20.0), Number::new(30.5)];
    let bounded = Buckets::NumberBounds(Bounds { bounds, open_below: true, open_above: true });
    number(&bounded, 19.9, "[*, 20.0[");
    number(&bounded, 20.0, "[20.0, 30.5[");
    number(&bounded, 31.0, "[30.5, *[");
}

#[test]
fn what_is_no_number_is_in_no_range() {
    let open = Bounds { bounds: vec![Number::new(1.0)], open_below: true, open_above: true };
    for buckets in [Buckets::wide(10.0), Buckets::NumberBounds(open)] {
        assert_eq!(buckets.of_number(f64::NAN), None);
    }
}

#[test]
fn every_bound_belongs_to_the_range_that_it_begins() {
    for (width, digits) in [(0.1, 1), (0.07, 2), (3.0, 0), (1e-3, 3), (2.5e7, 0)] {
        let buckets = Buckets::wide(width);
        for n in (-2000..2000).chain([7_654_321, -7_654_321]) {
            let bound = lower(n, width, digits);
            assert_eq!(buckets.of_number(bound), Some(n), "{bound} in steps of {width}");
            let within = (n as f64 + 0.5) * width;
            assert_eq!(buckets.of_number(within), Some(n), "{within} in steps of {width}");
        }
    }
}

#[test]
fn below_the_least_whole_number_there_is_no_range() {
    let bounds = Bounds { bounds: vec![i64::MIN], open_below: true, open_above: true };
    let all = Buckets::WholeBounds(bounds);
    assert_eq!(all.numbers(), Some(vec![1]));
    whole(&all, i64::MIN, "[-9223372036854775808, *]");
    assert_eq!(all.label(0), "[*, -9223372036854775808]");
}

#[test]
fn periods_begin_as_clocks_of_the_zone_show() {
    let at = "2024-05-17T10:20:30Z";
    period(Unit::Day, 1, Tz::UTC, at, "[2024-05-17T00:00:00.000Z, 2024-05-18T00:00:00.000Z[");
    period(Unit::Day, 1, PARIS, at, "[2024-05-17T00:00:00+02:00, 2024-05-18T00:00:00+02:00[");
    period(Unit::Week, 1, PARIS, at, "[2024-05-13T00:00:00+02:00, 2024-05-20T00:00:00+02:00[");
    period(Unit::Month, 1, PARIS, at, "[2024-05-01T00:00:00+02:00, 2024-06-01T00:00:00+02:00[");
    period(Unit::Quarter, 1, PARIS, at, "[2024-04-01T00:00:00+02:00, 2024-07-01T00:00:00+02:00[");
    period(Unit::Year, 1, PARIS, at, "[2024-01-01T00:00:00+01:00, 2025-01-01T00:00:00+01:00[");
    period(Unit::Hour, 6, PARIS, at, "[2024-05-17T12:00:00+02:00, 2024-05-17T18:00:00+02:00[");
    period(Unit::Minute, 15, Tz::UTC, at, "[2024-05-17T10:15:00.000Z, 2024-05-17T10:30:00.000Z[");
}

#[test]
fn a_day_on_which_clocks_change_is_one_day() {
    let day = "[2024-03-31T00:00:00+01:00, 2024-04-01T00:00:00+02:00[";
    period(Unit::Day, 1, PARIS, "2024-03-30T23:30:00Z", day);
    period(Unit::Day, 1, PARIS, "2024-03-31T21:59:59Z", day);
}

#[test]
fn the_hour_that_comes_twice_is_two_hours() {
    let first = "[2024-10-27T02:00:00+02:00, 2024-10-27T02:00:00+01:00[";
    period(Unit::Hour, 1, PARIS, "2024-10-27T00:30:00Z", first);
    let second = "[2024-10-27T02:00:00+01:00, 2024-10-27T03:00:00+01:00[";
    period(Unit::Hour, 1, PARIS, "2024-10-27T01:30:00Z", second);
}

#[test]
fn periods_of_several_hours_never_overlap_when_clocks_change() {
    let night = "[2024-03-31T00:00:00+01:00, 2024-03-31T06:00:00+02:00[";
    period(Unit::Hour, 6, PARIS, "2024-03-31T00:30:00Z", night);
    period(Unit::Hour, 6, PARIS, "2024-03-31T03:30:00Z", night);
    // The hour that it should begin with is passed over.
    let short = "[2024-03-31T03:00:00+02:00, 2024-03-31T04:00:00+02:00[";
    period(Unit::Hour, 2, PARIS, "2024-03-31T01:00:00Z", short);
    let before = "[2024-03-31T00:00:00+01:00, 2024-03-31T03:00:00+02:00[";
    period(Unit::Hour, 2, PARIS, "2024-03-31T00:59:59Z", before);
    let long = "[2024-10-27T00:00:00+02:00, 2024-10-27T12:00:00+01:00[";
    period(Unit::Hour, 12, PARIS, "2024-10-27T00:30:00Z", long);
    period(Unit::Hour, 12, PARIS, "2024-10-27T01:30:00Z", long);
    period(Unit::Minute, 720, PARIS, "2024-10-27T10:59:59Z", long);
}

#[test]
fn days_end_at_midnight_also_those_that_clocks_begin_late() {
    let azores = Tz::Atlantic__Azores;
    let late = "2024-03-31T12:00:00Z";
    let day = "[2024-03-31T01:00:00+00:00, 2024-04-01T00:00:00+00:00[";
    period(Unit::Day, 1, azores, late, day);
    period(
        Unit::Month,
        1,
        Tz::America__Sao_Paulo,
        "2018-11-20T12:00:00Z",
        "[2018-11-01T00:00:00-03:00, 2018-12-01T00:00:00-02:00[",
    );
}

#[test]
fn ranges_of_any_width_hold_what_lies_in_them_and_never_overlap() {
    let first = chrono::DateTime::parse_from_rfc3339("2024-10-26T20:00:00Z").expect("an instant");
    let first = first.timestamp_micros();
    let minute = 60_000_000;
    for minutes in [7, 15, 25, 40, 45, 60, 70, 90, 100, 120, 300, 420] {
        let mut ended = i64::MIN;
        let mut began = i64::MIN;
        for at in (0..12 * 60).map(|n| first + n * minute) {
            let start = Unit::Minute.start(at, minutes, PARIS);
            let end = Unit::Minute.end(start, minutes, PARIS);
            assert!(start <= at && at < end, "{minutes} minutes at {at}: {start} to {end}");
            if start != began {
                assert!(start >= ended, "{minutes} minutes at {at}: {start} before {ended}");
                (began, ended) = (start, end);
            }
        }
    }
}
