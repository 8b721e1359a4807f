//! The platform: the stores it stands on and the runtime of its long work.

use std::future::Future;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use fanal_engine::{Engine, EngineSettings};
use fanal_lake::Lake;
use fanal_model::{Clock, Language, Portal, Problem};
use fanal_store::Store;
use tokio::runtime::{Builder, Runtime};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use crate::feed::Known;
use crate::loads::Looking;
use crate::profiles::Profiles;
use crate::records::CountedFacets;
use crate::scratch::{self, Scratch};
use crate::{Caller, ServiceError};

/// What the platform needs to know of its place.
#[derive(Debug, Clone)]
pub struct PlatformSettings {
    /// Folder for uploads and scratch files.
    pub data: PathBuf,
    /// The catalogue's database.
    pub database_url: String,
    /// The lake: a folder or `s3://bucket/prefix`.
    pub store_url: String,
    /// Options of an S3 store.
    pub store_options: Vec<(String, String)>,
    /// Memory for queries and their cache, in bytes.
    pub memory_bytes: usize,
    /// Longest time of one query.
    pub query_limit_ms: u64,
    /// Largest file that can be sent, in bytes.
    pub upload_limit_bytes: u64,
    /// Versions of a dataset that are kept.
    pub kept_versions: u32,
    /// Where a stranger's file is read to be understood.
    pub looking: Looking,
}

/// The platform. Cheap to clone.
#[derive(Clone)]
pub struct Platform(Arc<Inner>);

pub struct Inner {
    pub(crate) store: Store,
    pub(crate) lake: Lake,
    pub(crate) engine: Engine,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) settings: PlatformSettings,
    pub(crate) known: Known,
    pub(crate) profiles: Profiles,
    pub(crate) counted_facets: CountedFacets,
    pub(crate) limits: Limits,
    plans: Option<Runtime>,
    /// Held to the end: what queries put aside lies there.
    scratch: Scratch,
}

/// How many of the heavy acts that people set off may run at once.
pub(crate) struct Limits {
    /// Exports that run: each holds a thread of queries as long as its reader takes.
    pub(crate) exports: Arc<Semaphore>,
    /// Files that are read to be understood.
    pub(crate) looks: Arc<Semaphore>,
    /// Passwords that are hashed: each takes 19 MB for a while.
    pub(crate) passwords: Arc<Semaphore>,
}

impl Default for Limits {
    fn default() -> Self {
        let limit = |at_once| Arc::new(Semaphore::new(at_once));
        Self { exports: limit(32), looks: limit(2), passwords: limit(4) }
    }
}

impl Platform {
    /// Opens the stores; makes them when they are not there.
    ///
    /// # Errors
    /// A folder that can't be made, a database that can't be reached or that a newer program
    /// wrote, a lake that can't be reached: each with its [`Problem`] as context.
    pub async fn open(
        settings: PlatformSettings,
        clock: Arc<dyn Clock>,
    ) -> Result<Self, anyhow::Error> {
        use anyhow::Context;
        for folder in
            [settings.data.clone(), settings.data.join("spool"), settings.data.join("spill")]
        {
            private_folder(&folder).with_context(|| {
                Problem::new("data-folder").text("folder", folder.display().to_string())
            })?;
        }
        // Files of the spool last through a power cut: so must the folder that they lie in.
        let synced = std::fs::File::open(&settings.data).and_then(|folder| folder.sync_all());
        synced.context("syncing the folder of the data")?;
        let spill = settings.data.join("spill");
        scratch::sweep(&spill).context("sweeping what dead programs left")?;
        let scratch = Scratch::make(&spill).context("making a folder of its own")?;
        let store = Store::open(&settings.database_url, clock.clone()).await.map_err(|error| {
            let problem = error.problem();
            anyhow::Error::new(error).context(problem)
        })?;
        let opened = Lake::open(&settings.store_url, settings.store_options.clone()).await;
        let lake = opened.map_err(|error| {
            let problem = error.problem();
            anyhow::Error::new(error).context(problem)
        })?;
        let threads = std::thread::available_parallelism().map_or(2, usize::from);
        let engine = Engine::new(
            lake.clone(),
            EngineSettings {
                memory_bytes: settings.memory_bytes,
                cache_bytes: settings.memory_bytes / 4,
                threads,
                time_limit_ms: settings.query_limit_ms,
                spill_folder: Some(scratch.folder().to_owned()),
            },
        )?;
        let plans = Builder::new_multi_thread()
            .worker_threads(threads)
            .max_blocking_threads(64)
            .thread_name("fanal-plan")
            // The planner recurses with a query's depth; address space costs nothing.
            .thread_stack_size(16 << 20)
            .enable_all()
            .build()
            .context("starting the threads of queries")?;
        let (known, limits) = (Known::default(), Limits::default());
        Ok(Self(Arc::new(Inner {
            store,
            lake,
            engine,
            clock,
            settings,
            known,
            profiles: Profiles::default(),
            counted_facets: CountedFacets::default(),
            limits,
            plans: Some(plans),
            scratch,
        })))
    }

