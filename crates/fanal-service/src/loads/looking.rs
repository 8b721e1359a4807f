//! Where a stranger's file is read to be understood.

use std::path::PathBuf;
use std::process::Stdio;
use std::sync::Arc;
use std::time::Duration;

use fanal_ingest::{Look, Understanding};
use fanal_model::Problem;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::{Child, Command};

use crate::jobs::JobWatch;
use crate::{Chain, Platform, ServiceError};

/// Largest answer that a child may give, in bytes.
const ANSWER_LIMIT_BYTES: u64 = 256 << 20;

/// Where a stranger's file is read to be understood.
#[derive(Debug, Clone)]
pub enum Looking {
    /// In this process, which does nothing else.
    Here,
    /// In a child of its own: a file that breaks a parser, takes all of its memory or never ends
    /// fails one look.
    InChild(LookingChild),
}

/// The process that reads one file and ends.
#[derive(Debug, Clone)]
pub struct LookingChild {
    /// The program. It is called as `program look --memory-bytes N`, gets [`Look::ask`] as the
    /// first line of its input, writes [`Look::answer`] to its output, and ends when its input
    /// does.
    pub program: PathBuf,
    /// Memory that it may take, in bytes.
    pub memory_bytes: u64,
    /// Longest time that it may take.
    pub limit: Duration,
}

/// Why a child gave no answer, for the log: it names no cell.
#[derive(Debug, thiserror::Error)]
enum NoAnswer {
    #[error("its pipes broke")]
    Pipe(#[from] std::io::Error),
    #[error("it ended with {0}")]
    Status(std::process::ExitStatus),
    #[error("its answer has more than {ANSWER_LIMIT_BYTES} bytes")]
    TooLong,
    #[error("line {line}, column {column} of its answer is not understood")]
    Garbled { line: usize, column: usize },
}

/// Stops the reading of a file that nobody waits for any more.
struct StopWhenDropped(Arc<JobWatch>);

impl Drop for StopWhenDropped {
    fn drop(&mut self) {
        self.0.cancel();
    }
}

impl Platform {
    /// Reads a file where the settings say, once there is a place. Whoever asked may go away: the
    /// file is then read no further.
    pub(super) async fn understand(
        &self,
        look: Look,
    ) -> Result<Result<Understanding, Problem>, ServiceError> {
        let place = self.place(&self.limits.looks).await?;
        match &self.settings.looking {
            Looking::InChild(child) => child.understand(&look).await,
            Looking::Here => {
                let watch = Arc::new(JobWatch::default());
                let _stop = StopWhenDropped(watch.clone());
                let looking = self.plans().spawn_blocking(move || {
                    let _place = place;
                    look.understand(watch.as_ref())
                });
                looking.await.map_err(|e| ServiceError::Internal(e.into()))
            }
        }
    }
}

impl LookingChild {
    /// Has a child read the file. It dies with the future.
    async fn understand(
        &self,
        look: &Look,
    ) -> Result<Result<Understanding, Problem>, ServiceError> {
        let asked = look.ask().map_err(|e| ServiceError::Internal(e.into()))?;
        let mut child = Command::new(&self.program)
            .arg0("fanal")
            .args(["look", "--memory-bytes", &self.memory_bytes.to_string()])
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .map_err(ServiceError::internal("starting the reader of a file"))?;
        let no_answer = match tokio::time::timeout(self.limit, talk(&mut child, &asked)).await {
            Ok(Ok(understanding)) => return Ok(understanding),
            Ok(Err(no_answer)) => no_answer,
            Err(_) => {
                tracing::warn!(limit = ?self.limit, "a file took too long to be read");
                let minutes = self.limit.as_secs().div_ceil(60);
                return Ok(Err(Problem::new("look-too-long").number("minutes", minutes)));
            }
        };
        tracing::warn!(error = %Chain(&no_answer), "the reader of a file gave no answer");
        Ok(Err(Problem::new("look-failed")))
    }
}

/// Asks a child and takes its answer.
async fn talk(child: &mut Child, asked: &str) -> Result<Result<Understanding, Problem>, NoAnswer> {
    let closed = || std::io::Error::from(std::io::ErrorKind::BrokenPipe);
    // Held to the end: the child ends when its input does, and so when this process does.
    let mut input = child.stdin.take().ok_or_else(closed)?;
    let output = child.stdout.take().ok_or_else(closed)?;
    // What becomes of a child that takes no question shows in how it ends.
    let _ = input.write_all(asked.as_bytes()).await;
    let mut answer = Vec::new();
    output.take(ANSWER_LIMIT_BYTES + 1).read_to_end(&mut answer).await?;
    if answer.len() as u64 > ANSWER_LIMIT_BYTES {
        return Err(NoAnswer::TooLong);
    }
    let status = child.wait().await?;
    if !status.success() {
        return Err(NoAnswer::Status(status));
    }
    Look::read_answer(&answer).map_err(|e| NoAnswer::Garbled { line: e.line(), column: e.column() })
}
