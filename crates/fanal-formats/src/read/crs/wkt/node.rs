//! The syntax of well-known text: names with values in brackets.

/// Deepest list in lists.
const DEPTH: usize = 32;

#[derive(Debug)]
pub(super) struct Node {
    pub(super) kind: String,
    values: Vec<Value>,
}

#[derive(Debug)]
enum Value {
    Text(String),
    Number(f64),
    Node(Node),
}

struct Parser<'a> {
    rest: &'a str,
}

impl Parser<'_> {
    fn node(&mut self, depth: usize) -> Option<Node> {
        let depth = depth.checked_sub(1)?;
        let start = self.rest.find(['[', '('])?;
        let kind = self.rest.get(..start)?.trim().to_ascii_uppercase();
        self.rest = self.rest.get(start + 1..)?;
        let mut values = Vec::new();
        loop {
            self.rest = self.rest.trim_start();
            match self.rest.chars().next()? {
                ']' | ')' => {
                    self.rest = &self.rest[1..];
                    return Some(Node { kind, values });
                }
                ',' => self.rest = &self.rest[1..],
                '"' => {
                    let (text, rest) = self.rest[1..].split_once('"')?;
                    values.push(Value::Text(text.to_owned()));
                    self.rest = rest;
                }
                _ => values.push(self.other(depth)?),
            }
        }
    }

    /// A number, a bare word or another node.
    fn other(&mut self, depth: usize) -> Option<Value> {
        let end = self.rest.find([',', '[', '(', ']', ')'])?;
        if self.rest[end..].starts_with(['[', '(']) {
            return self.node(depth).map(Value::Node);
        }
        let word = self.rest[..end].trim();
        let value = word.parse().map_or_else(|_| Value::Text(word.to_owned()), Value::Number);
        self.rest = &self.rest[end..];
        Some(value)
    }
}

impl Node {
    /// The first one that a text writes.
    pub(super) fn parse(text: &str) -> Option<Self> {
        Parser { rest: text }.node(DEPTH)
    }

    pub(super) fn children(&self) -> impl Iterator<Item = &Self> {
        self.values.iter().filter_map(|v| match v {
            Value::Node(node) => Some(node),
            _ => None,
        })
    }

    pub(super) fn child(&self, kinds: &[&str]) -> Option<&Self> {
        self.children().find(|c| kinds.contains(&c.kind.as_str()))
    }

    /// The first node of that kind, at any depth.
    pub(super) fn find(&self, kinds: &[&str]) -> Option<&Self> {
        self.child(kinds).or_else(|| self.children().find_map(|c| c.find(kinds)))
    }

    pub(super) fn first_system(&self) -> Option<&Self> {
        self.find(&["PROJCS", "PROJCRS", "PROJECTEDCRS", "GEOGCS", "GEOGCRS", "GEODCRS"])
    }

    pub(super) fn number(&self) -> Option<f64> {
        self.numbers().next()
    }

    pub(super) fn numbers(&self) -> impl Iterator<Item = f64> {
        self.values.iter().filter_map(|v| match v {
            Value::Number(number) => Some(*number),
            _ => None,
        })
    }

    pub(super) fn text(&self) -> &str {
        let text = self.values.iter().find_map(|v| match v {
            Value::Text(text) => Some(text.as_str()),
            _ => None,
        });
        text.unwrap_or_default()
    }

    /// The EPSG code that the node itself carries.
    pub(super) fn code(&self) -> Option<u32> {
        let own = self.child(&["AUTHORITY", "ID"])?;
        if !own.text().eq_ignore_ascii_case("EPSG") {
            return None;
        }
        own.values.iter().skip(1).find_map(|v| match v {
            Value::Text(code) => code.parse().ok(),
            #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked")]
            Value::Number(code) => (1.0..=1e6).contains(code).then_some(*code as u32),
            Value::Node(_) => None,
        })
    }
}
