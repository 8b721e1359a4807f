//! Points in order, more of them than fit into memory.

use std::cmp::Reverse;
use std::collections::BinaryHeap;
use std::fs::File;
use std::io::{self, BufReader, BufWriter, Read, Seek, Write};
use std::path::{Path, PathBuf};

/// Points in memory at a time: some forty megabytes.
const RUN_POINTS: usize = 1 << 20;
/// Bytes of a point in a file.
const POINT_BYTES: usize = 36;

/// A point of a way.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Point {
    pub(super) way: u32,
    pub(super) sequence: u64,
    pub(super) x: f64,
    pub(super) y: f64,
    /// Distance from the start of the way; no number when it is not said.
    pub(super) traveled: f64,
}

impl Point {
    fn key(&self) -> (u32, u64) {
        (self.way, self.sequence)
    }

    fn write(&self, out: &mut impl Write) -> io::Result<()> {
        out.write_all(&self.way.to_le_bytes())?;
        out.write_all(&self.sequence.to_le_bytes())?;
        [self.x, self.y, self.traveled].iter().try_for_each(|n| out.write_all(&n.to_le_bytes()))
    }

    fn read(bytes: &[u8; POINT_BYTES]) -> Option<Self> {
        let (way, rest) = bytes.split_first_chunk()?;
        let (sequence, rest) = rest.split_first_chunk()?;
        let (x, rest) = rest.split_first_chunk()?;
        let (y, traveled) = rest.split_first_chunk()?;
        Some(Self {
            way: u32::from_le_bytes(*way),
            sequence: u64::from_le_bytes(*sequence),
            x: f64::from_le_bytes(*x),
            y: f64::from_le_bytes(*y),
            traveled: f64::from_le_bytes(*traveled.first_chunk()?),
        })
    }
}

/// Takes points in any order. What does not fit into memory lies in files without name.
pub(super) struct Sorter {
    folder: PathBuf,
    run_points: usize,
    points: Vec<Point>,
    runs: Vec<File>,
    count: u64,
}

impl Sorter {
    /// One whose files lie in that folder.
    pub(super) fn new(folder: &Path) -> Self {
        Self::with_runs(folder, RUN_POINTS)
    }

    fn with_runs(folder: &Path, run_points: usize) -> Self {
        let folder = folder.to_owned();
        Self { folder, run_points, points: Vec::new(), runs: Vec::new(), count: 0 }
    }

    /// Points that were taken.
    pub(super) fn count(&self) -> u64 {
        self.count
    }

    pub(super) fn push(&mut self, point: Point) -> io::Result<()> {
        if self.points.len() == self.run_points {
            self.spill()?;
        }
        self.points.push(point);
        self.count += 1;
        Ok(())
    }

    fn spill(&mut self) -> io::Result<()> {
        self.points.sort_by_key(Point::key);
        let mut out = BufWriter::new(tempfile::tempfile_in(&self.folder)?);
        self.points.iter().try_for_each(|point| point.write(&mut out))?;
        self.points.clear();
        let mut file = out.into_inner().map_err(io::IntoInnerError::into_error)?;
        file.rewind()?;
        self.runs.push(file);
        Ok(())
    }

    /// The points by way and sequence; of equals the one that came first.
    pub(super) fn sorted(mut self) -> io::Result<Merged> {
        if !self.runs.is_empty() {
            self.spill()?;
        }
        self.points.sort_by_key(Point::key);
        let mut merged = Merged {
            points: self.points.into_iter(),
            runs: self.runs.into_iter().map(BufReader::new).collect(),
            heads: Vec::new(),
            order: BinaryHeap::new(),
        };
        for run in 0..merged.runs.len() {
            merged.heads.push(None);
            merged.advance(run)?;
        }
        Ok(merged)
    }
}

/// Points in order: of memory, when there are no files, else of the files.
pub(super) struct Merged {
    points: std::vec::IntoIter<Point>,
    runs: Vec<BufReader<File>>,
    /// The next point of each file.
    heads: Vec<Option<Point>>,
    /// Files by the keys of these points; of equals the earlier file.
    order: BinaryHeap<Reverse<((u32, u64), usize)>>,
}

impl Merged {
    /// Reads the next point of a file.
    fn advance(&mut self, run: usize) -> io::Result<()> {
        let mut bytes = [0; POINT_BYTES];
        self.heads[run] = match self.runs[run].read_exact(&mut bytes) {
            Ok(()) => Point::read(&bytes),
            Err(error) if error.kind() == io::ErrorKind::UnexpectedEof => None,
            Err(error) => return Err(error),
        };
        self.order.extend(self.heads[run].map(|point| Reverse((point.key(), run))));
        Ok(())
    }
}

impl Iterator for Merged {
    type Item = io::Result<Point>;

    fn next(&mut self) -> Option<Self::Item> {
        let Some(Reverse((_, run))) = self.order.pop() else { return self.points.next().map(Ok) };
        let point = self.heads[run]?;
        Some(self.advance(run).map(|()| point))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(way: u32, sequence: u64, x: f64) -> Point {
        Point { way, sequence, x, y: -x, traveled: 0.5 }
    }

    #[test]
    fn points_come_in_order_whether_they_fit_into_memory_or_not() {
        let mixed = [
            point(1, 2, 1.0),
            point(0, 9, 2.0),
            point(1, 1, 3.0),
            point(0, 1, 4.0),
            point(2, 0, 5.0),
            point(0, 9, 6.0),
            point(0, 5, 7.0),
        ];
        let expected = [4.0, 7.0, 2.0, 6.0, 3.0, 1.0, 5.0];
        for run_points in [1, 2, 3, 6, 7, 100] {
            let mut sorter = Sorter::with_runs(&std::env::temp_dir(), run_points);
            for point in mixed {
                sorter.push(point).expect("room");
            }
            let sorted = sorter.sorted().expect("room");
            let found: Vec<Point> = sorted.map(|p| p.expect("readable")).collect();
            assert_eq!(found.iter().map(|p| p.x).collect::<Vec<_>>(), expected, "{run_points}");
            assert!(found.iter().all(|p| p.y == -p.x && p.traveled == 0.5));
        }
        let none = Sorter::new(&std::env::temp_dir()).sorted().expect("nothing");
        assert_eq!(none.count(), 0);
    }
}
