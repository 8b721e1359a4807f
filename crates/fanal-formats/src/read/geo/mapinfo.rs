//! What both formats of MapInfo have in common.

use crate::read::ReadError;
use crate::read::text::encoding::Encoding;

/// The encoding of texts: UTF-8 when their bytes are that, else what the file declares, else what
/// the bytes look like most.
pub(super) fn encoding(found: Encoding, charset: &str) -> Result<Encoding, ReadError> {
    let declared = match charset.to_ascii_lowercase().as_str() {
        "windowslatin1" | "iso8859_1" => "windows-1252",
        "windowslatin2" => "windows-1250",
        "isolatin9" | "iso8859_15" => "iso-8859-15",
        "macroman" => "macintosh",
        _ => return Ok(found),
    };
    if found == Encoding::UTF_8 { Ok(found) } else { Encoding::named(declared) }
}
