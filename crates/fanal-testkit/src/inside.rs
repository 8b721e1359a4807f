//! What no address shows: the audit log, the addresses of records, the bytes on the disk, jobs of
//! house-keeping.

use std::path::{Path, PathBuf};

use fanal_engine::{Engine, EngineSettings, Pinned, QueryOptions};
use fanal_lake::Lake;
use fanal_model::{Access, AuditAct, AuditEntry, Dataset, FieldProfile, JobKind, Subject};
use fanal_odsql::Query;
use fanal_store::{AuditCheck, Lease, NewJob};
use sea_orm::{ConnectionTrait, Database, Statement};

use crate::TestApp;

impl TestApp {
    /// The dataset as the catalogue has it.
    pub async fn stored(&self, slug: &str) -> Dataset {
        let operator = self.operator().await;
        self.platform.editable(&operator, slug).await.expect("the dataset is there")
    }

    /// The audit log, oldest first.
    pub async fn audit(&self) -> Vec<AuditEntry> {
        self.store.audit_since(0, 10_000).await.expect("the log can be read")
    }

    /// What was done after that entry, in order.
    pub async fn acts_since(&self, sequence: usize) -> Vec<AuditAct> {
        self.audit().await.iter().skip(sequence).map(|entry| entry.act).collect()
    }

    /// Whether the audit log's chain holds.
    pub async fn audit_is_sound(&self) -> bool {
        let check = self.store.verify_audit().await.expect("the log can be read");
        matches!(check, AuditCheck::Sound { .. })
    }

    /// The rows of the audit log as the database holds them, every column as text.
    pub async fn audit_rows(&self) -> Vec<String> {
        let database = Database::connect(&self.settings.database_url).await;
        let database = database.expect("the catalogue opens once more");
        let (sequence, at, user) = ("CAST(sequence AS text)", "CAST(at AS text)", "\"user\"");
        let sql = format!(
            "SELECT {sequence} || ' ' || {at} || ' ' || COALESCE(CAST({user} AS text), '-') || ' ' \
             || act || ' ' || subject || ' ' || CAST(subject_id AS text) || ' ' \
             || COALESCE(CAST(dataset AS text), '-') || ' ' || hash AS line FROM audit ORDER BY sequence"
        );
        let rows =
            database.query_all_raw(Statement::from_string(database.get_database_backend(), sql));
        let rows = rows.await.expect("the log can be read");
        rows.iter().map(|row| row.try_get("", "line").expect("one column of text")).collect()
    }

    /// Runs SQL behind the platform's back.
    pub async fn sql(&self, sql: &str) {
        let database = Database::connect(&self.settings.database_url).await;
        let database = database.expect("the catalogue opens once more");
        database.execute_unprepared(sql).await.expect("the statement is right");
        database.close().await.expect("nothing is under way");
    }

    /// Takes a dataset for another worker: a load waits until it is released.
    pub async fn hold(&self, slug: &str) -> Lease {
        let dataset = self.stored(slug).await.id;
        let held = self.store.acquire_lease(dataset, "another", 3600).await;
        held.expect("the catalogue can be written").expect("nobody else holds it")
    }

    /// Gives a dataset free that was held.
    pub async fn release(&self, held: &Lease) {
        self.store.release_lease(held).await.expect("it is held");
    }

    /// Puts a job of house-keeping in the queue and works.
    pub async fn keep_house(&self, slug: &str, kind: JobKind) {
        let dataset = self.stored(slug).await.id;
        let mut act = self.store.write().await.expect("the catalogue can be written");
        let payload = "{}".to_owned();
        let new = NewJob { kind, dataset: Some(dataset), user: None, payload, not_before: None };
        let job = act.enqueue(new).await.expect("the catalogue can be written");
        act.audit(None, AuditAct::JobEnqueued, Subject::Job(job.id, Some(dataset)));
        act.commit().await.expect("the catalogue can be written");
        let ends = self.work().await;
        assert_eq!(ends, [fanal_service::JobEnd::Done]);
    }

    /// The lasting addresses of the records of the current version, in its order.
    pub async fn record_ids(&self, slug: &str) -> Vec<String> {
        let dataset = self.stored(slug).await;
        let version = dataset.current.expect("the dataset has data");
        let lake =
            Lake::open(&self.settings.store_url, Vec::new()).await.expect("the lake is there");
        let settings = EngineSettings {
            memory_bytes: 64 << 20,
            cache_bytes: 1 << 20,
            threads: 1,
            time_limit_ms: 60_000,
            spill_folder: None,
        };
        let engine = Engine::new(lake, settings).expect("an engine can be made");
        let pinned = Pinned {
            dataset: dataset.id,
            delta_version: version.delta_version,
            fields: version.fields,
        };
        let handle = engine.open(&pinned, Access::hiding([])).await.expect("the version is there");
        let query = Query { limit: Some(1000), ..Query::default() };
        let ids = handle.record_ids(&query, &QueryOptions::default()).await;
        ids.expect("the version can be read").iter().map(ToString::to_string).collect()
    }

    /// The profiles of the current version, as the operator sees them.
    pub async fn profiles(&self, slug: &str) -> Vec<FieldProfile> {
        let operator = self.operator().await;
        let found = self.platform.dataset(&operator, slug).await.expect("the dataset is there");
        let version = found.dataset.current.clone().expect("the dataset has data");
        self.platform.profiles(&found, &version).await.expect("the profile can be read")
    }

    /// The files below the platform's folder that hold these bytes.
    pub fn files_with(&self, marker: &[u8]) -> Vec<PathBuf> {
        let mut found = Vec::new();
        search(self.folder(), &mut |path| {
            let bytes = std::fs::read(path).expect("what the platform wrote can be read");
            if bytes.windows(marker.len()).any(|window| window == marker) {
                found.push(path.to_owned());
            }
        });
        found
    }

    /// The lake's folder.
    pub fn lake_folder(&self) -> PathBuf {
        PathBuf::from(&self.settings.store_url)
    }

    /// Files of the lake, from its root, sorted.
    pub fn lake_files(&self) -> Vec<String> {
        let root = self.lake_folder();
        let mut found = Vec::new();
        search(&root, &mut |path| {
            let below = path.strip_prefix(&root).expect("it was found below the root");
            found.push(below.display().to_string());
        });
        found.sort();
        found
    }
}

fn search(folder: &Path, seen: &mut impl FnMut(&Path)) {
    let entries = std::fs::read_dir(folder).expect("what the platform made can be listed");
    for entry in entries {
        let path = entry.expect("what the platform made can be listed").path();
        if path.is_dir() {
            search(&path, seen);
        } else {
            seen(&path);
        }
    }
}
