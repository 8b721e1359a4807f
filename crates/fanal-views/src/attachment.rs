//! What people are told of a file that goes with a dataset.

use fanal_model::Attachment;

use crate::Layout;

/// Kinds of files, by their media types, as they are called in every language.
const KINDS: [(&str, &str); 22] = [
    ("application/pdf", "PDF"),
    ("application/msword", "Word (.doc)"),
    ("application/vnd.openxmlformats-officedocument.wordprocessingml.document", "Word (.docx)"),
    ("application/vnd.ms-excel", "Excel (.xls)"),
    ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", "Excel (.xlsx)"),
    ("application/vnd.ms-powerpoint", "PowerPoint (.ppt)"),
    (
        "application/vnd.openxmlformats-officedocument.presentationml.presentation",
        "PowerPoint (.pptx)",
    ),
    ("application/vnd.oasis.opendocument.text", "OpenDocument (.odt)"),
    ("application/vnd.oasis.opendocument.spreadsheet", "OpenDocument (.ods)"),
    ("application/vnd.oasis.opendocument.presentation", "OpenDocument (.odp)"),
    ("application/epub+zip", "EPUB"),
    ("application/zip", "ZIP"),
    ("application/xml", "XML"),
    ("image/png", "PNG"),
    ("image/jpeg", "JPEG"),
    ("image/gif", "GIF"),
    ("image/webp", "WebP"),
    ("image/tiff", "TIFF"),
    ("image/svg+xml", "SVG"),
    ("text/html", "HTML"),
    ("audio/mpeg", "MP3"),
    ("video/mp4", "MP4"),
];

impl Layout {
    /// Kind and size: `PDF, 1,2 Mo`. A kind without a name of its own goes by the ending of the
    /// file's name.
    pub(crate) fn attachment_facts(&self, attachment: &Attachment) -> String {
        let known = KINDS.iter().find(|(media_type, _)| *media_type == attachment.media_type);
        let kind = match known {
            Some((_, kind)) => (*kind).to_owned(),
            None => ending(&attachment.file_name).unwrap_or_else(|| self.say("attachment-kind")),
        };
        format!("{kind}, {}", self.words.size(attachment.size_bytes))
    }
}

/// The ending of a file's name in capitals, if it is one.
fn ending(file_name: &str) -> Option<String> {
    let (_, ending) = file_name.rsplit_once('.')?;
    let short =
        (1..=5).contains(&ending.len()) && ending.bytes().all(|b| b.is_ascii_alphanumeric());
    short.then(|| ending.to_ascii_uppercase())
}

/// Where the bytes of an attachment are handed out.
pub(crate) fn address(dataset: impl std::fmt::Display, attachment: &Attachment) -> String {
    format!("/api/explore/v2.1/catalog/datasets/{dataset}/attachments/{}", attachment.name)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_ending_is_short_and_plain() {
        assert_eq!(ending("plan.dwg").as_deref(), Some("DWG"));
        for name in ["plan", "plan.", "plan.très", "plan.inconnu"] {
            assert_eq!(ending(name), None, "{name}");
        }
    }
}
