//! Titles as dBase writes them, with type and size: `NOM,C,80`, `LEN,N,19,11`.

/// Takes the types from behind the titles when nearly all have one; gives how many had.
pub(super) fn strip(titles: &mut [String]) -> usize {
    let filled = titles.iter().filter(|t| !t.trim().is_empty()).count();
    let found = titles.iter().filter(|t| name(t).is_some()).count();
    if found == 0 || found * 5 < filled * 4 {
        return 0;
    }
    for title in titles {
        if let Some(name) = name(title) {
            *title = name.to_owned();
        }
    }
    found
}

/// The name before a type.
fn name(title: &str) -> Option<&str> {
    let mut parts = title.trim().split(',').rev();
    let mut cut = 0;
    let mut sizes = 0;
    loop {
        let part = parts.next()?;
        cut += part.len() + 1;
        if is_size(part) && sizes < 2 {
            sizes += 1;
        } else if is_type(part) && sizes > 0 {
            let name = title.trim().get(..title.trim().len().checked_sub(cut)?)?;
            return (!name.is_empty()).then_some(name);
        } else {
            return None;
        }
    }
}

/// The names of titles whose types lie in cells of their own, because the comma separates cells:
/// `NOM`, `C`, `80`, `LEN`, `N`, `19`, `11`. None when they are not as many as the columns.
pub(super) fn gather(cells: &[String], columns: usize) -> Option<Vec<String>> {
    if cells.len() < 3 * columns || columns == 0 {
        return None;
    }
    let mut names = Vec::new();
    let mut rest = cells.iter().map(|c| c.trim()).peekable();
    while let Some(name) = rest.next().filter(|n| !n.is_empty()) {
        rest.next_if(|c| is_type(c))?;
        rest.next_if(|c| is_size(c))?;
        rest.next_if(|c| is_size(c));
        names.push(name.to_owned());
    }
    (names.len() == columns && rest.next().is_none()).then_some(names)
}

fn is_type(part: &str) -> bool {
    matches!(part, "C" | "N" | "D" | "L" | "F" | "M" | "I")
}

fn is_size(part: &str) -> bool {
    (1..=3).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_digit())
}