    /// A folder for what lasts no longer than this process.
    pub(crate) fn scratch(&self) -> std::path::PathBuf {
        self.scratch.folder().to_owned()
    }

    /// Answers whether the catalogue can be reached.
    pub async fn ready(&self) -> Result<(), ServiceError> {
        Ok(self.store.ping().await?)
    }

    /// The portal that answers to a host; the default one when no other does.
    pub async fn portal(&self, host: Option<&str>) -> Result<Portal, ServiceError> {
        Ok(self.store.portal(host).await?)
    }

    /// The caller for whoever runs the program on its machine.
    pub async fn operator(&self, language: Language) -> Result<Caller, ServiceError> {
        let portal = self.portal(None).await?;
        Ok(Caller { portal, actor: fanal_model::Actor::Operator, language })
    }

    /// The present instant.
    pub fn now(&self) -> fanal_model::Instant {
        self.clock.now()
    }

    /// Largest file that can be sent, in bytes.
    pub fn upload_limit_bytes(&self) -> u64 {
        self.settings.upload_limit_bytes
    }

    /// Runs a plan on the threads of queries, so that pages stay quick. A caller that goes away
    /// stops it.
    pub(crate) async fn plan<F, T>(&self, work: F) -> Result<T, ServiceError>
    where
        F: Future<Output = Result<T, ServiceError>> + Send + 'static,
        T: Send + 'static,
    {
        let task = tokio_util::task::AbortOnDropHandle::new(self.plans().spawn(work));
        task.await.map_err(|e| ServiceError::Internal(anyhow::Error::new(e)))?
    }

    /// Waits for one of few places. The place is given back when the answer is dropped.
    pub(crate) async fn place(
        &self,
        places: &Arc<Semaphore>,
    ) -> Result<OwnedSemaphorePermit, ServiceError> {
        let place = Arc::clone(places).acquire_owned().await;
        place.map_err(|e| ServiceError::Internal(anyhow::Error::new(e)))
    }

    /// The threads of queries.
    pub(crate) fn plans(&self) -> &tokio::runtime::Handle {
        self.0.plans.as_ref().expect("it is taken only when the platform is dropped").handle()
    }
}

impl std::ops::Deref for Platform {
    type Target = Inner;

    fn deref(&self) -> &Inner {
        &self.0
    }
}

impl Drop for Inner {
    fn drop(&mut self) {
        // A runtime can't be waited for inside another one.
        if let Some(plans) = self.plans.take() {
            plans.shutdown_timeout(Duration::ZERO);
        }
    }
}

/// Makes a folder that only its owner reads; one that others can read is closed to them, as the
/// catalogue holds hashes of passwords.
fn private_folder(folder: &std::path::Path) -> std::io::Result<()> {
    use std::os::unix::fs::{DirBuilderExt, PermissionsExt};
    std::fs::DirBuilder::new().recursive(true).mode(0o700).create(folder)?;
    let mode = std::fs::metadata(folder)?.permissions().mode();
    if mode & 0o077 == 0 {
        return Ok(());
    }
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700))
}

/// The address of a catalogue that lies in that file; none when the path is not UTF-8.
pub fn sqlite_address(file: &std::path::Path) -> Option<String> {
    Store::sqlite_address(file)
}
