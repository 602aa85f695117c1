use super::*;
use proptest::prelude::*;

fn counts(csv: &str) -> (f64, Vec<u64>) {
    match parse(csv.as_bytes()) {
        Ok(Recording::Counts { interval_s, counts }) => (interval_s, counts),
        other => panic!("{csv:?}: {other:?}"),
    }
}

fn arrivals_at(csv: &str) -> Vec<f64> {
    match parse(csv.as_bytes()) {
        Ok(Recording::Timestamps { at_s }) => at_s,
        other => panic!("{csv:?}: {other:?}"),
    }
}

fn error(csv: &str) -> String {
    parse(csv.as_bytes()).expect_err(csv).to_string()
}

#[test]
fn counts_in_every_layout() {
    for csv in [
        "timestamp,value\n2014-04-10 00:04:00,94.0\n2014-04-10 00:09:00,56.0\n2014-04-10 00:14:00,187.0\n",
        "2014-04-10 00:04:00,94\n2014-04-10 00:09:00,56\n2014-04-10 00:14:00,187",
        "\u{feff}Timestamp,Sum\r\n2014-04-10T00:04:00Z,94\r\n2014-04-10T00:09:00Z,56\r\n2014-04-10T00:14:00Z,187\r\n",
        "Unit,Sum,SampleCount,Timestamp\nCount,94,3,2014-04-10T00:04Z\nCount,56,1,2014-04-10T00:09Z\nCount,187,4,2014-04-10T00:14Z\n",
        "\"Time (UTC)\",\"Requests\"\n\"2014/04/10 00:04\",\"94\"\n\n\"2014/04/10 00:09\",\"56\"\n\"2014/04/10 00:14\",\"187\"\n",
        "bin(5m),count(*)\n2014-04-10 00:04:00.000,94\n2014-04-10 00:09:00.000,56\n2014-04-10 00:14:00.000,187\n",
        "time;requests\n1397088240;94\n1397088540;56\n1397088840;187\n",
        "time_s\trequests\n0\t94\n300\t56\n600\t187\n",
        "1397088240000,94\n1397088540000,56\n1397088840000,187\n",
        // As the CloudWatch console downloads a graph: labels and settings, then rows.
        "Full label,checkout Invocations\nLabel,Invocations\nAccount,123456789012\nStatistic,Sum\nPeriod,300\nStart time,2014-04-10 00:00\n,\n2014/04/10 00:04:00,94\n2014/04/10 00:09:00,56\n2014/04/10 00:14:00,187\n",
    ] {
        assert_eq!(counts(csv), (300.0, vec![94, 56, 187]), "{csv}");
    }
}

#[test]
fn rows_are_sorted_added_up_rounded_and_gaps_filled() {
    let csv = "t,n\n2020-01-01 00:05,1.5\n2020-01-01 00:00,3\n2020-01-01 00:01,4\n2020-01-01 00:01,6.4\n\
               2020-01-01 00:02,\n2020-01-01 00:06:01,9\n";
    assert_eq!(counts(csv), (60.0, vec![3, 10, 0, 0, 0, 2, 9]));
}

#[test]
fn the_interval_is_the_most_frequent_gap() {
    let csv = "2020-01-01,1\n2020-01-02,1\n2020-01-03,1\n2020-01-05,1\n2020-01-05 06:00,1\n";
    assert_eq!(counts(csv), (86_400.0, vec![1, 1, 1, 0, 2]));
    assert_eq!(counts("2020-01-01 00:00,7\n"), (60.0, vec![7]), "one row");
    assert_eq!(counts("2020-01-01 00:00:00.0,1\n2020-01-01 00:00:00.1,2\n").0, 0.1);
    assert_eq!(counts("2020-01-01 00:00,1\n2020-01-01 00:01,1\n2020-01-01 00:06,1\n").0, 60.0, "the shorter of two");
}

#[test]
fn one_column_is_arrivals_or_counts_a_minute() {
    assert_eq!(arrivals_at("2020-01-01 00:00:02.5\n2020-01-01 00:00:00\n2020-01-01 00:00:02.5\n"), [0.0, 2.5, 2.5]);
    assert_eq!(arrivals_at("timestamp\n1397088240\n1397088241\n"), [0.0, 1.0]);
    assert_eq!(arrivals_at("1397088240.25\n1397088241\n"), [0.0, 0.75]);
    assert_eq!(arrivals_at("time\n0\n0.5\n7\n"), [0.0, 0.5, 7.0]);
    assert_eq!(
        arrivals_at("@timestamp,@message\n2020-01-01 00:00:01.000,START\n2020-01-01 00:00:03.000,7\n"),
        [0.0, 2.0]
    );
    assert_eq!(counts("5\n0\n7.6\n"), (60.0, vec![5, 0, 8]));
    assert_eq!(counts("requests\n5\n1000000000\n"), (60.0, vec![5, 1_000_000_000]));
}

#[test]
fn a_recording_knows_its_size() {
    let of_counts = parse(b"2020-01-01 00:00,3\n2020-01-01 00:05,9\n").expect("counts");
    assert_eq!((of_counts.duration_s(), of_counts.total(), of_counts.peak()), (600.0, 12, 9));
    let of_arrivals = parse(b"time\n0\n0.5\n2\n").expect("arrivals");
    assert_eq!((of_arrivals.duration_s(), of_arrivals.total(), of_arrivals.peak()), (3.0, 3, 2));
}

