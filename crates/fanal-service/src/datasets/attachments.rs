//! Files that go with a dataset and are handed out as they are.

use std::collections::HashMap;
use std::path::PathBuf;
use std::pin::Pin;

use bytes::Bytes;
use fanal_formats::media_type;
use fanal_lake::Shelf;
use fanal_model::{
    Attachment, AttachmentId, AuditAct, Dataset, DatasetId, FieldName, Instant, Problem, Subject,
    failpoint,
};
use fanal_store::{Act, NewAttachment, Upload};
use futures::{Stream, StreamExt};

use super::access::{Sight, sight};
use super::find::Found;
use crate::{Caller, Chain, Platform, ServiceError};

/// Most attachments of a dataset: all of them are told wherever it is.
const MOST: usize = 100;

/// Longest title, in characters.
const TITLE_CHARACTERS: usize = 200;

/// The bytes of an attachment.
pub type AttachedBytes = Pin<Box<dyn Stream<Item = Result<Bytes, std::io::Error>> + Send>>;

/// The attachment that a person had before them. The next one may have its name.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct SeenAttachment<'a> {
    /// Its name in addresses.
    pub name: &'a str,
    /// Its number; none when it is not said.
    pub id: Option<AttachmentId>,
}

impl Platform {
    /// The attachments of a dataset, oldest first: for those who may read its records.
    pub async fn attachments(&self, found: &Found) -> Result<Vec<Attachment>, ServiceError> {
        match found.sight {
            Sight::Records(_) => Ok(self.store.attachments(&[found.dataset.id]).await?),
            Sight::Nothing | Sight::Description => Ok(Vec::new()),
        }
    }

    /// The attachments of each of several datasets, as far as the caller may read their records.
    pub async fn attachments_of_all(
        &self,
        caller: &Caller,
        datasets: &[Dataset],
    ) -> Result<HashMap<DatasetId, Vec<Attachment>>, ServiceError> {
        let readable = |d: &&Dataset| matches!(sight(&caller.actor, d), Sight::Records(_));
        let ids: Vec<DatasetId> = datasets.iter().filter(readable).map(|d| d.id).collect();
        let mut found: HashMap<DatasetId, Vec<Attachment>> = HashMap::new();
        for attachment in self.store.attachments(&ids).await? {
            found.entry(attachment.dataset).or_default().push(attachment);
        }
        Ok(found)
    }

    /// The attachment of that name, for those who may read the dataset's records.
    ///
    /// # Errors
    /// [`ServiceError::Forbidden`] for those who may not, [`ServiceError::NotFound`] when there is
    /// none of that name.
    pub async fn attachment(&self, found: &Found, name: &str) -> Result<Attachment, ServiceError> {
        if !matches!(found.sight, Sight::Records(_)) {
            return Err(ServiceError::Forbidden);
        }
        let attachment = self.store.attachment(found.dataset.id, name).await?;
        attachment.ok_or(ServiceError::NotFound)
    }

    /// Opens the bytes of an attachment that was [found](Self::attachment) for the caller.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when it was taken away since, [`ServiceError::Internal`] when its
    /// bytes are lost, or fewer or more than were joined.
    pub async fn open_attachment(
        &self,
        attachment: &Attachment,
    ) -> Result<AttachedBytes, ServiceError> {
        let wrong = match self.lake.open_file(Shelf::Attachments, &attachment.file).await? {
            Some((size_bytes, bytes)) if size_bytes == attachment.size_bytes => {
                return Ok(Box::pin(bytes.map(|block| block.map_err(std::io::Error::other))));
            }
            Some((size_bytes, _)) => format!("{size_bytes} bytes instead of"),
            None => "none of".to_owned(),
        };
        if !self.store.is_attached(&attachment.file).await? {
            return Err(ServiceError::NotFound);
        }
        let (id, size_bytes) = (attachment.id, attachment.size_bytes);
        let lost = anyhow::anyhow!("attachment {id} has {wrong} its {size_bytes} bytes");
        Err(ServiceError::Internal(lost))
    }

    /// Whether a spooled file that was refused as a table may go with a dataset as it is: it holds no
    /// table, and is of a known kind that is no text. What should have been a table is mended.
    pub async fn may_be_attached(
        &self,
        caller: &Caller,
        upload: &str,
        refused: &Problem,
    ) -> Result<bool, ServiceError> {
        if !is_no_table(refused) {
            return Ok(false);
        }
        let upload = self.upload(caller, upload).await?;
        let path = match self.spooled_file(&upload.id).await {
            Err(ServiceError::Refused(_)) => return Ok(false),
            path => path?,
        };
        let found = told_by_bytes(path).await?;
        Ok(found != "application/octet-stream" && !found.starts_with("text/"))
    }

