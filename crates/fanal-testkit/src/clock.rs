//! A clock that goes on by itself and that a test can put forward.

use std::sync::atomic::{AtomicI64, Ordering};

use fanal_model::{Clock, Instant, SystemClock};

/// The machine's clock, put forward by what the test says.
#[derive(Debug, Default)]
pub struct TestClock {
    ahead_seconds: AtomicI64,
}

impl TestClock {
    /// Puts the clock forward.
    pub fn pass_seconds(&self, seconds: i64) {
        self.ahead_seconds.fetch_add(seconds, Ordering::SeqCst);
    }

    /// Puts the clock forward by whole days.
    pub fn pass_days(&self, days: i64) {
        self.pass_seconds(days * 24 * 3600);
    }
}

impl Clock for TestClock {
    fn now(&self) -> Instant {
        SystemClock.now().plus_seconds(self.ahead_seconds.load(Ordering::SeqCst))
    }
}
