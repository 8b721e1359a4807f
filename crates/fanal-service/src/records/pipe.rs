//! From a writer that blocks to a body that streams, with at most a few blocks in between.

use std::io::{self, Write};

use futures::Stream;
use tokio::sync::mpsc;
use tokio_stream::wrappers::ReceiverStream;

/// Bytes that go out at once.
const BLOCK_BYTES: usize = 128 * 1024;
/// Blocks that may wait for a slow reader.
const BLOCKS: usize = 4;

/// One block of a body, or why it breaks off.
pub(crate) type Block = Result<Vec<u8>, io::Error>;

/// The writing end. What is not flushed when it is dropped is lost: a body without its end.
pub(crate) struct PipeWriter {
    sender: mpsc::Sender<Block>,
    block: Vec<u8>,
}

/// Makes a pipe.
pub(crate) fn pipe() -> (PipeWriter, impl Stream<Item = Block> + Send + 'static) {
    let (sender, receiver) = mpsc::channel(BLOCKS);
    (PipeWriter { sender, block: Vec::with_capacity(BLOCK_BYTES) }, ReceiverStream::new(receiver))
}

impl PipeWriter {
    /// A sender that can break the body off after the writer is gone.
    pub(crate) fn breaker(&self) -> mpsc::Sender<Block> {
        self.sender.clone()
    }

    fn send(&mut self) -> io::Result<()> {
        let block = std::mem::replace(&mut self.block, Vec::with_capacity(BLOCK_BYTES));
        let gone = || io::Error::new(io::ErrorKind::BrokenPipe, "nobody reads any more");
        self.sender.blocking_send(Ok(block)).map_err(|_| gone())
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
