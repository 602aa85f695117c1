//! Names for what is added: the name that was asked for, with a number if it is taken.

/// `wish`, or the first of `wish-2`, `wish-3`, … that is not taken.
pub fn unused<'a>(wish: &str, taken: impl Iterator<Item = &'a str>) -> String {
    let taken: Vec<&str> = taken.collect();
    if !taken.contains(&wish) {
        return wish.to_owned();
    }
    // A copy of `checkout-2` is `checkout-3`, not `checkout-2-2`.
    let stem = match wish.rsplit_once('-') {
        Some((stem, number)) if !stem.is_empty() && number.parse::<u32>().is_ok() => stem,
        _ => wish,
    };
    // One of the candidates is free: there are more of them than names taken.
    (2..taken.len() + 3)
        .map(|number| format!("{stem}-{number}"))
        .find(|name| !taken.contains(&name.as_str()))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_taken_name_gets_the_next_number() {
        assert_eq!(unused("f", ["g"].into_iter()), "f");
        assert_eq!(unused("f", ["f", "f-2"].into_iter()), "f-3");
        assert_eq!(unused("f-2", ["f-2"].into_iter()), "f-3");
    }
}
