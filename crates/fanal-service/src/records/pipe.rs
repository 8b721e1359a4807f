//! From a writer that blocks to a body that streams, with at most a few blocks in between.

use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use fanal_model::failpoint;
use futures::{Stream, StreamExt, stream};
use tokio::runtime::Handle as Threads;
use tokio::sync::mpsc::{self, error::SendTimeoutError};
use tokio_stream::wrappers::ReceiverStream;

/// Bytes that go out at once.
const BLOCK_BYTES: usize = 128 * 1024;
/// Blocks that may wait for a slow reader.
const BLOCKS: usize = 4;
/// How long a reader may take for one block; it holds a thread meanwhile.
const PATIENCE: Duration = Duration::from_secs(30);

/// One block of a body, or why it breaks off.
pub(crate) type Block = Result<Vec<u8>, io::Error>;

/// The writing end. What is not flushed when it is dropped is lost: a body without its end.
pub(crate) struct PipeWriter {
    sender: mpsc::Sender<Block>,
    threads: Threads,
    patience: Duration,
    block: Vec<u8>,
}

/// Says that the body is whole. When it is dropped without that, the body ends with an error, even
/// for a reader that took nothing for long.
pub(crate) struct Ending {
    whole: Arc<AtomicBool>,
    /// Keeps the body from ending before the word is said.
    _sender: mpsc::Sender<Block>,
}

/// Makes a pipe. The writing end stands on a thread that may block; it gives up a reader that
/// takes nothing for half a minute.
pub(crate) fn pipe(
    threads: Threads,
) -> (PipeWriter, Ending, impl Stream<Item = Block> + Send + 'static) {
    pipe_with(threads, PATIENCE)
}

fn pipe_with(
    threads: Threads,
    patience: Duration,
) -> (PipeWriter, Ending, impl Stream<Item = Block> + Send + 'static) {
    let (sender, receiver) = mpsc::channel(BLOCKS);
    let whole = Arc::new(AtomicBool::new(false));
    let ending = Ending { whole: whole.clone(), _sender: sender.clone() };
    let end = stream::once(async move {
        let broken = || io::Error::other("the export was broken off");
        if whole.load(Ordering::Acquire) { None } else { Some(Err(broken())) }
    });
    let body = ReceiverStream::new(receiver).chain(end.filter_map(std::future::ready));
    let block = Vec::with_capacity(BLOCK_BYTES);
    (PipeWriter { sender, threads, patience, block }, ending, body)
}

impl Ending {
    /// The body is whole.
    pub(crate) fn whole(self) {
        self.whole.store(true, Ordering::Release);
    }
}

impl PipeWriter {
    fn send(&mut self) -> io::Result<()> {
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK_BYTES));
        // The timer is made inside the runtime that has one.
        let (sender, patience) = (&self.sender, self.patience);
        let sent = self.threads.block_on(async { sender.send_timeout(Ok(block), patience).await });
        failpoint("export.after-block");
        sent.map_err(|error| match error {
            SendTimeoutError::Closed(_) => {
                io::Error::new(io::ErrorKind::BrokenPipe, "nobody reads any more")
            }
            SendTimeoutError::Timeout(_) => {
                io::Error::new(io::ErrorKind::TimedOut, "the reader is too slow")
            }
        })
    }
}

impl Write for PipeWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.block.extend_from_slice(bytes);
        if self.block.len() >= BLOCK_BYTES {
            self.send()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.block.is_empty() { Ok(()) } else { self.send() }
    }
}

#[cfg(test)]
mod tests {
    use futures::{StreamExt, executor::block_on};
    use tokio::runtime::{Builder, Runtime};

    use super::*;

    fn threads() -> Runtime {
        // Its own thread drives the timers, as in the platform.
        let mut builder = Builder::new_multi_thread();
        builder.worker_threads(1).enable_all().build().expect("a runtime can be started")
    }

    #[test]
    fn a_reader_that_takes_nothing_is_given_up_and_finds_the_body_broken() {
        let runtime = threads();
        let (mut out, ending, body) = pipe_with(runtime.handle().clone(), Duration::ZERO);
        let written = (0..=BLOCKS).find_map(|_| out.write_all(&[0; BLOCK_BYTES]).err());
        assert_eq!(written.map(|e| e.kind()), Some(io::ErrorKind::TimedOut));
        drop((out, ending));
        let read: Vec<Block> = block_on(body.collect());
        assert_eq!(read.len(), BLOCKS + 1);
        assert!(read.last().is_some_and(Result::is_err), "its end can't be taken for a whole one");
    }

    #[test]
    fn a_whole_body_ends_without_an_error() {
        let runtime = threads();
        let (mut out, ending, body) = pipe_with(runtime.handle().clone(), Duration::ZERO);
        out.write_all(b"a;b").and_then(|()| out.flush()).expect("there is room");
        drop(out);
        ending.whole();
        let read: Vec<Block> = block_on(body.collect());
        let read: io::Result<Vec<Vec<u8>>> = read.into_iter().collect();
        assert_eq!(read.expect("no error"), [b"a;b".to_vec()]);
    }
}
