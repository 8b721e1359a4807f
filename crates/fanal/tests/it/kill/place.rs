//! A data folder of its own, the program's processes on it, and how they ended.

use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::net::TcpListener;
use std::os::unix::process::ExitStatusExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use fanal_testkit::Catalogue;
use tempfile::TempDir;

use super::http::{Answer, get};

/// A data folder that nobody else uses.
pub(crate) struct Place {
    folder: TempDir,
    data: PathBuf,
    settings: Vec<(String, String)>,
    log: Option<PathBuf>,
}

/// How a process ended and what it said.
#[derive(Debug)]
pub(crate) struct Outcome {
    pub(crate) code: Option<i32>,
    pub(crate) signal: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Place {
    pub(crate) fn new() -> Self {
        let folder = TempDir::new().expect("a temporary folder can be made");
        let data = folder.path().join("data");
        Self { folder, data, settings: Vec::new(), log: None }
    }

    /// The same on that kind of catalogue.
    pub(crate) fn on(catalogue: &Catalogue) -> Self {
        let mut place = Self::new();
        if let Catalogue::Postgres(url) = catalogue {
            place.set("FANAL_DATABASE_URL", url);
        }
        place
    }

    /// The same with its data elsewhere, as on a small disk.
    pub(crate) fn with_data(catalogue: &Catalogue, data: &Path) -> Self {
        Self { data: data.to_owned(), ..Self::on(catalogue) }
    }

    /// Sets `FANAL_…` for all processes from now on.
    pub(crate) fn set(&mut self, name: &str, value: &str) {
        self.settings.push((name.to_owned(), value.to_owned()));
    }

    /// Has servers write their log to this file from now on, and not to that of the test.
    pub(crate) fn keep_log(&mut self, path: PathBuf) {
        self.log = Some(path);
    }

    pub(crate) fn data(&self) -> &Path {
        &self.data
    }

    /// Writes a file outside the data folder.
    pub(crate) fn file(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.folder.path().join(name);
        std::fs::write(&path, bytes).expect("the temporary folder can be written to");
        path
    }

    /// The path of a file outside the data folder.
    pub(crate) fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with these arguments, in French, deaf to the settings of whoever runs the test.
    pub(crate) fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_fanal"));
        let ours = |name: &str| name.starts_with("FANAL_") || name.starts_with("AWS_");
        let foreign = std::env::vars().filter(|(name, _)| ours(name));
        for (name, _) in foreign {
            command.env_remove(name);
        }
        for name in ["LC_ALL", "LC_MESSAGES"] {
            command.env_remove(name);
        }
        command
            .args(arguments)
            .current_dir(self.folder.path())
            .env("LANG", "fr_FR.UTF-8")
            .env("FANAL_LOG", "error")
            .env("FANAL_DATA", &self.data)
            .envs(self.settings.iter().map(|(n, v)| (n, v)))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    pub(crate) fn run(&self, arguments: &[&str]) -> Outcome {
        ended(self.command(arguments).spawn().expect("the program can be started"))
    }

    /// Runs a command that must end well.
    #[track_caller]
    pub(crate) fn must(&self, arguments: &[&str]) -> Outcome {
        let outcome = self.run(arguments);
        assert_eq!(outcome.code, Some(0), "{arguments:?}: {outcome:?}");
        outcome
    }

    /// Imports a file, replacing what is there, and publishes it.
    #[track_caller]
    pub(crate) fn import(&self, file: &Path, dataset: &str) -> Outcome {
        self.must(&["import", text(file), "--dataset", dataset, "--publish"])
    }

    /// Starts a server that reads only: the jobs are left to others.
    pub(crate) fn serve_without_worker(&self) -> Server {
        Server::start(self, &["serve", "--without-worker"])
    }

    /// Starts a server with its worker.
    pub(crate) fn serve(&self) -> Server {
        Server::start(self, &["serve"])
    }

    /// Starts a worker.
    pub(crate) fn work(&self) -> Process {
        Process(self.command(&["work"]).spawn().expect("the program can be started"))
    }

    /// Checks the audit chain and the lake.
    #[track_caller]
    pub(crate) fn is_sound(&self) {
        self.must(&["doctor"]);
    }
}

/// Waits for a process and takes what it said.
pub(crate) fn ended(child: Child) -> Outcome {
    let output = child.wait_with_output().expect("a child can be waited for");
    Outcome {
        code: output.status.code(),
        signal: output.status.signal(),
        out: String::from_utf8_lossy(&output.stdout).into_owned(),
        err: String::from_utf8_lossy(&output.stderr).into_owned(),
    }
}

impl Outcome {
    /// Whether a signal ended it: a failpoint aborts, `kill -9` kills.
    pub(crate) fn was_killed(&self) -> bool {
        matches!(self.signal, Some(6 | 9))
    }
}

/// A process that does not outlive its test.
pub(crate) struct Process(pub(crate) Child);

impl Process {
    /// Waits for its end and takes what it said, which must be little.
    pub(crate) fn ended(mut self) -> Outcome {
        let mut said = [String::new(), String::new()];
        if let (Some(out), Some(err)) = (&mut self.0.stdout, &mut self.0.stderr) {
            let read = out.read_to_string(&mut said[0]).and(err.read_to_string(&mut said[1]));
            read.expect("what a child says can be read");
        }
        let status = self.0.wait().expect("a child can be waited for");
        let [out, err] = said;
        Outcome { code: status.code(), signal: status.signal(), out, err }
    }

