//! Opening the platform as the settings say.

use std::process::ExitCode;
use std::sync::Arc;

use fanal_model::SystemClock;
use fanal_service::{Caller, Looking, Platform, PlatformSettings, ServiceError};

use crate::console::Console;
use crate::settings::Settings;

/// The platform of this machine's settings.
pub(crate) async fn open(settings: &Settings, looking: Looking) -> anyhow::Result<Platform> {
    let place = PlatformSettings {
        data: settings.data.clone(),
        database_url: settings.database_url.clone(),
        store_url: settings.store_url.clone(),
        store_options: settings.store_options.clone(),
        memory_bytes: settings.memory_bytes,
        query_limit_ms: settings.query_limit_ms,
        upload_limit_bytes: settings.upload_limit_bytes,
        kept_versions: settings.kept_versions,
        looking,
    };
    Platform::open(place, Arc::new(SystemClock)).await
}

/// The platform, and the operator as its caller.
pub(crate) async fn operator(console: &Console) -> anyhow::Result<(Platform, Caller, Settings)> {
    let settings = Settings::load()?;
    let platform = open(&settings, Looking::Here).await?;
    let caller = platform.operator(console.language).await?;
    Ok((platform, caller, settings))
}

/// Says why not, in the user's words; an error of the machine goes up with its chain.
pub(crate) fn refused(console: &Console, error: ServiceError) -> anyhow::Result<ExitCode> {
    match error {
        ServiceError::Internal(chain) => Err(chain),
        error => {
            console.problem(&error.problem());
            Ok(ExitCode::FAILURE)
        }
    }
}