#[test]
fn errors_name_the_line_what_was_given_and_what_is_allowed() {
    for (csv, expected) in [
        ("", "the file is empty"),
        ("\n , \r\n", "the file is empty"),
        ("hello\nworld\n", "line 1: no row starts with a time or number, the first is `hello`"),
        (
            "timestamp,value\n2020-01-01 00:00,5\n2020-01-01 00:01,-5\n",
            "line 3: `-5` is not a count; a number from 0 to 1000000000",
        ),
        ("timestamp,value\n\n\n2020-01-01 00:00,abc\n", "line 4: `abc` is not a count"),
        ("2020-01-01 00:00,5\n2020-01-01 00:01,NaN\n", "line 2: `NaN` is not a count"),
        ("timestamp,value\r\n\r\n2020-01-01 00:00,1\r\n2020-01-01 00:01,abc\r\n", "line 4: `abc` is not a count"),
        ("\"time\nstamp\",value\r2020-01-01 00:00,1\r2020-01-01 00:01,abc\r", "line 4: `abc` is not a count"),
        ("2020-01-01 00:00,abc\n", "line 1: `abc` is not a count"),
        ("2020-01-01 00:00,2000000000\n", "line 1: `2000000000` is not a count"),
        ("5\n-1\n", "line 2: `-1` is not a count"),
        ("5\nx\n", "line 2: `x` is not a count"),
        ("timestamp,value\n2020-13-01 00:00,5\n", "line 2: `2020-13-01 00:00` is not a time; `2014-04-10 00:04:00`"),
        ("timestamp,value\nyesterday,5\n", "line 2: `yesterday` is not a time"),
        ("13:05,5\n", "line 1: `13:05` is not a time"),
        ("2020-01-01 00:00,5\n,5\n", "line 2: `` is not a time"),
        ("\"2020-01-01 00:00\",\"5\nx\"\n", "line 1: `5\nx` is not a count"),
        (
            "2020-01-01 00:00:00,1\n2020-01-01 00:00:01,1\n2021-01-01 00:00:00,1\n",
            "line 3: the rows reach over 31622401 intervals of 1 s (the most frequent gap); at most 1000000",
        ),
    ] {
        let message = error(csv);
        assert!(message.starts_with(expected), "{csv:?}: {message}");
    }
    let not_text = parse(b"timestamp,value\n2020-01-01 00:00,\xff\n").expect_err("not text").to_string();
    assert!(not_text.starts_with("line 2: the bytes are not UTF-8 text"), "{not_text}");
    let clipped = error(&format!("2020-01-01 00:00,\"{}\"\n", "ä".repeat(10_000)));
    assert!(clipped.contains("ä…` is not a count") && clipped.len() < 300, "{clipped}");
}

#[test]
fn too_much_is_refused() {
    let too_large = vec![b' '; MAX_BYTES + 1];
    assert_eq!(parse(&too_large), Err(RecordingError::TooLarge { bytes: MAX_BYTES + 1 }));
    let too_many = "1\n".repeat(MAX_ROWS + 1);
    assert_eq!(parse(too_many.as_bytes()), Err(RecordingError::TooManyRows { line: MAX_ROWS as u64 + 1 }));
    assert_eq!(parse("1\n".repeat(MAX_ROWS).as_bytes()).map(|recording| recording.total()), Ok(MAX_ROWS as u64));
}

proptest! {
    #[test]
    fn arbitrary_bytes_never_panic(bytes in proptest::collection::vec(any::<u8>(), 0..2_000)) {
        check(&bytes);
    }

    #[test]
    fn hostile_rows_never_panic(cells in proptest::collection::vec(
        "[-+]?[0-9]{1,20}(\\.[0-9]{0,8})?(e[0-9]{1,3})?|[0-9]{4}[-/][0-9]{1,2}[-/][0-9]{1,2}[ T][0-9]{1,2}:[0-9]{2}(:[0-9]{2})?([.,][0-9]{1,12})?(Z|[-+][0-9]{2}:?[0-9]{2})?|timestamp|value|\"|inf|\u{feff}|[,;\t\r\n]{1,2}|\\PC{0,4}",
        0..200,
    ), separator in "[,;\t\n]") {
        check(cells.join(&separator).as_bytes());
    }

    #[test]
    fn counts_survive_the_file(
        start in 0_i64..4_000_000_000,
        interval in 1_i64..100_000,
        counts in proptest::collection::vec(0_u64..1_000_000, 3..200),
    ) {
        let row = |(slot, count): (usize, &u64)| format!("{},{count}\n", 1_000_000_000 + start + slot as i64 * interval);
        let csv: String = counts.iter().enumerate().map(row).collect();
        prop_assert_eq!(parse(csv.as_bytes()), Ok(Recording::Counts { interval_s: interval as f64, counts }));
    }
}

/// What holds of anything that was accepted.
fn check(csv: &[u8]) {
    match parse(csv) {
        Ok(Recording::Counts { interval_s, counts }) => {
            assert!(interval_s > 0.0 && !counts.is_empty() && counts.len() <= MAX_ROWS);
        }
        Ok(Recording::Timestamps { at_s }) => {
            assert!(at_s.first() == Some(&0.0) && at_s.is_sorted() && at_s.iter().all(|at| at.is_finite()));
        }
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}
