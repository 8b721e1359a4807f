//! The first account, or an account that somebody was invited to make.

use askama::Template;

use crate::{FormState, Layout};

/// `/welcome/{token}`: fields `name`, `email`, `password`, `csrf`, sent to the same address.
#[derive(Debug, Template)]
#[template(path = "portal/welcome.html")]
pub struct WelcomePage {
    /// What every page needs.
    pub layout: Layout,
    /// The token in the address.
    pub token: String,
    /// Fewest characters of a password.
    pub shortest_password: u64,
    /// The fields `name` and `email`, and what was wrong.
    pub form: FormState,
}
