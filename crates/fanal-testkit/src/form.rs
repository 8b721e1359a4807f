//! Forms, read from a page as a browser reads them.

use url::form_urlencoded;

/// A form as it is filled in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Form {
    /// Where it is sent.
    pub action: String,
    /// `get` or `post`.
    pub method: String,
    /// Names and values, in order: what a browser would send if no button were named.
    pub fields: Vec<(String, String)>,
}

impl Form {
    /// All forms of a page.
    pub fn all(html: &str) -> Vec<Self> {
        let mut forms: Vec<Self> = Vec::new();
        let mut open = false;
        let mut select: Option<(String, Option<String>, Option<String>)> = None;
        let mut tags = Tags { rest: html };
        while let Some((tag, after)) = tags.next() {
            let get = |name: &str| tag.get(name).map(str::to_owned);
            match tag.name.as_str() {
                "form" => {
                    open = true;
                    let method = get("method").unwrap_or_else(|| "get".to_owned());
                    let action = get("action").unwrap_or_default();
                    forms.push(Self { action, method, fields: Vec::new() });
                }
                "/form" => open = false,
                "input" if open => {
                    let kind = tag.get("type").unwrap_or("text");
                    let chosen = match kind {
                        "checkbox" | "radio" => tag.has("checked"),
                        "file" | "submit" | "button" => false,
                        _ => true,
                    };
                    if let (true, Some(name), Some(form)) = (chosen, get("name"), forms.last_mut())
                    {
                        form.fields.push((name, get("value").unwrap_or_default()));
                    }
                }
                "textarea" if open => {
                    let text = after.split("</textarea").next().unwrap_or_default();
                    if let (Some(name), Some(form)) = (get("name"), forms.last_mut()) {
                        form.fields.push((name, unescaped(text.trim_start_matches('\n'))));
                    }
                }
                "select" if open => select = get("name").map(|name| (name, None, None)),
                "option" => {
                    if let Some((_, first, chosen)) = &mut select {
                        let text = after.split('<').next().unwrap_or_default();
                        let value = get("value").unwrap_or_else(|| unescaped(text.trim()));
                        if tag.has("selected") {
                            *chosen = Some(value.clone());
                        }
                        first.get_or_insert(value);
                    }
                }
                "/select" => {
                    if let (Some((name, first, chosen)), Some(form)) =
                        (select.take(), forms.last_mut())
                        && let Some(value) = chosen.or(first)
                    {
                        form.fields.push((name, value));
                    }
                }
                _ => {}
            }
        }
        forms
    }

    /// The first value of that name.
    pub fn get(&self, name: &str) -> Option<&str> {
        self.fields.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    /// Fills in a field, chooses an option, or names the button that is pressed.
    #[must_use]
    pub fn set(mut self, name: &str, value: &str) -> Self {
        match self.fields.iter_mut().find(|(n, _)| n == name) {
            Some((_, present)) => value.clone_into(present),
            None => self.fields.push((name.to_owned(), value.to_owned())),
        }
        self
    }

    /// Takes a field away: unticks a box.
    #[must_use]
    pub fn without(mut self, name: &str) -> Self {
        self.fields.retain(|(n, _)| n != name);
        self
    }

    /// The fields as they are sent.
    pub fn encoded(&self) -> String {
        form_urlencoded::Serializer::new(String::new()).extend_pairs(&self.fields).finish()
    }
}

/// A tag: its name (with `/` before it at an end) and its attributes.
struct Tag {
    name: String,
    attributes: Vec<(String, String)>,
}

impl Tag {
    fn get(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(n, _)| n == name).map(|(_, v)| v.as_str())
    }

    fn has(&self, name: &str) -> bool {
        self.get(name).is_some()
    }
}

/// Goes through the tags of a page, each with what stands behind it.
struct Tags<'h> {
    rest: &'h str,
}

impl<'h> Tags<'h> {
    fn next(&mut self) -> Option<(Tag, &'h str)> {
        let start = self.rest.find('<')?;
        let inside = &self.rest[start + 1..];
        let mut end = inside.len();
        let mut quote = None;
        for (at, sign) in inside.char_indices() {
            match (quote, sign) {
                (None, '>') => {
                    end = at;
                    break;
                }
                (None, '"' | '\'') => quote = Some(sign),
                (Some(open), _) if open == sign => quote = None,
                _ => {}
            }
        }
        let (tag, after) = (&inside[..end], inside.get(end + 1..).unwrap_or_default());
        self.rest = after;
        let name_end = tag.find(|c: char| c.is_whitespace()).unwrap_or(tag.len());
        let attributes = attributes(&tag[name_end..]);
        Some((Tag { name: tag[..name_end].to_ascii_lowercase(), attributes }, after))
    }
}

fn attributes(mut text: &str) -> Vec<(String, String)> {
    let mut found = Vec::new();
    loop {
        text = text.trim_start_matches(|c: char| c.is_whitespace() || c == '/');
        let end = text.find(|c: char| c.is_whitespace() || c == '=').unwrap_or(text.len());
        if end == 0 {
            return found;
        }
        let name = text[..end].to_ascii_lowercase();
        text = &text[end..];
        let value = match text.strip_prefix('=') {
            None => "",
            Some(rest) => match rest.chars().next() {
                Some(quote @ ('"' | '\'')) => {
                    let inside = &rest[1..];
                    let end = inside.find(quote).unwrap_or(inside.len());
                    text = inside.get(end + 1..).unwrap_or_default();
                    &inside[..end]
                }
                _ => {
                    let end = rest.find(char::is_whitespace).unwrap_or(rest.len());
                    text = &rest[end..];
                    &rest[..end]
                }
            },
        };
        found.push((name, unescaped(value)));
    }
}

/// Reads the references that our pages write.
fn unescaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find('&') {
        out.push_str(&rest[..start]);
        let after = &rest[start + 1..];
        let meant = after.find(';').and_then(|end| Some((reference(&after[..end])?, end)));
        match meant {
            Some((sign, end)) => {
                out.push(sign);
                rest = &after[end + 1..];
            }
            None => {
                out.push('&');
                rest = after;
            }
        }
    }
    out.push_str(rest);
    out
}

fn reference(name: &str) -> Option<char> {
    match name {
        "amp" => Some('&'),
        "lt" => Some('<'),
        "gt" => Some('>'),
        "quot" => Some('"'),
        _ => char::from_u32(name.strip_prefix('#')?.parse().ok()?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_form_is_read_as_a_browser_reads_it() {
        let page = r#"<p title="a > b"><form method="post" action="/a&#38;b">
            <input type=hidden name="csrf" value="x&quot;y"><input type="checkbox" name="no">
            <input type="checkbox" name="yes" value="1" checked><textarea name="t">
é &lt;</textarea><select name="s"><option value="1">A<option value="2" selected>B</select>
            <button name="action" value="load"></form><input name="outside">"#;
        let forms = Form::all(page);
        let field = |name: &str, value: &str| (name.to_owned(), value.to_owned());
        let fields =
            vec![field("csrf", "x\"y"), field("yes", "1"), field("t", "é <"), field("s", "2")];
        let form = Form { action: "/a&b".to_owned(), method: "post".to_owned(), fields };
        assert_eq!(forms, [form]);
    }
}
