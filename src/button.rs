//! Which button a step needs here and now, and which window to expect when it is pressed.
//!
//! WeChat has changed its ways of asking several times; each holds from one version of the base
//! library (基础库) to another. [`table`] has them all, each row with its source.

use serde::Serialize;

use self::version::Version;
use crate::Step;

mod table;
mod version;

/// What the person is to be asked for.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq)]
pub enum Need {
    /// Where they are. No step of ours: pages that need it can ask the same questions about it.
    Location,
    /// Their phone number.
    PhoneNumber,
    /// Their profile: avatar and nickname.
    UserInfo,
}

impl Need {
    /// What a step asks a person for, or `None` for a login, which needs nobody.
    #[must_use]
    pub fn of_step(step: Step) -> Option<Self> {
        match step {
            Step::Login => None,
            Step::PhoneNumber => Some(Self::PhoneNumber),
            Step::UserInfo => Some(Self::UserInfo),
        }
    }

    /// The scope under which `wx.getSetting` has the user's word, or `None` where it has none.
    #[must_use]
    pub fn scope(self) -> Option<&'static str> {
        match self {
            Self::Location => Some("scope.userLocation"),
            Self::PhoneNumber => None,
            Self::UserInfo => Some("scope.userInfo"),
        }
    }
}

/// What the user has said before about a scope, as `wx.getSetting` tells (`authSetting`; a scope
/// that is absent there was never asked for).
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Setting {
    /// Yes.
    Allowed,
    /// Nothing: never asked.
    NeverAsked,
    /// No.
    Refused,
    /// Not looked up, or the look-up failed.
    #[default]
    Unknown,
}

/// Whether WeChat's privacy agreement stands in the way, as `wx.getPrivacySetting` tells.
#[derive(Clone, Copy, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Privacy {
    /// It has been accepted, or there is none (`needAuthorization: false`).
    Agreed,
    /// It must be accepted first (`needAuthorization: true`).
    Needed,
    /// Not looked up, or the look-up failed.
    #[default]
    Unknown,
}

/// What there is to know before a button is shown.
#[derive(Clone, Copy, Debug)]
pub struct ButtonQuery<'a> {
    /// What to ask for.
    pub need: Need,
    /// `SDKVersion` of `wx.getAppBaseInfo`, such as `2.33.1`. Anything else counts as unknown: the
    /// button is then one that works from 2.32.3 on.
    pub sdk_version: &'a str,
    /// `platform` of `wx.getDeviceInfo`: `ios`, `android`, `ohos`, `windows`, `mac`, `devtools`, …
    pub platform: Option<&'a str>,
    /// What the user has said before about the scope of `need`.
    pub setting: Setting,
    /// Whether the privacy agreement stands in the way.
    pub privacy: Privacy,
}

/// The button to show now. Where `guide` isn't `none`, it is one that must be pressed before the
/// button of the step itself can be shown.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub struct Button {
    /// The button's `open-type`, or `None` for a plain button.
    pub open_type: Option<OpenType>,
    /// The event that brings the result, or `None` where a call brings it.
    pub event: Option<ButtonEvent>,
    /// The `wx` call to make in the tap, or `None` where the open-type does it all.
    pub api: Option<Api>,
    /// What to fill in beside the button.
    #[cfg_attr(not(target_arch = "wasm32"), serde(deserialize_with = "read_inputs"))]
    pub inputs: &'static [Input],
    /// Whether WeChat opens a window that asks.
    pub popup: Popup,
    /// What the user is guided to first.
    pub guide: Guide,
}

/// The `open-type` of a button.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum OpenType {
    /// Accept the privacy agreement.
    AgreePrivacyAuthorization,
    /// Choose an avatar.
    ChooseAvatar,
    /// Ask for the phone number.
    GetPhoneNumber,
    /// Accept the privacy agreement and ask for the phone number in one press.
    #[serde(rename = "getPhoneNumber|agreePrivacyAuthorization")]
    GetPhoneNumberAgreeingPrivacy,
    /// Ask for the profile.
    GetUserInfo,
    /// Open the settings of the mini-program.
    OpenSetting,
}

/// The event of a button: lower case, to be bound with `bind:` or `bind`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "lowercase")]
pub enum ButtonEvent {
    /// Of `agreePrivacyAuthorization`.
    AgreePrivacyAuthorization,
    /// Of `chooseAvatar`.
    ChooseAvatar,
    /// Of `getPhoneNumber`, coupled with the privacy agreement or not.
    GetPhoneNumber,
    /// Of `getUserInfo`.
    GetUserInfo,
    /// Of `openSetting`.
    OpenSetting,
}

/// A `wx` call that asks.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Api {
    /// `wx.getLocation`.
    GetLocation,
    /// `wx.getUserProfile`, only in a tap.
    GetUserProfile,
}

/// An `<input>` by its `type`.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Input {
    /// `nickname`: offers the WeChat nickname above the keyboard.
    Nickname,
}

/// Whether a press opens a window that asks the user.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Popup {
    /// Each time.
    Always,
    /// Not this time.
    Never,
    /// Unless the user has allowed it before, which isn't known.
    UnlessAllowed,
}

/// What the user is guided to before the step itself.
#[derive(Clone, Copy, Debug, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub enum Guide {
    /// To the privacy agreement.
    AgreePrivacy,
    /// To nothing: the button does the step.
    None,
    /// To the settings, because WeChat doesn't ask again for what was refused.
    OpenSetting,
}

/// Chooses the button to show.
#[must_use]
pub fn choose_button(query: &ButtonQuery<'_>) -> Button {
    let version = Version::parse(query.sdk_version).unwrap_or(Version::ASSUMED);
    let ladder = table::ladder(query.need);
    let row = ladder.rungs.iter().find(|row| row.applies(query, version));
    let button = row.unwrap_or(&ladder.ground).button;
    Button { popup: button.popup.resolved(query.setting), ..button }
}

impl Popup {
    fn resolved(self, setting: Setting) -> Self {
        match (self, setting) {
            (Self::UnlessAllowed, Setting::Allowed) => Self::Never,
            (Self::UnlessAllowed, Setting::NeverAsked | Setting::Refused) => Self::Always,
            (Self::UnlessAllowed, Setting::Unknown) | (Self::Always | Self::Never, _) => self,
        }
    }
}

/// The one list of inputs that there is, or none.
#[cfg(not(target_arch = "wasm32"))]
fn read_inputs<'de, D: serde::Deserializer<'de>>(reader: D) -> Result<&'static [Input], D::Error> {
    let inputs = <Vec<Input> as serde::Deserialize>::deserialize(reader)?;
    Ok(if inputs.is_empty() { &[] } else { &[Input::Nickname] })
}

#[cfg(test)]
mod tests;
