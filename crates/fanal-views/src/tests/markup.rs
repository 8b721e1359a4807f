//! Reads the tags of our own pages. Not a parser of HTML: it relies on how the templates write it.

/// A start tag.
#[derive(Debug)]
pub(super) struct Tag<'a> {
    pub(super) name: &'a str,
    /// Names and values; a name alone has an empty value.
    pub(super) attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    pub(super) fn value(&self, name: &str) -> Option<&'a str> {
        self.attributes.iter().find(|(n, _)| *n == name).map(|(_, v)| *v)
    }

    fn read(text: &'a str) -> Self {
        let (name, mut rest) = text.split_once([' ', '\n']).unwrap_or((text, ""));
        let mut attributes = Vec::new();
        loop {
            rest = rest.trim_start();
            let end = rest.find([' ', '=', '\n']).unwrap_or(rest.len());
            if end == 0 {
                return Self { name, attributes };
            }
            let (attribute, after) = rest.split_at(end);
            let quoted = after.strip_prefix("=\"").and_then(|value| value.split_once('"'));
            let (value, after) = quoted.unwrap_or(("", after));
            attributes.push((attribute, value));
            rest = after;
        }
    }
}

/// The start tags of a page, in order.
#[derive(Debug)]
pub(super) struct Markup<'a> {
    pub(super) tags: Vec<Tag<'a>>,
}

impl<'a> Markup<'a> {
    pub(super) fn read(html: &'a str) -> Self {
        let parts = html.split('<').skip(1);
        let starts = parts.filter(|part| part.starts_with(|c: char| c.is_ascii_lowercase()));
        let tags = starts.filter_map(|part| part.split_once('>')).map(|(tag, _)| Tag::read(tag));
        Self { tags: tags.collect() }
    }

    pub(super) fn values(&self, tag: &str, attribute: &str) -> Vec<&'a str> {
        let tags = self.tags.iter().filter(|t| t.name == tag);
        tags.filter_map(|t| t.value(attribute)).collect()
    }

    pub(super) fn headings(&self) -> Vec<u8> {
        let level = |tag: &Tag<'_>| tag.name.strip_prefix('h').and_then(|l| l.parse().ok());
        self.tags.iter().filter_map(level).collect()
    }
}

/// The page with the plain names of built files, which are the same on every machine.
pub(super) fn without_hashes(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut parts = html.split(crate::assets::PREFIX);
    out.push_str(parts.next().unwrap_or_default());
    for part in parts {
        out.push_str(crate::assets::PREFIX);
        let end = part.find(['"', '#']).unwrap_or(part.len());
        let (name, rest) = part.split_at(end);
        let plain = name
            .split('.')
            .filter(|piece| !(piece.len() == 8 && piece.bytes().all(|b| b.is_ascii_hexdigit())));
        out.push_str(&plain.collect::<Vec<_>>().join("."));
        out.push_str(rest);
    }
    out
}

#[test]
fn tags_are_read_as_the_templates_write_them() {
    let page = Markup::read(r#"<h1 id="a">A</h1><input name="n" required type="text"> 1 < 2"#);
    assert_eq!(page.headings(), [1]);
    assert_eq!(page.tags[1].attributes, [("name", "n"), ("required", ""), ("type", "text")]);
    let html = r#"<a href="/-/assets/main.0a1b2c3d.css"><b href="/-/assets/icons.svg#x">"#;
    let plain = r#"<a href="/-/assets/main.css"><b href="/-/assets/icons.svg#x">"#;
    assert_eq!(without_hashes(html), plain);
}
