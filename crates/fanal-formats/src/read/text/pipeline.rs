//! Work on blocks side by side, results in order.

use std::sync::mpsc::{Receiver, SyncSender, sync_channel};
use std::thread;

use super::super::ReadError;
use super::splitter::{Block, Splitter};

/// Threads that parse, at most: more would wait for the one that cuts.
const MOST_WORKERS: usize = 6;

type Outcome<T> = Result<T, ReadError>;

/// Cuts the file into blocks, works on them side by side, and gives the results to the sink on the
/// caller's thread, in the file's order. A fixed number of blocks is under way at any time. The
/// first error of any side ends it.
pub(super) fn in_order<T: Send>(
    mut splitter: Splitter,
    work: impl Fn(Block) -> Outcome<T> + Sync,
    mut sink: impl FnMut(T) -> Outcome<()>,
) -> Outcome<()> {
    let workers = thread::available_parallelism().map_or(2, usize::from).clamp(2, MOST_WORKERS);
    thread::scope(|scope| {
        let mut to_work: Vec<SyncSender<Outcome<Block>>> = Vec::new();
        let mut results: Vec<Receiver<Outcome<T>>> = Vec::new();
        for _ in 0..workers {
            let (send_block, blocks) = sync_channel::<Outcome<Block>>(1);
            let (send_result, result) = sync_channel(1);
            to_work.push(send_block);
            results.push(result);
            let work = &work;
            scope.spawn(move || {
                for block in blocks {
                    if send_result.send(block.and_then(work)).is_err() {
                        return;
                    }
                }
            });
        }
        // Blocks go round, so that the order of the results is known without numbering them.
        scope.spawn(move || {
            for send in to_work.iter().cycle() {
                let next = splitter.next_block().transpose();
                let Some(next) = next else { return };
                let failed = next.is_err();
                if send.send(next).is_err() || failed {
                    return;
                }
            }
        });
        for result in results.iter().cycle() {
            match result.recv() {
                Ok(outcome) => sink(outcome?)?,
                Err(_) => return Ok(()),
            }
        }
        Ok(())
    })
}
