//! The text of one commit in the log.

use std::collections::HashMap;

use bytes::Bytes;
use deltalake_core::kernel::{
    Action, Add, CommitInfo, Metadata, Protocol, Remove, StructType, Transaction,
};
use fanal_model::{Instant, LoadId};
use serde_json::{Value, json};

use crate::{LakeError, SnapshotFile};

/// A commit being composed.
pub(super) struct LogEntry {
    actions: Vec<Action>,
    now_ms: i64,
    /// Whether readers of changes must look at it; a compaction changes no record.
    pub(super) data_change: bool,
}

impl LogEntry {
    /// Begins with who did what, so that other programs' histories show it.
    pub(super) fn new(operation: &str, load: &LoadId, delta_version: i64, now: Instant) -> Self {
        let now_ms = now.0.div_euclid(1000);
        let about = CommitInfo {
            timestamp: Some(now_ms),
            operation: Some(operation.to_owned()),
            operation_parameters: Some(HashMap::new()),
            read_version: u64::try_from(delta_version - 1).ok(),
            engine_info: Some("fanal".to_owned()),
            ..CommitInfo::default()
        };
        let transaction = Transaction {
            app_id: load.to_string(),
            version: delta_version,
            last_updated: Some(now_ms),
        };
        let actions = vec![Action::CommitInfo(about), Action::Txn(transaction)];
        Self { actions, now_ms, data_change: true }
    }

    /// Makes the table.
    pub(super) fn create(&mut self, id: &str, schema: &StructType) -> Result<(), LakeError> {
        // The oldest protocol does all that we need, and every reader knows it.
        let protocol = json!({ "minReaderVersion": 1, "minWriterVersion": 2 });
        let protocol: Protocol = serde_json::from_value(protocol).map_err(damaged)?;
        // Versions are taken away by the retention job alone, never by a checkpoint.
        let configuration = json!({
            "delta.enableExpiredLogCleanup": "false",
            "delta.enableDeletionVectors": "false",
        });
        let metadata = metadata(id, schema, &configuration, Some(self.now_ms))?;
        self.actions.push(Action::Protocol(protocol));
        self.actions.push(Action::Metadata(metadata));
        Ok(())
    }

    /// Changes the columns.
    pub(super) fn describe(
        &mut self,
        was: &Metadata,
        schema: &StructType,
    ) -> Result<(), LakeError> {
        let metadata = metadata(was.id(), schema, &json!(was.configuration()), was.created_time())?;
        self.actions.push(Action::Metadata(metadata));
        Ok(())
    }

    pub(super) fn add(&mut self, path: &str, size_bytes: u64, stats: &str) {
        self.actions.push(Action::Add(Add {
            path: path.to_owned(),
            size: i64::try_from(size_bytes).unwrap_or(i64::MAX),
            modification_time: self.now_ms,
            data_change: self.data_change,
            stats: Some(stats.to_owned()),
            ..Add::default()
        }));
    }

    pub(super) fn remove(&mut self, file: &SnapshotFile) {
        self.actions.push(Action::Remove(Remove {
            path: file.table_path.clone(),
            data_change: self.data_change,
            deletion_timestamp: Some(self.now_ms),
            extended_file_metadata: Some(true),
            partition_values: Some(HashMap::new()),
            size: i64::try_from(file.size_bytes).ok(),
            ..Remove::default()
        }));
    }

    /// One action a line.
    pub(super) fn text(&self) -> Result<Bytes, LakeError> {
        let mut text = Vec::new();
        for action in &self.actions {
            serde_json::to_writer(&mut text, action).map_err(damaged)?;
            text.push(b'\n');
        }
        Ok(text.into())
    }
}

/// Finds the load that a commit names.
pub(super) fn load_of(text: &[u8]) -> Option<LoadId> {
    text.split(|byte| *byte == b'\n')
        .filter_map(|line| serde_json::from_slice::<Value>(line).ok())
        .find_map(|action| LoadId::parse(action.get("txn")?.get("appId")?.as_str()?))
}

fn metadata(
    id: &str,
    schema: &StructType,
    configuration: &Value,
    created_ms: Option<i64>,
) -> Result<Metadata, LakeError> {
    let schema = serde_json::to_string(schema).map_err(damaged)?;
    // The library builds this one, as the protocol, only from its JSON.
    let metadata = json!({
        "id": id,
        "name": null,
        "description": null,
        "format": { "provider": "parquet", "options": {} },
        "schemaString": schema,
        "partitionColumns": [],
        "configuration": configuration,
        "createdTime": created_ms,
    });
    serde_json::from_value(metadata).map_err(damaged)
}

fn damaged(error: serde_json::Error) -> LakeError {
    LakeError::Damaged(error.into())
}
