//! What pages may show.

use serde::Serialize;

use crate::bundle::Extra;
use crate::button::Button;
use crate::error::Error;
use crate::step::Step;

/// Where the user stands.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Status {
    /// What a button brought is on its way to the server.
    Authorizing,
    /// Something waits for a button.
    Blocked,
    /// A login runs or is about to.
    LoggingIn,
    /// There is a live token, or a uid where the uid says who has signed in.
    SignedIn,
    /// None of these.
    #[default]
    SignedOut,
}

/// What pages may show.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct View {
    /// Where the user stands.
    pub status: Status,
    /// The step whose button is shown.
    pub step: Option<Step>,
    /// The button; `None` until what it depends on is known.
    pub button: Option<Button>,
    /// Whether pressing would be ignored.
    pub busy: bool,
    /// Whether the server has the user info.
    pub has_user_info: bool,
    /// Whether the server has the phone number.
    pub has_phone_number: bool,
    /// The business's own name for the user.
    pub uid: Option<String>,
    /// Business fields.
    pub extra: Extra,
    /// What the last press or login came to, where it went wrong.
    pub error: Option<ViewError>,
    /// How many requests are neither sent nor settled.
    pub waiting: usize,
}

/// What the last press or login came to.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
pub struct ViewError {
    /// The stable name.
    pub code: &'static str,
    /// What happened, in English.
    pub message: String,
}

/// Why the view shows an error.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) enum Notice {
    /// A login or a press failed.
    Failed(Error),
    /// The server had forgotten the session that the press belonged to. There is a new one now.
    PressAgain,
}

const PRESS_AGAIN: &str = "pressAgain";

impl From<&Notice> for ViewError {
    fn from(notice: &Notice) -> Self {
        match notice {
            Notice::Failed(error) => Self { code: error.code(), message: error.message().into() },
            Notice::PressAgain => Self {
                code: PRESS_AGAIN,
                message: "the session was renewed; please press the button again".into(),
            },
        }
    }
}

#[cfg(not(target_arch = "wasm32"))]
impl<'de> serde::Deserialize<'de> for ViewError {
    fn deserialize<D: serde::Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        #[derive(serde::Deserialize)]
        struct Written {
            code: String,
            message: String,
        }
        let Written { code, message } = Written::deserialize(reader)?;
        let known = if code == PRESS_AGAIN { Some(PRESS_AGAIN) } else { Error::known_code(&code) };
        let code =
            known.ok_or_else(|| serde::de::Error::custom(format!("no such code: {code}")))?;
        Ok(Self { code, message })
    }
}
