//! The whole platform in a temporary folder.

use std::path::Path;
use std::sync::Arc;

use axum::Router;
use fanal_model::{Actor, JobState, Language, Role, User};
use fanal_service::{
    Applied, Caller, JobEnd, Looking, Platform, PlatformSettings, ServiceError, Worker,
};
use fanal_store::{JobFilter, JobPhase, NewUser, Store};
use fanal_web::{App, TrustedProxies, WebSettings, router};
use tempfile::TempDir;

use crate::{Browser, Catalogue, DatasetBuilder, TestClock};

/// The people of the tests.
pub struct People;

impl People {
    /// E-mail of the administrator; others are `editor@…` and `reader@…`.
    pub const ADMINISTRATOR: &'static str = "administrator@ville.example";
    /// Name of the administrator.
    pub const NAME: &'static str = "Camille Rouvière";
    /// Password of everybody.
    pub const PASSWORD: &'static str = "phare-du-port-1853";
}

/// The whole platform in a temporary folder: stores, pages, API, and a worker that works when it
/// is told to. Everything is deleted at the end.
pub struct TestApp {
    pub(crate) platform: Platform,
    pub(crate) store: Store,
    pub(crate) settings: PlatformSettings,
    router: Router,
    clock: Arc<TestClock>,
    folder: TempDir,
}

impl TestApp {
    /// Public address of the portal.
    pub const URL: &'static str = "https://donnees.ville.example";
    /// The secret of the link that makes the first administrator.
    pub const WELCOME: &'static str = "bienvenue";

    /// Opens an app on a catalogue.
    pub async fn on(catalogue: &Catalogue) -> Self {
        Self::with(catalogue, |_| {}).await
    }

    /// Opens an app whose settings the test changes.
    pub async fn with(catalogue: &Catalogue, change: impl FnOnce(&mut PlatformSettings)) -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let data = folder.path().join("données");
        let mut settings = PlatformSettings {
            data: data.clone(),
            database_url: catalogue.address(folder.path()),
            store_url: data.join("lake").display().to_string(),
            store_options: Vec::new(),
            memory_bytes: 256 << 20,
            query_limit_ms: 60_000,
            upload_limit_bytes: 64 << 20,
            kept_versions: 20,
            looking: Looking::Here,
        };
        change(&mut settings);
        let clock = Arc::new(TestClock::default());
        let platform = Platform::open(settings.clone(), clock.clone()).await;
        let platform = platform.expect("the platform opens in an empty folder");
        let store = Store::open(&settings.database_url, clock.clone()).await;
        let store = store.expect("the catalogue opens twice");
        platform.welcome(Self::WELCOME).await.expect("the catalogue can be written");
        let router = served(&platform, TrustedProxies::default(), "this build");
        Self { platform, store, settings, router, clock, folder }
    }

    /// The platform, for what has no address yet.
    pub fn platform(&self) -> &Platform {
        &self.platform
    }

    /// The clock of the platform.
    pub fn clock(&self) -> &TestClock {
        &self.clock
    }

    /// A folder for the test's own files.
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// The same behind proxies whose word is taken.
    #[must_use]
    pub fn behind(mut self, proxies: &str) -> Self {
        let proxies = TrustedProxies::parse(proxies).expect("addresses and networks");
        self.router = served(&self.platform, proxies, "this build");
        self
    }

    /// Somebody unknown.
    pub fn visitor(&self) -> Browser {
        Browser::new(self.router.clone())
    }

    /// Somebody unknown to whom another build of the program serves the same platform.
    pub fn visitor_of_build(&self, build: &str) -> Browser {
        Browser::new(served(&self.platform, TrustedProxies::default(), build))
    }

    /// Somebody signed in with that role.
    pub async fn person(&self, role: Role) -> Browser {
        self.make_administrator().await;
        let email = match role {
            Role::Administrator => People::ADMINISTRATOR.to_owned(),
            role => self.make_person(role).await,
        };
        let signed_in = self.platform.sign_in(&email, People::PASSWORD).await;
        let signed_in = signed_in.expect("the person was just made");
        let browser = self.visitor();
        browser.keep("session", &signed_in.token);
        browser
    }

    /// Makes the account of the administrator, unless it is there.
    pub async fn make_administrator(&self) {
        let needed = self.platform.needs_first_administrator().await;
        if needed.expect("the catalogue answers") {
            let made = self
                .platform
                .make_first_administrator(People::NAME, People::ADMINISTRATOR, People::PASSWORD)
                .await;
            made.expect("an administrator can be made");
        }
    }

    /// Makes an account with that role, unless it is there, and answers its e-mail. The password
    /// is everybody's.
    async fn make_person(&self, role: Role) -> String {
        let email = format!("{}@ville.example", role.name());
        let find =
            async |email| self.store.user_by_email(email).await.expect("the catalogue answers");
        if find(&email).await.is_none() {
            let (_, password_hash) =
                find(People::ADMINISTRATOR).await.expect("the administrator was just made");
            let name = format!("Une personne ({})", role.name());
            let act = self.store.write().await.expect("the catalogue can be written");
            let new = NewUser { email: email.clone(), name, role, password_hash };
            act.create_user(new).await.expect("the address is free");
            act.commit().await.expect("the catalogue can be written");
        }
        email
    }

    /// Whoever runs the program on its machine.
    pub async fn operator(&self) -> Caller {
        let operator = self.platform.operator(Language::French).await;
        operator.expect("there is always a portal")
    }

    /// The caller that a person is, for acts without an address.
    pub async fn caller(&self, user: User) -> Caller {
        Caller { actor: Actor::Person(user), ..self.operator().await }
    }

    /// A dataset to be filled.
    pub fn dataset(&self, slug: &str) -> DatasetBuilder<'_> {
        DatasetBuilder::new(self, slug)
    }

    /// Makes a dataset as a definition says.
    pub async fn apply(&self, definition: &str) -> Result<Applied, ServiceError> {
        self.platform.apply_definition(&self.operator().await, definition, false).await
    }

    /// Does the jobs that wait and are due, and those that they put in the queue; answers how each
    /// ended, in the order of the queue.
    pub async fn work(&self) -> Vec<JobEnd> {
        let worker = Worker::new(self.platform.clone());
        let filter = JobFilter { phase: JobPhase::Waiting, kind: None, limit: 1000 };
        let mut ends = Vec::new();
        loop {
            let now = self.platform.now();
            let mut due = self.store.jobs(&filter).await.expect("the catalogue answers");
            due.retain(|job| matches!(job.state, JobState::Waiting(from) if from <= now));
            due.sort_by_key(|job| job.id.0);
            if due.is_empty() {
                return ends;
            }
            for job in due {
                let end = worker.see_through(job.id, |_| {}).await;
                ends.push(end.expect("the catalogue can be written"));
            }
        }
    }
}

fn served(platform: &Platform, trusted_proxies: TrustedProxies, build: &str) -> Router {
    let web =
        WebSettings { url: TestApp::URL.to_owned(), trusted_proxies, build: build.to_owned() };
    router(App::new(platform.clone(), web))
}
