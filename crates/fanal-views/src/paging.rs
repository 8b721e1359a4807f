//! Links between the pages of a list.

/// A link of the row of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PageLink {
    /// Number of the page, from 1; none stands for the pages left out between two links.
    pub number: Option<u64>,
    /// Address.
    pub href: String,
}

/// Where a reader stands in a list that comes in pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paging {
    /// The page shown, from 1.
    pub page: u64,
    /// Lines on a page, at least 1.
    pub page_size: u64,
    /// Lines in all.
    pub total: u64,
    /// Path and query of the list, without `page`: `/explore/?q=arbre`.
    pub base: String,
}

impl Paging {
    /// The last page; 1 for an empty list.
    pub fn last(&self) -> u64 {
        self.total.div_ceil(self.page_size.max(1)).max(1)
    }

    /// Number of the first line shown, from 1.
    pub fn first_line(&self) -> u64 {
        (self.page.saturating_sub(1)).saturating_mul(self.page_size) + 1
    }

    /// Number of the last line shown.
    pub fn last_line(&self) -> u64 {
        self.page.saturating_mul(self.page_size).min(self.total)
    }

    /// The address of a page.
    pub fn href(&self, page: u64) -> String {
        if page <= 1 {
            return self.base.clone();
        }
        let joint = if self.base.contains('?') { '&' } else { '?' };
        format!("{}{joint}page={page}", self.base)
    }

    /// The page before, if there is one.
    pub fn before(&self) -> Option<String> {
        (self.page > 1).then(|| self.href((self.page - 1).min(self.last())))
    }

    /// The page after, if there is one.
    pub fn after(&self) -> Option<String> {
        (self.page < self.last()).then(|| self.href(self.page + 1))
    }

    /// The links of the row: the first page, the last one, and those around the page shown.
    pub fn links(&self) -> Vec<PageLink> {
        let last = self.last();
        let near = self.page.saturating_sub(1)..=self.page.saturating_add(1);
        let mut links: Vec<PageLink> = Vec::new();
        let mut previous = 0;
        let around = near.filter(|n| (2..last).contains(n));
        for number in std::iter::once(1).chain(around).chain((last > 1).then_some(last)) {
            match number - previous {
                1 => {}
                2 => links.push(self.link(number - 1)),
                _ => links.push(PageLink { number: None, href: String::new() }),
            }
            links.push(self.link(number));
            previous = number;
        }
        links
    }

    fn link(&self, number: u64) -> PageLink {
        PageLink { number: Some(number), href: self.href(number) }
    }
}

/// Writes a text as a part of a query: everything but letters, digits and `-._~` percent-encoded.
pub(crate) fn encode(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[track_caller]
    fn check(page: u64, total: u64, expected: &str) {
        let paging = Paging { page, page_size: 10, total, base: "/x".into() };
        let links = paging.links();
        let row: Vec<String> =
            links.iter().map(|l| l.number.map_or("…".into(), |n| n.to_string())).collect();
        assert_eq!(row.join(" "), expected);
    }

    #[test]
    fn the_row_of_pages_shows_the_ends_and_the_neighbours() {
        check(1, 0, "1");
        check(1, 30, "1 2 3");
        check(5, 90, "1 … 4 5 6 … 9");
        check(3, 60, "1 2 3 4 5 6");
        check(1, 100, "1 2 … 10");
        check(10, 100, "1 … 9 10");
    }

    #[test]
    fn the_first_page_has_no_number_in_its_address() {
        let paging = Paging { page: 2, page_size: 10, total: 15, base: "/x?q=a".into() };
        assert_eq!(paging.before().as_deref(), Some("/x?q=a"));
        assert_eq!(paging.after(), None);
        assert_eq!(paging.href(2), "/x?q=a&page=2");
        assert_eq!((paging.first_line(), paging.last_line()), (11, 15));
    }

    #[test]
    fn a_query_is_encoded() {
        assert_eq!(encode("été & co"), "%C3%A9t%C3%A9%20%26%20co");
    }
}
