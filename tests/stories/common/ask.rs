//! Requests as the tests write them.

use weapp_auth::{Endpoint, Mode, PageId, Request};

/// What a test hands in.
#[derive(Clone, Copy, Debug)]
pub struct Ask {
    pub path: &'static str,
    pub mode: Mode,
    pub writes: bool,
    pub replay_always: bool,
    pub page: Option<PageId>,
    pub upload: bool,
}

pub const fn get(path: &'static str) -> Ask {
    let mode = Mode::Interactive;
    Ask { path, mode, writes: false, replay_always: false, page: None, upload: false }
}

pub const fn post(path: &'static str) -> Ask {
    Ask { writes: true, ..get(path) }
}

pub const fn upload(path: &'static str) -> Ask {
    Ask { upload: true, ..post(path) }
}

impl Ask {
    pub const fn mode(self, mode: Mode) -> Self {
        Self { mode, ..self }
    }

    pub const fn on(self, page: u32) -> Self {
        Self { page: Some(PageId(page)), ..self }
    }

    pub const fn replay_always(self) -> Self {
        Self { replay_always: true, ..self }
    }
}

pub fn request_of(ask: Ask) -> Request {
    Request {
        mode: ask.mode,
        writes: ask.writes,
        replay_always: ask.replay_always,
        page: ask.page,
        endpoint: endpoint_of(ask.path),
    }
}

pub fn endpoint_of(path: &str) -> Endpoint {
    let hash = |hash: u32, byte: u8| hash.wrapping_mul(31).wrapping_add(byte.into());
    Endpoint(path.bytes().fold(0, hash))
}
