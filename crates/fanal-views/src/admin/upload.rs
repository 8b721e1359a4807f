//! Giving a file.

use askama::Template;

use crate::{DatasetLink, FormState, Layout};

/// `/admin/datasets/new`, and the same for a dataset that exists: a multipart form with `csrf`,
/// `dataset` (an address, when there is one) and `file`, sent to `/admin/uploads`.
#[derive(Debug, Template)]
#[template(path = "admin/upload.html")]
pub struct UploadPage {
    /// What every page needs.
    pub layout: Layout,
    /// The dataset that the file is for; none for a new one.
    pub dataset: Option<DatasetLink>,
    /// Largest file, in bytes.
    pub limit_bytes: u64,
    /// What was wrong, on the field `file`.
    pub form: FormState,
}

impl UploadPage {
    pub(crate) fn limit(&self) -> String {
        self.layout.words.size(self.limit_bytes)
    }
}
