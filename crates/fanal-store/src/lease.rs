//! Leases: who alone may commit to a dataset. Each acquisition has a higher fencing token, and a
//! commit with an older one is refused, so that a holder that slept too long harms nothing.

use fanal_model::{DatasetId, Instant};
use sea_orm::sea_query::{Expr, ExprTrait, OnConflict, Query};
use sea_orm::{ColumnTrait, ConnectionTrait, DatabaseTransaction, EntityTrait, QueryFilter};

use crate::rows::lease::{Column, Entity};
use crate::{Act, Store, StoreError};

/// The right to commit to a dataset, until it expires or is taken over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Lease {
    /// The dataset.
    pub dataset: DatasetId,
    /// Increases with each acquisition.
    pub token: i64,
}

impl Store {
    /// Takes the lease for that many seconds; none when somebody (the same holder included) has it.
    pub async fn acquire_lease(
        &self,
        dataset: DatasetId,
        holder: &str,
        seconds: i64,
    ) -> Result<Option<Lease>, StoreError> {
        let now = self.now();
        let expires = now.plus_seconds(seconds);
        let free = Expr::col((Entity, Column::Expires)).lte(now.0);
        let next = Expr::col((Entity, Column::Token)).add(1_i64);
        let take = Query::insert()
            .into_table(Entity)
            .columns([Column::Dataset, Column::Holder, Column::Token, Column::Expires])
            .values_panic([dataset.0.into(), holder.into(), 1_i64.into(), expires.0.into()])
            .on_conflict(
                OnConflict::column(Column::Dataset)
                    .update_columns([Column::Holder, Column::Expires])
                    .value(Column::Token, next)
                    .action_and_where(free)
                    .to_owned(),
            )
            .returning_col(Column::Token)
            .to_owned();
        let transaction = self.begin().await?;
        let row = transaction.query_one(&take).await?;
        let token = row.map(|row| row.try_get::<i64>("", "token")).transpose()?;
        transaction.commit().await?;
        Ok(token.map(|token| Lease { dataset, token }))
    }

    /// Keeps the lease for that many seconds from now.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when somebody else took it. One that expired and that nobody took
    /// is kept.
    pub async fn renew_lease(&self, lease: &Lease, seconds: i64) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        set(&transaction, lease, lease.token, self.now().plus_seconds(seconds)).await?;
        Ok(transaction.commit().await?)
    }

    /// Gives the lease back. Its token counts no more. A lease that was lost is left alone.
    pub async fn release_lease(&self, lease: &Lease) -> Result<(), StoreError> {
        let transaction = self.begin().await?;
        match set(&transaction, lease, lease.token + 1, self.now()).await {
            Ok(()) | Err(StoreError::LeaseLost) => Ok(transaction.commit().await?),
            Err(error) => Err(error),
        }
    }
}

impl Act {
    /// Gives the lease back when the act is committed.
    ///
    /// # Errors
    /// [`StoreError::LeaseLost`] when somebody else took it.
    pub async fn release_lease(&self, lease: &Lease) -> Result<(), StoreError> {
        set(self.transaction(), lease, lease.token + 1, self.now()).await
    }
}

async fn set(
    transaction: &DatabaseTransaction,
    lease: &Lease,
    token: i64,
    expires: Instant,
) -> Result<(), StoreError> {
    let update = Entity::update_many()
        .col_expr(Column::Token, token.into())
        .col_expr(Column::Expires, expires.0.into())
        .filter(Column::Dataset.eq(lease.dataset.0))
        .filter(Column::Token.eq(lease.token));
    match update.exec(transaction).await?.rows_affected {
        0 => Err(StoreError::LeaseLost),
        _ => Ok(()),
    }
}

/// Makes sure that nobody took the lease over, and that nobody does before the transaction ends:
/// writing the row, even unchanged, locks it.
pub(crate) async fn hold(
    transaction: &DatabaseTransaction,
    lease: &Lease,
) -> Result<(), StoreError> {
    let touch = Entity::update_many()
        .col_expr(Column::Token, lease.token.into())
        .filter(Column::Dataset.eq(lease.dataset.0))
        .filter(Column::Token.eq(lease.token));
    match touch.exec(transaction).await?.rows_affected {
        0 => Err(StoreError::LeaseLost),
        _ => Ok(()),
    }
}
