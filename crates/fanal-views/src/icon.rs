//! Icons: one set, in one built file, drawn in the colour of the text around them.

use std::fmt;

use askama::filters::HtmlSafe;

use crate::assets::asset;

/// An icon by its name in the set. It is decoration: the words beside it say the same.
#[derive(Debug, Clone, Copy)]
pub struct Icon(pub &'static str);

impl fmt::Display for Icon {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self(name) = self;
        let file = asset("icons.svg");
        write!(
            f,
            r##"<svg class="icon" width="20" height="20" aria-hidden="true" focusable="false"><use href="{file}#{name}"></use></svg>"##
        )
    }
}

// The name is one of ours and the address holds no special characters.
impl HtmlSafe for Icon {}
