//! weapp-auth: what a server still wants, and what a mini-program does about it.
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

#[cfg(target_arch = "wasm32")]
#[global_allocator]
static ALLOCATOR: rlsf::SmallGlobalTlsf = rlsf::SmallGlobalTlsf::new();
