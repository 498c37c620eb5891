//! The other living auths of the app.

use serde::Serialize;

/// What the other living auths of the app are about, all together.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub struct Siblings {
    /// Whether anything waits for a button in any of them, or was released by one and is still
    /// without an outcome.
    pub blocked: bool,
    /// Whether one of them navigates. The user has not left what closes meanwhile.
    pub navigating: bool,
}
