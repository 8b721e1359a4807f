//! Whom a request comes from when proxies stand between.

use std::net::{IpAddr, SocketAddr};

use axum::http::HeaderMap;
use ipnet::IpNet;

/// The header to which each proxy adds the address that it was asked from.
const FORWARDED_FOR: &str = "x-forwarded-for";

/// Networks whose machines are believed when they say from where they were asked. Anybody can
/// write such a header: of others it is not read.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct TrustedProxies(Vec<IpNet>);

impl TrustedProxies {
    /// Reads addresses and networks between commas, as `127.0.0.1, 10.0.0.0/8, fd00::/8`.
    ///
    /// # Errors
    /// The part that is neither.
    pub fn parse(text: &str) -> Result<Self, String> {
        let network = |part: &str| {
            let network =
                part.parse::<IpNet>().or_else(|_| part.parse::<IpAddr>().map(IpNet::from));
            network.map_err(|_| part.to_owned())
        };
        let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
        parts.map(network).collect::<Result<_, _>>().map(Self)
    }

    /// The address of the visitor: the peer's, unless it is a proxy of ours. Then the addresses
    /// that were handed on are read from the last one back, as each stands for what the machine
    /// after it saw: the first that is none of ours is the visitor. What stands before it, or
    /// before a text that is no address, may be anybody's invention.
    pub(crate) fn visitor(&self, peer: IpAddr, headers: &HeaderMap) -> IpAddr {
        let mut visitor = peer.to_canonical();
        let lines = headers.get_all(FORWARDED_FOR).iter().rev().map(|line| line.to_str());
        let handed_on = lines.flat_map(|line| line.unwrap_or_default().rsplit(','));
        for text in handed_on {
            if !self.trusts(visitor) {
                break;
            }
            let Some(before) = address(text.trim()) else { break };
            visitor = before;
        }
        visitor
    }

    fn trusts(&self, address: IpAddr) -> bool {
        self.0.iter().any(|network| network.contains(&address))
    }
}

/// What a visitor has to themselves, to count what comes from there: an address, of IPv6 the whole
/// network of 64 bits, in which they may change theirs with each request.
pub(crate) fn household(visitor: IpAddr) -> String {
    match visitor {
        IpAddr::V4(address) => address.to_string(),
        IpAddr::V6(address) => {
            let [a, b, c, d, ..] = address.segments();
            format!("{a:x}:{b:x}:{c:x}:{d:x}::/64")
        }
    }
}

/// An address, which some proxies write with a port or in brackets.
fn address(text: &str) -> Option<IpAddr> {
    let bare = text.trim_start_matches('[').trim_end_matches(']');
    let address =
        bare.parse().or_else(|_| text.parse().map(|with_port: SocketAddr| with_port.ip()));
    address.ok().map(|address: IpAddr| address.to_canonical())
}

#[cfg(test)]
mod tests {
    use super::*;

    const OURS: &str = "127.0.0.1, 10.0.0.0/8,fd00::/8,";

    #[track_caller]
    fn check(peer: &str, lines: &[&str], expected: &str) {
        let proxies = TrustedProxies::parse(OURS).expect("addresses and networks");
        let mut headers = HeaderMap::new();
        for line in lines {
            headers.append(FORWARDED_FOR, line.parse().expect("a header"));
        }
        let visitor = proxies.visitor(peer.parse().expect("an address"), &headers);
        assert_eq!(visitor.to_string(), expected);
    }

    #[test]
    fn a_stranger_is_not_believed() {
        check("198.51.100.7", &["203.0.113.5"], "198.51.100.7");
        check("11.0.0.1", &["203.0.113.5"], "11.0.0.1");
    }

    #[test]
    fn a_proxy_of_ours_names_the_visitor() {
        check("127.0.0.1", &["203.0.113.5"], "203.0.113.5");
        check("::ffff:127.0.0.1", &["203.0.113.5"], "203.0.113.5");
        check("fd00::1", &["2001:db8::7"], "2001:db8::7");
        check("10.1.2.3", &["[2001:db8::7]:4711"], "2001:db8::7");
        check("10.1.2.3", &["[2001:db8::7]"], "2001:db8::7");
        check("10.1.2.3", &["203.0.113.5:4711"], "203.0.113.5");
    }

    #[test]
    fn what_the_visitor_wrote_before_is_not_believed() {
        check("127.0.0.1", &["192.0.2.9, 203.0.113.5"], "203.0.113.5");
        check("127.0.0.1", &["192.0.2.9, 203.0.113.5, 10.9.9.9"], "203.0.113.5");
        check("127.0.0.1", &["192.0.2.9", "203.0.113.5,10.9.9.9"], "203.0.113.5");
        check("127.0.0.1", &["192.0.2.9, unknown, 10.9.9.9"], "10.9.9.9");
    }

    #[test]
    fn without_a_header_the_proxy_itself_is_the_visitor() {
        check("127.0.0.1", &[], "127.0.0.1");
        check("127.0.0.1", &["", "10.0.0.4"], "10.0.0.4");
    }

    #[test]
    fn addresses_of_one_household_count_alike() {
        let of = |address: &str| household(address.parse().expect("an address"));
        assert_eq!(of("2001:db8:0:7::1"), of("2001:db8:0:7:ffff:1:2:3"));
        assert_ne!(of("2001:db8:0:7::1"), of("2001:db8:0:8::1"));
        assert_ne!(of("203.0.113.5"), of("203.0.113.6"));
    }

    #[test]
    fn what_is_no_network_is_refused() {
        for wrong in ["10.0.0.0/33", "localhost", "10.0.0", "::/129"] {
            let list = format!("127.0.0.1,{wrong}");
            assert_eq!(TrustedProxies::parse(&list), Err(wrong.to_owned()));
        }
    }
}
