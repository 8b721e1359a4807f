//! The files that go with a dataset: adding, renaming and taking away; and a file that is no table,
//! which may go with one.

use askama::Template;
use fanal_model::Attachment;

use crate::{Choice, DatasetLink, FormState, Layout};

/// `/admin/datasets/{slug}/attachments`: a multipart form with `csrf`, `title` (which may be empty)
/// and `file`, sent to the same address; and a form for each attachment with `csrf`,
/// `attachment` (its number) and `title.{name}`, sent to `…/attachments/{name}`.
#[derive(Debug, Template)]
#[template(path = "admin/attachments.html")]
pub struct AttachmentsPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset.
    pub dataset: DatasetLink,
    /// What goes with it, oldest first.
    pub attachments: Vec<Attachment>,
    /// Largest file, in bytes.
    pub limit_bytes: u64,
    /// What was typed, and what is wrong with it.
    pub form: FormState,
}

impl AttachmentsPage {
    pub(crate) fn limit(&self) -> String {
        self.layout.words.size(self.limit_bytes)
    }

    /// The form's values as the attachments have them.
    pub fn values_of(attachments: &[Attachment]) -> FormState {
        let mut form = FormState::default();
        for attachment in attachments {
            form.set(Self::title_field(attachment), &attachment.title);
        }
        form
    }

    /// The field of an attachment's title.
    pub(crate) fn title_field(attachment: &Attachment) -> String {
        format!("title.{}", attachment.name)
    }
}

/// `/admin/datasets/{slug}/attachments/{name}/remove`: an attachment is taken away. A form with
/// `csrf` and `attachment`, its number, sent to the same address.
#[derive(Debug, Template)]
#[template(path = "admin/attachment_remove.html")]
pub struct RemoveAttachmentPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset.
    pub dataset: DatasetLink,
    /// What goes.
    pub attachment: Attachment,
}

/// A file that holds no table: a form with `csrf`, `dataset` and `title`, sent to
/// `/admin/uploads/{id}/attach`, joins it to a dataset.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Joining {
    /// Whether it is a PDF.
    pub is_pdf: bool,
    /// Datasets that it may go with: address and title.
    pub datasets: Vec<Choice>,
    /// Datasets that are not listed.
    pub unlisted: u64,
}

impl Joining {
    pub(crate) fn choices(&self) -> &[Choice] {
        &self.datasets
    }

    /// Where the others are, when not all are listed.
    pub(crate) fn hint(&self, layout: &Layout) -> String {
        match self.unlisted {
            0 => String::new(),
            unlisted => layout.say_count("joining-unlisted", unlisted),
        }
    }
}
