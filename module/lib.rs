//! The WebAssembly module that is shipped: weapp-auth and all it needs, linked into one.
#![forbid(unsafe_code)]

extern crate weapp_auth as _;
