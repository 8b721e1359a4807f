//! Accounts: the first administrator, signing in and out.

use argon2::Argon2;
use argon2::password_hash::{PasswordHasher, PasswordVerifier, phc::PasswordHash};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use fanal_model::{AuditAct, Instant, Problem, Role, Subject, User};
use fanal_store::{NewUser, Session};
use sha2::{Digest, Sha256};

use crate::{Platform, ServiceError};

/// How long a session lasts.
const SESSION_SECONDS: i64 = 12 * 3600;
/// Shortest password, in characters.
pub const PASSWORD_CHARACTERS: usize = 12;
/// Longest e-mail, in bytes, as the rules of mail have it (RFC 5321, erratum 1690).
const EMAIL_BYTES: usize = 254;

/// A session that was just begun.
pub struct SignedIn {
    /// Who.
    pub user: User,
    /// The secret for the cookie; only its hash is stored.
    pub token: String,
    /// When it ends.
    pub expires: Instant,
}

impl Platform {
    /// Whether nobody has an account yet.
    pub async fn needs_first_administrator(&self) -> Result<bool, ServiceError> {
        Ok(!self.store.users_exist().await?)
    }

    /// Lets whoever knows the secret make the first administrator, on every server, until somebody
    /// has done so.
    pub async fn welcome(&self, secret: &str) -> Result<(), ServiceError> {
        let act = self.store.write().await?;
        act.create_welcome(&hash_token(secret)).await?;
        Ok(act.commit().await?)
    }

    /// Whether who knows this secret may make the first administrator.
    pub async fn is_welcome(&self, secret: &str) -> Result<bool, ServiceError> {
        Ok(self.store.is_welcome(&hash_token(secret)).await?)
    }

    /// Makes the first administrator and signs them in.
    ///
    /// # Errors
    /// [`ServiceError::NotFound`] when somebody has an account already.
    pub async fn make_first_administrator(
        &self,
        name: &str,
        email: &str,
        password: &str,
    ) -> Result<SignedIn, ServiceError> {
        if !self.needs_first_administrator().await? {
            return Err(ServiceError::NotFound);
        }
        let email = checked_email(email)?;
        if name.trim().is_empty() {
            return Err(ServiceError::Refused(Problem::new("name-missing")));
        }
        if password.chars().count() < PASSWORD_CHARACTERS {
            let problem = Problem::new("password-short").number("limit", PASSWORD_CHARACTERS);
            return Err(ServiceError::Refused(problem));
        }
        let hash = self.hash_password(password.to_owned()).await?;
        let mut act = self.store.write().await?;
        let new = NewUser {
            email,
            name: name.trim().to_owned(),
            role: Role::Administrator,
            password_hash: hash,
        };
        // Two may have come at once.
        let user = act.create_first_user(new).await?.ok_or(ServiceError::NotFound)?;
        act.audit(None, AuditAct::UserCreated, Subject::User(user.id));
        act.commit().await?;
        self.begin_session(user).await
    }

    /// Signs somebody in. A wrong address and a wrong password answer alike, in the same time.
    pub async fn sign_in(&self, email: &str, password: &str) -> Result<SignedIn, ServiceError> {
        let email = email.trim();
        if email.len() > EMAIL_BYTES {
            return Err(ServiceError::Refused(Problem::new("sign-in-wrong")));
        }
        let found = self.store.user_by_email(&email.to_lowercase()).await?;
        let (user, hash) = match found {
            Some((user, hash)) => (Some(user), hash),
            None => (None, NOBODY.to_owned()),
        };
        let right = self.verify_password(password.to_owned(), hash).await?;
        match user {
            Some(user) if right => self.begin_session(user).await,
            _ => Err(ServiceError::Refused(Problem::new("sign-in-wrong"))),
        }
    }

