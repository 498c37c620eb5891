//! What an app decides once, when it creates its `Auth`.

use serde::Serialize;

use crate::navigation::Access;
use crate::step::Step;
use crate::time::Millis;

/// What says who has signed in.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Identity {
    /// The phone number: a live token is a signed-in user.
    #[default]
    PhoneNumber,
    /// The uid alone; the phone number may never be wanted.
    Uid,
}

/// What `getUserInfo` is wanted for.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum UserInfoPurpose {
    /// Avatar and nickname, which only a button can bring.
    #[default]
    Profile,
    /// The unionid, which a fresh login brings to apps bound to WeChat's open platform, and
    /// `wx.getUserInfo` without a button to the others.
    Unionid,
}

/// The options of one machine. Times are lengths.
#[derive(Clone, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Options {
    /// The page with the button, which may carry a query.
    pub login_page: String,
    /// The paths of `tabBar.list` in `app.json`.
    pub tab_bar_pages: Vec<String>,
    /// Whether pages can be seen without a login.
    pub access: Access,
    /// What says who has signed in.
    pub identity: Identity,
    /// What `getUserInfo` is wanted for.
    pub user_info: UserInfoPurpose,
    /// Whether there is a url that takes the user info.
    pub takes_user_info: bool,
    /// Whether there is a url that takes the phone number.
    pub takes_phone_number: bool,
    /// From `wx.login` to the answer of the exchange, and for a submission.
    pub login_timeout: Millis,
    /// How long a request waits for the user; `None` for as long as it takes.
    pub answer_timeout: Option<Millis>,
    /// How long a write waits for the user at most.
    pub held_for: Millis,
    /// How long before its end a token is not sent any more.
    pub leeway: Millis,
}

impl Default for Options {
    fn default() -> Self {
        Self {
            login_page: "pages/login/login".into(),
            tab_bar_pages: Vec::new(),
            access: Access::OnDemand,
            identity: Identity::PhoneNumber,
            user_info: UserInfoPurpose::Profile,
            takes_user_info: true,
            takes_phone_number: true,
            login_timeout: Millis::from_secs(15),
            answer_timeout: None,
            held_for: Millis::from_secs(300),
            leeway: Millis::from_secs(30),
        }
    }
}

impl Options {
    /// Whether the result of this step's button has a url to go to.
    pub(crate) fn takes(&self, step: Step) -> bool {
        match step {
            Step::Login => true,
            Step::PhoneNumber => self.takes_phone_number,
            Step::UserInfo => self.takes_user_info,
        }
    }

    /// Whether a step is done without a button.
    pub(crate) fn is_silent(&self, step: Step) -> bool {
        step == Step::UserInfo && self.user_info == UserInfoPurpose::Unionid
    }
}