    /// Joins a spooled file to a dataset; it leaves the spool. Without a title it is called as the
    /// file is. What it is, its bytes say.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] with `attachment-title-missing`, `attachment-title-long`,
    /// `attachments-too-many` or `upload-lost`; [`ServiceError::Conflict`] when a load has the file;
    /// [`ServiceError::Busy`] when the disk is full. It stays in the spool then.
    pub async fn attach(
        &self,
        caller: &Caller,
        slug: &str,
        upload: &str,
        title: Option<&str>,
    ) -> Result<Attachment, ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        let upload = self.upload(caller, upload).await?;
        let title = checked_title(title.unwrap_or(&upload.file_name))?;
        let path = self.spooled_file(&upload.id).await?;
        let media_type = told_by_bytes(path.clone()).await?;
        // Under the upload's number: as long as the catalogue knows the upload or the attachment,
        // the file is somebody's, however long this act takes.
        self.lake.put_file(Shelf::Attachments, &upload.id, &path).await?;
        failpoint("attach.file-stored");
        let mut act = self.store.write().await?;
        let attachment = enter(&act, &dataset, &upload, title, media_type).await?;
        let subject = Subject::Attachment(dataset.id, attachment.id);
        act.audit(caller.actor.user(), AuditAct::AttachmentAdded, subject);
        act.commit().await?;
        failpoint("attach.after-catalogue");
        self.known.forget();
        self.remove_upload(&upload.id).await;
        Ok(attachment)
    }

    /// Gives an attachment another title. Its address stays.
    ///
    /// # Errors
    /// [`ServiceError::Refused`] with `attachment-title-missing` or `attachment-title-long`;
    /// [`ServiceError::Conflict`] when the one that was seen is no longer the one of that name.
    pub async fn rename_attachment(
        &self,
        caller: &Caller,
        slug: &str,
        seen: SeenAttachment<'_>,
        title: &str,
    ) -> Result<(), ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        let title = checked_title(title)?;
        let (mut act, attachment) = self.begin_on_attachment(&dataset, seen).await?;
        if attachment.title == title {
            return Ok(());
        }
        act.rename_attachment(attachment.id, &title).await?;
        act.touch_dataset(dataset.id).await?;
        let subject = Subject::Attachment(dataset.id, attachment.id);
        act.audit(caller.actor.user(), AuditAct::AttachmentChanged, subject);
        act.commit().await?;
        self.known.forget();
        Ok(())
    }

    /// Takes an attachment away, with its bytes.
    ///
    /// # Errors
    /// [`ServiceError::Conflict`] when the one that was seen is no longer the one of that name.
    pub async fn remove_attachment(
        &self,
        caller: &Caller,
        slug: &str,
        seen: SeenAttachment<'_>,
    ) -> Result<(), ServiceError> {
        let dataset = self.editable(caller, slug).await?;
        let (mut act, attachment) = self.begin_on_attachment(&dataset, seen).await?;
        act.delete_attachment(attachment.id).await?;
        act.touch_dataset(dataset.id).await?;
        let subject = Subject::Attachment(dataset.id, attachment.id);
        act.audit(caller.actor.user(), AuditAct::AttachmentRemoved, subject);
        act.commit().await?;
        self.known.forget();
        let deleted = self.lake.delete_file(Shelf::Attachments, &attachment.file).await;
        if let Err(error) = deleted {
            tracing::warn!(error = %Chain(&error), "a file that was taken away waits for the sweep");
        }
        Ok(())
    }

    /// Begins an act on the attachment that was seen, as it is now.
    async fn begin_on_attachment(
        &self,
        dataset: &Dataset,
        seen: SeenAttachment<'_>,
    ) -> Result<(Act, Attachment), ServiceError> {
        let act = self.store.write().await?;
        act.dataset(dataset.id).await?.ok_or(ServiceError::NotFound)?;
        let there = act.attachments(dataset.id).await?;
        let attachment = there.into_iter().find(|a| a.name == seen.name);
        let attachment = attachment.ok_or(ServiceError::NotFound)?;
        if seen.id != Some(attachment.id) {
            return Err(ServiceError::Conflict(Problem::new("attachment-replaced")));
        }
        Ok((act, attachment))
    }

    /// Deletes the files that neither an attachment nor an upload names: what programs that died
    /// while they joined or took away one left. Returns how many there were.
    pub async fn sweep_attachments(&self) -> Result<u64, ServiceError> {
        self.lake.sweep_half_written().await?;
        let mut swept = 0;
        for file in self.lake.files_before(Shelf::Attachments, Instant(i64::MAX)).await? {
            // In this order: one act makes an attachment of an upload.
            if self.store.upload(&file).await?.is_none() && !self.store.is_attached(&file).await? {
                self.lake.delete_file(Shelf::Attachments, &file).await?;
                swept += 1;
            }
        }
        Ok(swept)
    }
}

