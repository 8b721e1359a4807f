//! What those see who prepare and publish datasets.

mod describe;
mod home;
mod job;
mod publish;
mod understanding;
mod upload;

pub use describe::{DescribePage, DescribedField};
pub use home::{AdminDataset, AdminHomePage, JobLine};
pub use job::{JobOutcome, JobPage};
pub use publish::{PublishPage, UnpublishPage};
pub use understanding::{
    ColumnView, FileFacts, KeyField, OddValue, RejectedRow, Setting, Target, UnderstandingPage,
};
pub use upload::UploadPage;