    /// Asks it to end and waits: a job at hand is ended first.
    pub(crate) fn stop(mut self) {
        signal(self.0.id(), "TERM");
        let _ = self.0.wait();
    }
}

impl Drop for Process {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// A running server.
pub(crate) struct Server {
    process: Process,
    pub(crate) port: u16,
    /// The path of the page that makes the first administrator.
    pub(crate) welcome: Option<String>,
}

impl Server {
    fn start(place: &Place, arguments: &[&str]) -> Self {
        // Somebody may take the port between our look and its use: then another one is tried.
        (0..5).find_map(|_| Self::try_start(place, arguments)).expect("the server starts")
    }

    fn try_start(place: &Place, arguments: &[&str]) -> Option<Self> {
        let port = TcpListener::bind(("127.0.0.1", 0)).ok()?.local_addr().ok()?.port();
        let listen = format!("127.0.0.1:{port}");
        let mut command = place.command(arguments);
        let log = match &place.log {
            Some(path) => File::options().create(true).append(true).open(path).ok()?.into(),
            None => Stdio::inherit(),
        };
        command.env("FANAL_LISTEN", &listen).stderr(log);
        let mut process = Process(command.spawn().ok()?);
        let said = process.0.stdout.take()?;
        let mut lines = BufReader::new(said).lines().map_while(Result::ok);
        lines.next()?;
        // Two more lines come when there is no account yet; they are there at once or never.
        let welcome = if place.data().join("spool").exists() { lines.nth(1) } else { None };
        let welcome = welcome.and_then(|l| Some(l[l.find("/welcome/")?..].to_owned()));
        Some(Self { process, port, welcome })
    }

    pub(crate) fn id(&self) -> u32 {
        self.process.0.id()
    }

    pub(crate) fn get(&self, path: &str) -> Answer {
        get(self.port, path)
    }

    /// The whole dataset as CSV, or the status that was answered instead.
    pub(crate) fn export(&self, dataset: &str) -> Answer {
        self.get(&format!("/api/explore/v2.1/catalog/datasets/{dataset}/exports/csv"))
    }

    /// `kill -9`.
    pub(crate) fn kill(mut self) {
        let _ = self.process.0.kill();
        let _ = self.process.0.wait();
    }

    /// Processes that this server has started and not yet waited for.
    pub(crate) fn children(&self) -> Vec<u32> {
        children(self.id())
    }

    /// Asks it to end and waits.
    pub(crate) fn stop(self) {
        self.process.stop();
    }

    /// Waits a while for the process to be over; false when it goes on.
    pub(crate) fn ends(mut self) -> bool {
        let began = Instant::now();
        loop {
            let ended = self.process.0.try_wait().expect("a child can be asked");
            if ended.is_some() || began.elapsed() > Duration::from_secs(10) {
                return ended.is_some();
            }
            std::thread::sleep(Duration::from_millis(5));
        }
    }

    /// The worker beside this server, once there is one.
    pub(crate) fn worker(&self) -> u32 {
        let mut found = None;
        wait_until("the server has a worker", Duration::from_secs(10), || {
            found = self.children().into_iter().next();
            found.is_some()
        });
        found.expect("it was waited for")
    }
}

/// Processes whose parent is this one.
fn children(parent: u32) -> Vec<u32> {
    let path = format!("/proc/{parent}/task");
    let tasks = std::fs::read_dir(path).into_iter().flatten().flatten();
    let lists = tasks.filter_map(|t| std::fs::read_to_string(t.path().join("children")).ok());
    lists
        .flat_map(|l| l.split_whitespace().filter_map(|p| p.parse().ok()).collect::<Vec<_>>())
        .collect()
}

/// Whether a process is over. One that nobody waited for yet is as dead: its state is Z.
pub(crate) fn is_gone(process: u32) -> bool {
    let stat = std::fs::read_to_string(format!("/proc/{process}/stat"));
    stat.map_or(true, |stat| stat.contains(") Z "))
}

/// Sends a signal to a process by its number.
pub(crate) fn signal(process: u32, name: &str) {
    let sent = Command::new("kill").args([&format!("-{name}"), &process.to_string()]).status();
    assert!(sent.is_ok_and(|s| s.success()), "process {process} gets the signal {name}");
}

/// Waits for what another process does; fails loudly when it doesn't.
#[track_caller]
pub(crate) fn wait_until(what: &str, limit: Duration, mut is_so: impl FnMut() -> bool) {
    let began = Instant::now();
    while !is_so() {
        assert!(began.elapsed() < limit, "waited {limit:?} in vain until {what}");
        std::thread::sleep(Duration::from_millis(30));
    }
}

/// A path as an argument.
pub(crate) fn text(path: &Path) -> &str {
    path.to_str().expect("our temporary paths are plain text")
}
