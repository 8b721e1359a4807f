//! Exports: complete, or visibly broken.

use std::io::Write;
use std::pin::Pin;
use std::sync::Arc;

use fanal_engine::Answer;
use fanal_formats::write::{self, ExportColumn, ExportFormat, ExportOptions};
use fanal_model::{Problem, Version, failpoint};
use futures::{Stream, StreamExt};
use tokio::runtime::Handle as Threads;

use super::pipe::{Block, PipeWriter, pipe};
use super::{ExportRequest, export_columns};
use crate::{Chain, Found, Platform, ServiceError};

/// An export about to be sent.
pub struct Export {
    /// The version that is read.
    pub version: Version,
    /// The format.
    pub format: ExportFormat,
    /// The bytes; an error breaks the body off without its end.
    pub body: Pin<Box<dyn Stream<Item = Block> + Send>>,
}

impl Platform {
    /// Exports records. All refusals come before the first byte: a wrong query, a format that
    /// can't hold that many rows, [`ServiceError::Busy`] when too many are under way.
    pub async fn export(
        &self,
        found: &Found,
        request: ExportRequest,
    ) -> Result<Export, ServiceError> {
        let place = Arc::clone(&self.limits.exports).try_acquire_owned();
        let place = place.map_err(|_| ServiceError::Busy(Problem::new("exports-busy")))?;
        let (version, handle) = self.handle(found, request.records.version).await?;
        let format = request.format;
        let options = request.records.options(self.now());
        let (columns, answer) = self
            .plan(async move {
                let query = &request.records.query;
                let rows = match format.row_limit() {
                    Some(limit) => handle.rows(query, &options, limit + 1).await?,
                    None => 0,
                };
                let answer = handle.query(query, &options).await?;
                write::check(format, rows, answer.columns.len())?;
                Ok((export_columns(&answer.columns), answer))
            })
            .await?;
        let (out, ending, body) = pipe(self.plans().clone());
        let threads = self.plans().clone();
        let work = Work { answer, columns, format, options: request.options, threads };
        self.plans().spawn_blocking(move || {
            let _place = place;
            match work.write(out) {
                Ok(()) => {
                    failpoint("export.before-end");
                    ending.whole();
                }
                Err(error) => tracing::debug!(error = %Chain(&error), "an export is broken off"),
            }
        });
        Ok(Export { version, format, body: Box::pin(body) })
    }
}

/// One export, on a thread of its own.
struct Work {
    answer: Answer,
    columns: Vec<ExportColumn>,
    format: ExportFormat,
    options: ExportOptions,
    threads: Threads,
}

impl Work {
    fn write(mut self, out: PipeWriter) -> Result<(), ServiceError> {
        let out = Box::new(out) as Box<dyn Write + Send>;
        failpoint("export.before-head");
        let mut exporter = write::exporter(self.format, self.columns, &self.options, out)?;
        failpoint("export.after-head");
        while let Some(batch) = self.threads.block_on(self.answer.batches.next()) {
            exporter.write(&batch?)?;
            failpoint("export.after-batch");
        }
        failpoint("export.before-finish");
        Ok(exporter.finish()?)
    }
}
