use super::*;

/// 2026-01-05, a Monday.
const MONDAY_US: i64 = 1_767_571_200_000_000;

/// The minutes named in the `days` days from 2026-01-05 on, as (day counted from 1, hour, minute).
fn minutes(text: &str, days: i64) -> Vec<(i64, i64, i64)> {
    let schedule = Schedule::parse(text).expect("a schedule");
    NamedMinutes::new(&schedule, MONDAY_US, Instant::ZERO, Instant(days * DAY_MINUTES * MINUTE_US))
        .map(|(minute, _)| (minute / DAY_MINUTES + 1, minute % DAY_MINUTES / 60, minute % 60))
        .collect()
}

/// The days named in the year from 2026-01-01 on, as (month, day).
fn days(text: &str) -> Vec<(u8, u8)> {
    let schedule = Schedule::parse(text).expect("a schedule");
    let Schedule::Cron(cron) = schedule else { panic!("no cron") };
    let new_year = MONDAY_US / 86_400_000_000 - 4;
    (new_year..new_year + 365)
        .filter(|day| cron.has_day(*day))
        .map(|day| OffsetDateTime::from_unix_timestamp(day * 86_400).expect("a day"))
        .map(|date| (u8::from(date.month()), date.day()))
        .collect()
}

#[test]
fn rates_count_from_time_zero() {
    assert_eq!(minutes("rate(1 day)", 3), [(1, 0, 0), (2, 0, 0), (3, 0, 0)]);
    assert_eq!(minutes("rate(5 minutes)", 1).len(), 288);
    assert_eq!(minutes("rate(7 hours)", 1), [(1, 0, 0), (1, 7, 0), (1, 14, 0), (1, 21, 0)]);
}

#[test]
fn the_examples_of_the_documentation() {
    // EB eb-scheduled-rule-pattern.
    assert_eq!(minutes("cron(0 10 * * ? *)", 2), [(1, 10, 0), (2, 10, 0)]);
    assert_eq!(minutes("cron(15 12 * * ? *)", 1), [(1, 12, 15)]);
    assert_eq!(minutes("cron(0 18 ? * MON-FRI *)", 7), (1..=5).map(|day| (day, 18, 0)).collect::<Vec<_>>());
    assert_eq!(days("cron(0 8 1 * ? *)"), (1..=12).map(|month| (month, 1)).collect::<Vec<_>>());
    assert_eq!(minutes("cron(0/15 * * * ? *)", 1).len(), 96);
    assert_eq!(minutes("cron(0/10 * ? * MON-FRI *)", 7).len(), 5 * 144);
    // Every five minutes from 8:00 to 17:55 on working days.
    let working = minutes("cron(0/5 8-17 ? * MON-FRI *)", 7);
    assert_eq!((working.len(), working.first(), working.last()), (600, Some(&(1, 8, 0)), Some(&(5, 17, 55))));
    assert_eq!(
        minutes("cron(1/10 0 * * ? *)", 1).iter().map(|named| named.2).collect::<Vec<_>>(),
        [1, 11, 21, 31, 41, 51]
    );
    assert_eq!(days("cron(0 9 ? * 2#1 *)")[..3], [(1, 5), (2, 2), (3, 2)]);
    assert_eq!(
        days("cron(0 0 ? JAN,MAR WED *)"),
        [(1, 7), (1, 14), (1, 21), (1, 28), (3, 4), (3, 11), (3, 18), (3, 25)]
    );
}

#[test]
fn a_one_time_schedule_names_one_minute() {
    assert_eq!(minutes("at(2026-01-06T14:30:00)", 7), [(2, 14, 30)]);
    // It may come at any moment of its minute.
    assert_eq!(minutes("at(2026-01-06T14:30:59)", 7), [(2, 14, 30)]);
    assert!(minutes("at(2026-01-04T23:59:59)", 7).is_empty() && minutes("at(2027-01-06T14:30:00)", 7).is_empty());
    for text in
        ["at(2026-01-06 14:30:00)", "at(2026-01-06T14:30)", "at(2026-01-06T14:30:00Z)", "at(2026-02-30T14:30:00)"]
    {
        assert!(Schedule::parse(text).is_err(), "{text}");
    }
}

#[test]
fn last_days_and_nearest_weekdays() {
    assert_eq!(days("cron(0 0 L 2,4 ? *)"), [(2, 28), (4, 30)]);
    // 2026-01-03 is a Saturday, 2026-02-01 a Sunday, 2026-08-01 a Saturday, 2026-05-31 a Sunday.
    assert_eq!(days("cron(0 0 3W 1 ? *)"), [(1, 2)]);
    assert_eq!(days("cron(0 0 1W 2,8 ? *)"), [(2, 2), (8, 3)]);
    assert_eq!(days("cron(0 0 31W 2,5 ? *)"), [(5, 29)]);
    assert_eq!(days("cron(0 0 LW 1,5 ? *)"), [(1, 30), (5, 29)]);
    assert_eq!(days("cron(0 0 ? 1 6L *)"), [(1, 30)]);
    assert_eq!(days("cron(0 0 ? 1 L *)"), [(1, 3), (1, 10), (1, 17), (1, 24), (1, 31)]);
    assert_eq!(days("cron(0 0 ? 1 FRI#5 *)"), [(1, 30)]);
    assert_eq!(days("cron(0 0 29 2 ? *)"), []);
    assert_eq!(days("cron(0 0 1 1 ? 2027-2199)"), []);
    assert_eq!(days("cron(0 0 1 1 ? 2026)"), [(1, 1)]);
}

#[test]
fn what_is_no_schedule_is_told_what_would_be() {
    for (text, wanted) in [
        ("once", "rate(5 minutes), cron(0 12 * * ? *) or at(2026-01-05T12:30:00)"),
        ("at(tomorrow)", "at: a time as 2026-01-05T12:30:00, not \"tomorrow\""),
        ("rate(0 minutes)", "rate: a whole number above 0 and minute, hour or day, with an s above 1"),
        ("rate(5 minute)", "rate: a whole number above 0 and minute, hour or day, with an s above 1"),
        ("rate(1.5 hours)", "rate: a whole number above 0 and minute, hour or day, with an s above 1"),
        ("cron(0 12 * * *)", "cron: six fields: minutes, hours, day of month, month, day of week, year"),
        ("cron(0 12 * * * *)", "cron: ? for the day of month or for the day of week"),
        ("cron(0 12 ? * ? *)", "cron: a day of month, or a day of week, and ? for the other"),
        ("cron(60 12 * * ? *)", "minutes: 0 to 59, not \"60\""),
        ("cron(0 12 ? * 0 *)", "day of week: 1 to 7, not \"0\""),
        ("cron(0 20-4 * * ? *)", "hours: a range that begins before it ends, not \"20-4\""),
        ("cron(*/0 12 * * ? *)", "minutes: an increment of 1 to 59, not \"0\""),
        ("cron(0 12 ? * 3#6 *)", "day of week: one day, # and 1 to 5, not \"3#6\""),
        ("cron(0 12 ? * 3#1,6#3 *)", "day of week: one day, # and 1 to 5, not \"3#1,6#3\""),
        ("cron(0 12 L-3 * ? *)", "day of month: 1 to 31, not \"L\""),
        ("cron(0 12 * * ? 1969)", "year: 1970 to 2199, not \"1969\""),
    ] {
        assert_eq!(Schedule::parse(text), Err(wanted.to_owned()), "{text}");
    }
}
