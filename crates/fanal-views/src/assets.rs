//! The built styles, scripts, fonts and images (`web/dist`), embedded in a release and read from
//! the folder in a debug build. The crate compiles when they were never built: pages then come
//! without style.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::LazyLock;

use rust_embed::RustEmbed;

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
struct Dist;

/// Where the built files are served.
pub const PREFIX: &str = "/-/assets/";

/// `main.css` → `main.1a2b3c4d.css`.
static NAMES: LazyLock<BTreeMap<String, String>> = LazyLock::new(|| {
    let files = Dist::iter();
    let names = files.filter_map(|path| path.strip_prefix("assets/").map(str::to_owned));
    names.filter_map(|hashed| Some((plain_name(&hashed)?, hashed))).collect()
});

/// One built file.
#[derive(Debug, Clone)]
pub struct Asset {
    /// Its bytes.
    pub bytes: Cow<'static, [u8]>,
    /// Its media type, with the character set of texts.
    pub media_type: String,
    /// Whether its name holds a hash of its bytes, so that it may be cached for ever.
    pub immutable: bool,
}

/// Returns the address of a built file by its plain name: `main.css` →
/// `/-/assets/main.1a2b3c4d.css`. A file that was not built keeps its plain name.
pub fn asset(name: &str) -> String {
    format!("{PREFIX}{}", NAMES.get(name).map_or(name, String::as_str))
}

/// Returns a built file by the part of its address after [`PREFIX`]; none if there is no such
/// file.
pub fn read(name: &str) -> Option<Asset> {
    let file = Dist::get(&format!("assets/{name}"))?;
    let kind = mime_guess::from_path(name).first_or_octet_stream();
    let text = kind.type_() == "text" || kind.subtype() == "javascript";
    let media_type = if text { format!("{kind}; charset=utf-8") } else { kind.to_string() };
    Some(Asset { bytes: file.data, media_type, immutable: plain_name(name).is_some() })
}

/// The name without the hash that Vite put before its extension: eight hexadecimal digits.
fn plain_name(hashed: &str) -> Option<String> {
    let (rest, extension) = hashed.rsplit_once('.')?;
    let (stem, hash) = rest.rsplit_once('.')?;
    let shaped = hash.len() == 8 && hash.bytes().all(|b| b.is_ascii_hexdigit());
    shaped.then(|| format!("{stem}.{extension}"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_hashed_names_are_immutable() {
        assert_eq!(plain_name("main.0a1b2c3d.css").as_deref(), Some("main.css"));
        assert_eq!(plain_name("icons.svg"), None);
        assert_eq!(plain_name("main.min.css"), None);
    }

    #[test]
    fn a_file_that_was_not_built_keeps_its_name() {
        assert_eq!(asset("no-such-file.css"), "/-/assets/no-such-file.css");
        assert!(read("../Cargo.toml").is_none());
    }
}
