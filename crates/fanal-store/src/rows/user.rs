//! Rows of people with an account.

use fanal_model::{Role, User, UserId};
use sea_orm::entity::prelude::*;

use super::entity_parts;
use crate::StoreError;

#[derive(Debug, Clone, PartialEq, Eq, DeriveEntityModel)]
#[sea_orm(table_name = "user")]
pub struct Model {
    #[sea_orm(primary_key)]
    pub id: i64,
    pub email: String,
    pub name: String,
    pub role: String,
    pub password_hash: String,
    pub created: i64,
}

entity_parts!();

impl Model {
    /// The person, without the password's hash.
    pub(crate) fn into_user(self) -> Result<User, StoreError> {
        Ok(User {
            id: UserId(self.id),
            email: self.email,
            name: self.name,
            role: Role::from_name(&self.role)
                .ok_or_else(|| StoreError::corrupt("user.role", self.role))?,
        })
    }
}