    async fn begin_session(&self, user: User) -> Result<SignedIn, ServiceError> {
        let token = secret();
        let csrf = secret();
        let expires = self.clock.now().plus_seconds(SESSION_SECONDS);
        let mut act = self.store.write().await?;
        act.create_session(user.id, &hash_token(&token), &csrf, expires).await?;
        act.audit(Some(user.id), AuditAct::SignedIn, Subject::User(user.id));
        act.commit().await?;
        Ok(SignedIn { user, token, expires })
    }

    /// The session of a cookie's secret, unless it ended.
    pub async fn session(&self, token: &str) -> Result<Option<Session>, ServiceError> {
        Ok(self.store.session(&hash_token(token)).await?)
    }

    /// Forgets the sessions that ended by themselves, and says how many.
    pub async fn sweep_sessions(&self) -> Result<u64, ServiceError> {
        let act = self.store.write().await?;
        let swept = act.delete_expired_sessions().await?;
        act.commit().await?;
        Ok(swept)
    }

    /// Ends a session.
    pub async fn sign_out(&self, token: &str) -> Result<(), ServiceError> {
        let hash = hash_token(token);
        let Some(session) = self.store.session(&hash).await? else { return Ok(()) };
        let mut act = self.store.write().await?;
        act.delete_session(&hash).await?;
        let user = session.user.id;
        act.audit(Some(user), AuditAct::SignedOut, Subject::User(user));
        Ok(act.commit().await?)
    }
}

/// 256 random bits for a cookie, a form or a link.
pub fn secret() -> String {
    let bytes: [u8; 32] = rand::random();
    URL_SAFE_NO_PAD.encode(bytes)
}

fn hash_token(token: &str) -> String {
    Sha256::digest(token.as_bytes()).iter().map(|b| format!("{b:02x}")).collect()
}

fn checked_email(email: &str) -> Result<String, ServiceError> {
    let email = email.trim().to_lowercase();
    let shaped = email.split_once('@').is_some_and(|(name, host)| {
        !name.is_empty() && host.contains('.') && !email.contains(char::is_whitespace)
    });
    if shaped && email.len() <= EMAIL_BYTES {
        Ok(email)
    } else {
        Err(ServiceError::Refused(Problem::new("email-wrong")))
    }
}

/// The hash of a password that nobody has: an unknown address costs as much as a wrong password.
const NOBODY: &str =
    "$argon2id$v=19$m=19456,t=2,p=1$bm9ib2R5bm9ib2R5$Jc4Q8GdcvXRHqzbjSY3ZrQd1EBOm7t2tBzA7SZT7dq8";

impl Platform {
    async fn hash_password(&self, password: String) -> Result<String, ServiceError> {
        let place = self.place(&self.limits.passwords).await?;
        let hashed = tokio::task::spawn_blocking(move || {
            let _place = place;
            Argon2::default().hash_password(password.as_bytes()).map(|hash| hash.to_string())
        });
        let failed = |e| ServiceError::Internal(anyhow::anyhow!("hashing a password: {e}"));
        hashed.await.map_err(|e| ServiceError::Internal(e.into()))?.map_err(failed)
    }

    async fn verify_password(&self, password: String, hash: String) -> Result<bool, ServiceError> {
        let place = self.place(&self.limits.passwords).await?;
        let verified = tokio::task::spawn_blocking(move || {
            let _place = place;
            let Ok(hash) = PasswordHash::new(&hash) else { return false };
            Argon2::default().verify_password(password.as_bytes(), &hash).is_ok()
        });
        verified.await.map_err(|e| ServiceError::Internal(e.into()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_hash_of_nobody_is_a_hash() {
        assert!(PasswordHash::new(NOBODY).is_ok());
    }

    #[test]
    fn addresses_are_checked_for_their_shape() {
        assert!(checked_email(" Ana@Ville.fr ").is_ok_and(|e| e == "ana@ville.fr"));
        for wrong in ["", "ana", "@ville.fr", "ana@ville", "a na@ville.fr"] {
            assert!(checked_email(wrong).is_err(), "{wrong}");
        }
        let long = format!("{}@ville.fr", "a".repeat(EMAIL_BYTES));
        assert!(checked_email(&long).is_err(), "longer than any address");
    }
}
