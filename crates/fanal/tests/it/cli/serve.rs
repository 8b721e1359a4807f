//! Several servers of one portal, and one that loses its catalogue.

use std::io::copy;
use std::net::{Shutdown, TcpListener, TcpStream};
use std::sync::{Arc, Mutex};

use fanal_testkit::{Catalogue, programs_on_both_catalogues, programs_on_postgres};

use crate::kill::{Browser, Place};

programs_on_both_catalogues! {
    a_welcome_link_works_on_every_server_and_once,
}

fn a_welcome_link_works_on_every_server_and_once(catalogue: Catalogue) {
    let place = Place::on(&catalogue);
    let servers = [place.serve_without_worker(), place.serve_without_worker()];
    let links = servers.each_ref().map(|it| it.welcome.clone().expect("nobody has an account"));
    for server in &servers {
        for link in &links {
            assert_eq!(server.get(link).status, 200, "{link}");
        }
        assert_eq!(server.get(&format!("{}x", links[0])).status, 404);
    }
    Browser::sign_in(&servers[1]);
    for server in &servers {
        for link in &links {
            assert_eq!(server.get(link).status, 404, "{link} has made its account");
        }
    }
}

#[test]
fn a_server_that_lost_its_catalogue_lives_and_is_not_ready() {
    programs_on_postgres("a_server_that_lost_its_catalogue", |catalogue| {
        let Catalogue::Postgres(url) = catalogue else { panic!("it is on PostgreSQL") };
        let (user, rest) = url.split_once('@').expect("a user is named");
        let (server, database) = rest.split_once('/').expect("a database is named");
        let way = Way::to(server);
        let mut place = Place::new();
        let through = format!("{user}@127.0.0.1:{}/{database}", way.port);
        place.set("FANAL_DATABASE_URL", &through);
        let server = place.serve_without_worker();
        assert_eq!(server.get("/health/ready").status, 200);
        way.cut();
        assert_eq!(server.get("/health/ready").status, 503);
        assert_eq!(server.get("/health/live").status, 200);
    });
}

/// A way to a server that can be cut.
struct Way {
    port: u16,
    /// Both ends of all that goes through; none once it is cut.
    ends: Arc<Mutex<Option<Vec<TcpStream>>>>,
}

impl Way {
    fn to(server: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a port is free");
        let port = listener.local_addr().expect("it listens").port();
        let ends = Arc::new(Mutex::new(Some(Vec::new())));
        let (way, server) = (ends.clone(), server.to_owned());
        std::thread::spawn(move || {
            for near in listener.incoming().flatten() {
                if let Some(ends) = way.lock().expect("nobody panics with it").as_mut() {
                    let far = TcpStream::connect(&server).expect("the server answers");
                    ends.extend([&near, &far].map(|end| end.try_clone().expect("a handle")));
                    let both = [(&near, &far), (&far, &near)];
                    for (from, to) in both.map(|(a, b)| (a.try_clone(), b.try_clone())) {
                        let (mut from, mut to) = (from.expect("a handle"), to.expect("a handle"));
                        std::thread::spawn(move || copy(&mut from, &mut to));
                    }
                }
            }
        });
        Self { port, ends }
    }

    fn cut(&self) {
        for end in self.ends.lock().expect("nobody panics with it").take().into_iter().flatten() {
            // One that is closed already is as good.
            let _ = end.shutdown(Shutdown::Both);
        }
    }
}
