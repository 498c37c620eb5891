//! What a server still wants, and what a WeChat mini-program does about it.
//!
//! A company's server answers `401` and says in `WWW-Authenticate` what is missing: nothing (log in
//! again), `getUserInfo` (show the user-info button) or `getPhoneNumber` (show the phone button).
//! This crate holds the rules of reading that answer. They are pure: no clock, no I/O, no
//! randomness, and no JavaScript but in `wasm`, which is there on wasm32 alone.
//!
//! ```
//! use weapp_auth::{Header, Inspection, Outcome, Step};
//!
//! // As iOS hands it over; other platforms write the name in other ways.
//! let mut header = Header::default();
//! header.push("Www-Authenticate".into(), vec![r#"Bearer realm="api", getPhoneNumber"#]);
//!
//! let now = 0.0;
//! let inspection = Inspection::of(
//!     401.0,
//!     header.values("www-authenticate").into_iter().copied(),
//!     header.values("retry-after").into_iter().copied(),
//!     now,
//! );
//! assert_eq!(inspection.outcome, Outcome::Unauthorized);
//! assert_eq!(inspection.steps, [Step::PhoneNumber]);
//! ```
//!
//! # The map
//!
//! | room | what it knows | what it asks |
//! |---|---|---|
//! | `step` | what a server can want from a person | |
//! | `header` | fields under any casing | |
//! | `challenge` | the grammar of `WWW-Authenticate` (RFC 9110) | `step` |
//! | `retry_after` | seconds and dates (RFC 9110) | |
//! | `status` | what a response means | `challenge`, `retry_after`, `step` |
//! | `error` | what can go wrong, by whose doing | `step` |
//! | `wasm` | JavaScript's values, in and out | `header`, `challenge`, `status` |
//!
//! # Words
//!
//! *Challenge*: what a server asks for, a *scheme* with a *token68* or parameters (RFC 9110,
//! section 11). *Step*: what a challenge of ours wants: a login, user info, the phone number.
//! *Field*: one line of a header; several may have one name. *Outcome*: what a status says, in the
//! words an app acts on.
#![forbid(unsafe_code)]

mod challenge;
mod error;
mod header;
mod retry_after;
mod status;
mod step;
#[cfg(target_arch = "wasm32")]
pub mod wasm;

pub use challenge::{Challenge, challenged_steps, parse_challenges};
pub use error::{Error, Misuse, Person, Platform, Server};
pub use header::Header;
pub use retry_after::parse_retry_after;
pub use status::{Inspection, Outcome};
pub use step::Step;

/// Smaller than the standard library's by a tenth of the module.
#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
