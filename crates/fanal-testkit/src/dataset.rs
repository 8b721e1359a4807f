//! Datasets made in one sentence: `app.dataset("arbres").csv("…").published().await`.

use bytes::Bytes;
use fanal_model::{Attachment, Dataset, FieldName, LoadMode, Slug, Visibility};
use fanal_service::{
    ColumnRecipe, Description, JobEnd, LoadRequest, LoadTarget, Reasons, Recipe, ServiceError,
};
use futures::stream;

use crate::TestApp;

/// A load into a dataset, which is made when there is none.
pub struct DatasetBuilder<'a> {
    app: &'a TestApp,
    slug: Slug,
    title: String,
    file_name: String,
    bytes: Vec<u8>,
    mode: LoadMode,
    left_out: Vec<String>,
    public_because: Reasons,
}

impl<'a> DatasetBuilder<'a> {
    pub(crate) fn new(app: &'a TestApp, slug: &str) -> Self {
        Self {
            app,
            slug: Slug::parse(slug).expect("tests write addresses well"),
            title: slug.to_owned(),
            file_name: format!("{slug}.csv"),
            bytes: Vec::new(),
            mode: LoadMode::Replace,
            left_out: Vec::new(),
            public_because: Reasons::new(),
        }
    }

    /// The title; the address when none is said.
    #[must_use]
    pub fn title(mut self, title: &str) -> Self {
        title.clone_into(&mut self.title);
        self
    }

    /// What is loaded, as CSV.
    #[must_use]
    pub fn csv(self, text: &str) -> Self {
        let name = format!("{}.csv", self.slug);
        self.file(&name, text.as_bytes())
    }

    /// What is loaded.
    #[must_use]
    pub fn file(mut self, name: &str, bytes: &[u8]) -> Self {
        name.clone_into(&mut self.file_name);
        self.bytes = bytes.to_vec();
        self
    }

    /// Adds to what is there.
    #[must_use]
    pub fn appended(mut self) -> Self {
        self.mode = LoadMode::Append;
        self
    }

    /// Takes the place of records with the same key.
    #[must_use]
    pub fn updated_by(mut self, key: &[&str]) -> Self {
        let name = |name: &&str| FieldName::parse(name).expect("tests write names well");
        self.mode = LoadMode::Update { key: key.iter().map(name).collect() };
        self
    }

    /// Leaves a column out before anything is stored.
    #[must_use]
    pub fn without_column(mut self, title: &str) -> Self {
        self.left_out.push(title.to_owned());
        self
    }

    /// Says why a column that designates persons may be public.
    #[must_use]
    pub fn because(mut self, column: &str, reason: &str) -> Self {
        self.public_because.insert(column.to_owned(), reason.to_owned());
        self
    }

    /// Loads and leaves the dataset as it is: a draft when it was made now.
    pub async fn loaded(self) {
        let end = self.end(false).await.expect("the load is taken");
        assert_eq!(end, JobEnd::Done);
    }

    /// Loads and publishes.
    pub async fn published(self) {
        let end = self.end(true).await.expect("the load is taken");
        assert_eq!(end, JobEnd::Done);
    }

    /// Loads, publishes, and lets only those see it whom the visibility says.
    pub async fn published_as(self, visibility: Visibility) {
        let (app, slug) = (self.app, self.slug.to_string());
        self.loaded().await;
        app.describe(&slug, |description| description.visibility = visibility).await;
        let operator = app.operator().await;
        let published = app.platform.publish(&operator, &slug, &Reasons::new(), None).await;
        published.expect("it has a title and data");
    }

    /// Loads and answers how the load ended.
    pub async fn end(self, publish: bool) -> Result<JobEnd, ServiceError> {
        let (platform, caller) = (&self.app.platform, self.app.operator().await);
        let existing = match platform.editable(&caller, self.slug.as_str()).await {
            Ok(dataset) => Some(dataset),
            Err(ServiceError::NotFound) => None,
            Err(error) => return Err(error),
        };
        let bytes = stream::iter([Ok(Bytes::from(self.bytes))]);
        let spooled = platform.receive(&caller, &self.file_name, existing.as_ref(), bytes).await?;
        if !self.left_out.is_empty() {
            let column =
                |title: String| ColumnRecipe { title, leave_out: true, ..ColumnRecipe::default() };
            let columns = self.left_out.into_iter().map(column).collect();
            let recipe = Recipe { columns, ..platform.recipe(&caller, &spooled.id).await? };
            platform.decide(&caller, &spooled.id, &recipe).await?;
        }
        let target = match existing {
            Some(dataset) => LoadTarget::Existing(dataset.slug),
            None => LoadTarget::New { slug: self.slug, title: self.title },
        };
        let request = LoadRequest {
            upload: spooled.id,
            target,
            mode: self.mode,
            publish,
            columns_seen: false,
            public_because: self.public_because,
        };
        platform.start_load(&caller, &request).await?;
        let mut ends = self.app.work().await;
        Ok(ends.swap_remove(0))
    }
}

impl TestApp {
    /// Joins a file to a dataset; answers what is known of it.
    pub async fn attach(&self, slug: &str, file_name: &str, bytes: &[u8]) -> Attachment {
        let (platform, caller) = (&self.platform, self.operator().await);
        let bytes = stream::iter([Ok(Bytes::copy_from_slice(bytes))]);
        let spooled = platform.receive(&caller, file_name, None, bytes).await;
        let spooled = spooled.expect("the file is received");
        let attached = platform.attach(&caller, slug, &spooled.id, None).await;
        attached.expect("the dataset is there")
    }

    /// Changes what describes a dataset.
    pub async fn describe(&self, slug: &str, change: impl FnOnce(&mut Description)) {
        self.try_describe(slug, change).await.expect("nobody else describes it");
    }

    /// Changes what describes a dataset, unless it is refused.
    pub async fn try_describe(
        &self,
        slug: &str,
        change: impl FnOnce(&mut Description),
    ) -> Result<Dataset, ServiceError> {
        let operator = self.operator().await;
        let dataset = self.platform.editable(&operator, slug).await.expect("the dataset is there");
        let mut description = Description {
            slug: dataset.slug,
            metadata: dataset.metadata,
            organisation: String::new(),
            visibility: dataset.visibility,
            fields: dataset.fields,
        };
        change(&mut description);
        let revision = dataset.metadata_revision;
        self.platform.describe(&operator, slug, revision, description).await
    }
}