/// Writes the attachment in the place of its upload.
async fn enter(
    act: &Act,
    dataset: &Dataset,
    upload: &Upload,
    title: String,
    media_type: &str,
) -> Result<Attachment, ServiceError> {
    // Nobody else joins a file to it before this act ends.
    act.dataset(dataset.id).await?.ok_or(ServiceError::NotFound)?;
    let there = act.attachments(dataset.id).await?;
    if there.len() >= MOST {
        let problem = Problem::new("attachments-too-many").number("limit", MOST);
        return Err(ServiceError::Refused(problem));
    }
    if act.upload_is_loading(&upload.id).await? {
        return Err(ServiceError::Conflict(Problem::new("upload-loading")));
    }
    if !act.delete_upload(&upload.id).await? {
        return Err(ServiceError::NotFound);
    }
    let new = NewAttachment {
        dataset: dataset.id,
        name: free_name(&upload.file_name, &there),
        title,
        file_name: upload.file_name.clone(),
        media_type: media_type.to_owned(),
        size_bytes: upload.size_bytes,
        file: upload.id.clone(),
    };
    act.touch_dataset(dataset.id).await?;
    Ok(act.create_attachment(new).await?)
}

/// Whether a file was refused for what it is, and not for a fault.
fn is_no_table(refused: &Problem) -> bool {
    let codes = ["file-pdf", "file-kind-unknown", "file-without-columns", "archive-without-table"];
    codes.contains(&refused.code.as_str())
}

/// What a file is, by its bytes.
async fn told_by_bytes(path: PathBuf) -> Result<&'static str, ServiceError> {
    let told = tokio::task::spawn_blocking(move || media_type(&path)).await;
    let told = told.map_err(|error| ServiceError::Internal(error.into()))?;
    told.map_err(ServiceError::internal("reading a file that is joined"))
}

fn checked_title(title: &str) -> Result<String, ServiceError> {
    let title: String = title.chars().filter(|c| !c.is_control()).collect();
    let title = title.trim();
    if title.is_empty() {
        return Err(ServiceError::Refused(Problem::new("attachment-title-missing")));
    }
    if title.chars().count() > TITLE_CHARACTERS {
        let problem = Problem::new("attachment-title-long").number("limit", TITLE_CHARACTERS);
        return Err(ServiceError::Refused(problem));
    }
    Ok(title.to_owned())
}

/// A name in addresses that no other attachment of the dataset has: `notice.pdf` makes
/// `notice_pdf`, as columns are named.
fn free_name(file_name: &str, there: &[Attachment]) -> String {
    let made = FieldName::from_title(file_name);
    let name = made.map_or_else(|_| "fichier".to_owned(), |name| name.to_string());
    let numbered = (2_usize..).map(|number| format!("{name}_{number}"));
    let mut names = std::iter::once(name.clone()).chain(numbered);
    let free = |name: &String| !there.iter().any(|other| other.name == *name);
    names.find(free).unwrap_or(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn named(name: &str) -> Attachment {
        Attachment {
            id: AttachmentId(1),
            dataset: DatasetId(1),
            name: name.to_owned(),
            title: name.to_owned(),
            file_name: name.to_owned(),
            media_type: "application/pdf".to_owned(),
            size_bytes: 1,
            file: name.to_owned(),
            created: Instant(0),
        }
    }

    #[track_caller]
    fn check(file_name: &str, there: &[&str], expected: &str) {
        let there: Vec<Attachment> = there.iter().map(|name| named(name)).collect();
        assert_eq!(free_name(file_name, &there), expected);
    }

    #[test]
    fn a_title_has_signs_that_are_seen() {
        let checked = |title: &str| checked_title(title).map_err(|error| error.problem().code);
        assert_eq!(checked(" Notice\u{7} ").as_deref(), Ok("Notice"));
        for empty in ["", "  ", "\0", " \u{1b}\r\n "] {
            assert_eq!(checked(empty), Err("attachment-title-missing".to_owned()), "{empty:?}");
        }
        let longest = "é".repeat(TITLE_CHARACTERS);
        assert_eq!(checked(&format!("{longest}\0")), Ok(longest.clone()));
        assert_eq!(checked(&format!("{longest}é")), Err("attachment-title-long".to_owned()));
    }

    #[test]
    fn names_in_addresses_are_made_of_file_names_and_never_taken_twice() {
        check("Notice d'usage – été.PDF", &[], "notice_d_usage_ete_pdf");
        check("notice.pdf", &["notice_pdf", "notice_pdf_2"], "notice_pdf_3");
        check("…", &[], "fichier");
        check("…", &["fichier"], "fichier_2");
    }
}
