//! weapp-auth: what a server still wants, and what a mini-program does about it.

#![forbid(unsafe_code)]

mod error;
mod step;

pub use error::{Error, Misuse, Person, Platform, Server};
pub use step::Step;
