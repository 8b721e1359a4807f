//! Signing in.

use askama::Template;

use crate::{FormState, Layout};

/// `/sign-in`: fields `email`, `password`, `next`, `csrf`. The password is never kept.
#[derive(Debug, Template)]
#[template(path = "portal/sign_in.html")]
pub struct SignInPage {
    /// What every page needs.
    pub layout: Layout,
    /// The fields `email` and `next`, and what was wrong.
    pub form: FormState,
}
