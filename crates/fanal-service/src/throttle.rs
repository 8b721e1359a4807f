//! Slowing down the guessing of passwords.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use fanal_model::Instant;

/// Slows down the guessing of passwords: only so many wrong tries in a while for one account from
/// one address, and for all accounts from one address. Colleagues who share an address and sign in
/// rightly are not counted, and nobody can shut an account to its owner, who is elsewhere.
#[derive(Debug, Default)]
pub struct Throttle {
    tries: Mutex<HashMap<String, (Instant, u32)>>,
}

/// Wrong tries for one account from one address.
const TRIES_OF_ACCOUNT: u32 = 10;
/// Wrong tries for all accounts from one address.
const TRIES_OF_ADDRESS: u32 = 100;
/// The while, in seconds.
const SECONDS: i64 = 300;

impl Throttle {
    /// Counts a try before it is judged, so that many at once count too. Tells how many seconds to
    /// wait when there were too many.
    pub fn begin(&self, address: &str, email: &str, now: Instant) -> Result<(), i64> {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.retain(|_, (since, _)| since.plus_seconds(SECONDS) > now);
        let keys =
            [(account(address, email), TRIES_OF_ACCOUNT), (address.to_owned(), TRIES_OF_ADDRESS)];
        for (key, limit) in &keys {
            if let Some((since, count)) = tries.get(key)
                && count >= limit
            {
                return Err(since.plus_seconds(SECONDS).seconds() - now.seconds());
            }
        }
        for (key, _) in keys {
            tries.entry(key).or_insert((now, 0)).1 += 1;
        }
        Ok(())
    }

    /// The try was right: it does not count, and those before it for the account were no guesses.
    pub fn was_right(&self, address: &str, email: &str) {
        let mut tries = self.tries.lock().unwrap_or_else(PoisonError::into_inner);
        tries.remove(&account(address, email));
        if let Some((_, count)) = tries.get_mut(address) {
            *count = count.saturating_sub(1);
        }
    }
}

/// No address and no e-mail holds a line break.
fn account(address: &str, email: &str) -> String {
    format!("{address}\n{email}")
}

#[cfg(test)]
mod tests {
    use super::*;

    const START: Instant = Instant(0);

    #[test]
    fn the_eleventh_try_waits_and_a_later_one_does_not() {
        let throttle = Throttle::default();
        for _ in 0..10 {
            assert_eq!(throttle.begin("a", "ana@ville.fr", START), Ok(()));
        }
        assert_eq!(throttle.begin("a", "ana@ville.fr", START.plus_seconds(100)), Err(200));
        assert_eq!(throttle.begin("b", "ana@ville.fr", START), Ok(()), "its owner is elsewhere");
        assert_eq!(throttle.begin("a", "ana@ville.fr", START.plus_seconds(301)), Ok(()));
    }

    #[test]
    fn one_address_can_t_try_all_accounts() {
        let throttle = Throttle::default();
        for n in 0..100 {
            assert_eq!(throttle.begin("a", &n.to_string(), START), Ok(()));
        }
        assert_eq!(throttle.begin("a", "100", START), Err(300));
    }

    #[test]
    fn right_tries_are_not_counted() {
        let throttle = Throttle::default();
        for n in 0..1000 {
            let email = (n % 7).to_string();
            assert_eq!(throttle.begin("a", &email, START), Ok(()));
            throttle.was_right("a", &email);
        }
    }
}
