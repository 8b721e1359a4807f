//! Who asks, and what they may do.

use crate::UserId;

/// What a person may do on the whole platform.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// Reads what was shared with agents.
    Reader,
    /// Also loads, describes and publishes datasets.
    Editor,
    /// Also manages people and the portal.
    Administrator,
}

impl Role {
    /// All of them, from the least to the most.
    pub const ALL: [Self; 3] = [Self::Reader, Self::Editor, Self::Administrator];

    /// The name in the catalogue.
    pub fn name(self) -> &'static str {
        match self {
            Self::Reader => "reader",
            Self::Editor => "editor",
            Self::Administrator => "administrator",
        }
    }

    /// Finds one by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|r| r.name() == name)
    }
}

/// A person with an account.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct User {
    /// Number in the catalogue.
    pub id: UserId,
    /// Address that the person signs in with, in small letters.
    pub email: String,
    /// Name for people.
    pub name: String,
    /// What the person may do.
    pub role: Role,
}

/// Who asks. Every request has one; nobody signed in is `Anonymous`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Actor {
    /// Nobody known.
    Anonymous,
    /// Somebody signed in.
    Person(User),
    /// Whoever runs the program on its machine: the command line, first start.
    Operator,
}

/// A named action that an actor may or may not do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Permission {
    /// See drafts and datasets that are not open.
    ReadUnpublished,
    /// Load data, describe, publish, withdraw.
    EditDatasets,
    /// Manage people and settings of the portal.
    Administer,
}

impl Actor {
    /// Whether the actor may do it.
    pub fn may(&self, permission: Permission) -> bool {
        let role = match self {
            Self::Anonymous => return false,
            Self::Operator => return true,
            Self::Person(user) => user.role,
        };
        match permission {
            Permission::ReadUnpublished => role >= Role::Editor,
            Permission::EditDatasets => role >= Role::Editor,
            Permission::Administer => role >= Role::Administrator,
        }
    }

    /// The person's number, for the audit log.
    pub fn user(&self) -> Option<UserId> {
        match self {
            Self::Person(user) => Some(user.id),
            Self::Anonymous | Self::Operator => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_reader_edits_nothing_and_nobody_known_sees_no_draft() {
        let reader = Actor::Person(User {
            id: UserId(1),
            email: "a@example.org".into(),
            name: "A".into(),
            role: Role::Reader,
        });
        assert!(!reader.may(Permission::EditDatasets));
        assert!(!Actor::Anonymous.may(Permission::ReadUnpublished));
        assert!(Actor::Operator.may(Permission::Administer));
    }
}
