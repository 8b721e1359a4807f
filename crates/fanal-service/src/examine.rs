//! Is everything as it should be?

use fanal_model::{Permission, Problem};
use fanal_store::AuditCheck;

use crate::{Caller, Platform, ServiceError};

impl Platform {
    /// Examines the catalogue, its audit log and the lake. Each examination comes with the
    /// identifier of its sentence, and with what is wrong if something is.
    pub async fn examine(
        &self,
        caller: &Caller,
    ) -> Result<Vec<(&'static str, Option<Problem>)>, ServiceError> {
        caller.must(Permission::Administer)?;
        let catalogue = self.store.ping().await.err().map(|e| e.problem());
        let audit = match self.store.verify_audit().await? {
            AuditCheck::Sound { .. } => None,
            AuditCheck::Broken { sequence } => {
                Some(Problem::new("audit-broken").number("line", sequence))
            }
        };
        let lake = self.lake.check().await.err().map(|e| e.problem());
        Ok(vec![("doctor-catalogue", catalogue), ("doctor-audit", audit), ("doctor-lake", lake)])
    }
}
