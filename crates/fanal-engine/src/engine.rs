//! The engine and its one door.

use std::path::PathBuf;
use std::sync::Arc;

use fanal_lake::{Lake, Snapshot};
use fanal_model::{Access, DatasetId, Field};

use crate::cache::ColumnCache;
use crate::files::Files;
use crate::memory::YieldingPool;
use crate::plan::scan_plan;
use crate::scan::{PinnedTable, Reading};
use crate::session::Session;
use crate::{Batches, Handle, QueryError};

/// How much of the machine the engine may use.
#[derive(Debug, Clone)]
pub struct EngineSettings {
    /// Memory of all queries and of the columns kept, in bytes.
    pub memory_bytes: usize,
    /// Of which the columns kept may take so many bytes.
    pub cache_bytes: usize,
    /// Parts of a plan that run at once.
    pub threads: usize,
    /// Time that a query may take, in milliseconds; the reader's own time is not counted.
    pub time_limit_ms: u64,
    /// Folder for what sorting puts aside; the system's when none is given.
    pub spill_folder: Option<PathBuf>,
}

/// One version of a dataset, as the catalogue names it.
#[derive(Debug, Clone)]
pub struct Pinned {
    /// The dataset.
    pub dataset: DatasetId,
    /// Version of its Delta table.
    pub delta_version: i64,
    /// Columns of the data as they are stored.
    pub fields: Vec<Field>,
}

/// Answers queries. Cheap to clone; all clones share the memory and the columns kept.
#[derive(Debug, Clone)]
pub struct Engine {
    pub(crate) shared: Arc<Shared>,
}

#[derive(Debug)]
pub(crate) struct Shared {
    pub(crate) lake: Lake,
    pub(crate) files: Arc<Files>,
    pub(crate) session: Session,
}

impl Engine {
    /// Makes an engine over a lake.
    pub fn new(lake: Lake, settings: EngineSettings) -> Result<Self, QueryError> {
        let pool = Arc::new(YieldingPool::new(settings.memory_bytes));
        let cache_bytes = settings.cache_bytes.min(settings.memory_bytes);
        let cache = Arc::new(ColumnCache::new(pool.clone(), cache_bytes));
        pool.yields(&cache);
        let session = Session::new(lake.object_store(), pool, &settings)?;
        let files = Arc::new(Files::new(lake.object_store(), cache, settings.threads));
        Ok(Self { shared: Arc::new(Shared { lake, files, session }) })
    }

    /// Opens one version for one reader: the one door to data. Every plan is made from the handle,
    /// which holds what the reader may see.
    pub async fn open(&self, pinned: &Pinned, access: Access) -> Result<Handle, QueryError> {
        let snapshot = self.snapshot(pinned).await?;
        Ok(Handle::new(self.shared.clone(), pinned, &access, snapshot))
    }

    /// Every stored column, hidden ones last, in the order of insertion: of the whole version, or
    /// of some of its files (paths in the table's folder). For compaction; nobody's access but the
    /// unrestricted one opens it.
    pub async fn stored(
        &self,
        pinned: &Pinned,
        access: &Access,
        files: Option<&[String]>,
    ) -> Result<Batches, QueryError> {
        whole(access)?;
        let snapshot = self.snapshot(pinned).await?;
        let chosen = snapshot
            .files
            .iter()
            .filter(|f| files.is_none_or(|names| names.contains(&f.table_path)))
            .map(|f| (f.path.clone(), f.size_bytes))
            .collect();
        let table = self.shared.stored_table(pinned.dataset, &pinned.fields, chosen);
        let plan = scan_plan(table, crate::schema::stored(&pinned.fields).fields())?;
        let plan = self.shared.session.plan(&plan, true).await?;
        self.shared.session.run_ahead(plan)
    }

    /// Lets go of what is kept of a dataset. It is only memory: nothing becomes wrong without it.
    pub fn forget(&self, dataset: DatasetId) {
        self.shared.files.forget(dataset);
    }

    pub(crate) async fn snapshot(&self, pinned: &Pinned) -> Result<Arc<Snapshot>, QueryError> {
        Ok(self.shared.lake.table(pinned.dataset).snapshot(pinned.delta_version).await?)
    }
}

impl Shared {
    /// Files with every stored column, read in order and past the cache.
    pub(crate) fn stored_table(
        &self,
        dataset: DatasetId,
        fields: &[Field],
        files: Vec<(object_store::path::Path, u64)>,
    ) -> PinnedTable {
        PinnedTable {
            files: self.files.clone(),
            dataset,
            stored: crate::schema::stored(fields),
            data: Arc::new(files),
            reading: Reading { ordered: true, fill: false },
        }
    }
}

/// Refuses whoever may not see all that is stored.
pub(crate) fn whole(access: &Access) -> Result<(), QueryError> {
    if access.is_unrestricted() {
        Ok(())
    } else {
        Err(QueryError::internal("stored columns are asked for with a reader's access"))
    }
}
