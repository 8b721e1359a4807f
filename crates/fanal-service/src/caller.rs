//! Who asks, through which portal, in which language.

use fanal_model::{Actor, Language, Permission, Portal};

use crate::ServiceError;

/// Who asks, through which portal, in which language. Every act takes one.
#[derive(Debug, Clone)]
pub struct Caller {
    /// The portal that was asked.
    pub portal: Portal,
    /// Who asks.
    pub actor: Actor,
    /// The language of the answer.
    pub language: Language,
}

impl Caller {
    /// Refuses whoever may not do it: a stranger is asked to sign in.
    pub(crate) fn must(&self, permission: Permission) -> Result<(), ServiceError> {
        if self.actor.may(permission) {
            Ok(())
        } else if self.actor == Actor::Anonymous {
            Err(ServiceError::SignInNeeded)
        } else {
            Err(ServiceError::Forbidden)
        }
    }
}
