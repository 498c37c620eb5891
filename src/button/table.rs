//! Every way of asking that WeChat has had. The first row that applies is the one, so a row holds
//! until the version of a row above it; `below` is only for those that end on some platforms.

use super::{
    Api, Button, ButtonEvent, ButtonQuery, Guide, Input, Need, OpenType, Popup, Privacy, Setting,
    version::Version,
};

/// The ways of asking for one thing, newest first, and the oldest, which needs nothing.
pub(super) struct Ladder {
    pub(super) rungs: &'static [Row],
    pub(super) ground: Row,
}

/// The ways of asking for one thing.
pub(super) fn ladder(need: Need) -> &'static Ladder {
    match need {
        Need::Location => &LOCATION,
        Need::PhoneNumber => &PHONE_NUMBER,
        Need::UserInfo => &USER_INFO,
    }
}

/// One way of asking, and when it is the one.
#[derive(Clone, Copy)]
pub(super) struct Row {
    pub(super) button: Button,
    from: Version,
    below: Option<Version>,
    only: Option<Condition>,
    /// Who says so. Kept out of what is shipped.
    #[cfg(test)]
    pub(super) source: &'static str,
}

/// What must hold besides the version.
#[derive(Clone, Copy)]
enum Condition {
    /// A client on a computer.
    Desktop,
    /// The privacy agreement is needed.
    PrivacyNeeded,
    /// The privacy agreement is needed, or may be.
    PrivacyNotAgreed,
    /// The scope was refused.
    Refused,
}

impl Row {
    const fn new(button: Button, source: &'static str) -> Self {
        #[cfg(not(test))]
        let _ = source;
        Self {
            button,
            from: Version(0, 0, 0),
            below: None,
            only: None,
            #[cfg(test)]
            source,
        }
    }

    const fn from(self, major: u32, minor: u32, patch: u32) -> Self {
        Self { from: Version(major, minor, patch), ..self }
    }

    const fn below(self, major: u32, minor: u32, patch: u32) -> Self {
        Self { below: Some(Version(major, minor, patch)), ..self }
    }

    const fn only(self, condition: Condition) -> Self {
        Self { only: Some(condition), ..self }
    }

    pub(super) fn applies(&self, query: &ButtonQuery<'_>, version: Version) -> bool {
        version >= self.from
            && self.below.is_none_or(|below| version < below)
            && self.only.is_none_or(|condition| condition.holds(query))
    }
}

impl Condition {
    fn holds(self, query: &ButtonQuery<'_>) -> bool {
        match self {
            Self::Desktop => matches!(query.platform, Some("mac" | "windows")),
            Self::PrivacyNeeded => query.privacy == Privacy::Needed,
            Self::PrivacyNotAgreed => query.privacy != Privacy::Agreed,
            Self::Refused => query.setting == Setting::Refused,
        }
    }
}

static USER_INFO: Ladder = Ladder {
    rungs: &[
        Row::new(
            AGREE_PRIVACY,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html: \
             from 2.32.3, a button of its own. That chooseAvatar could be coupled with it is said by \
             the community only, so it is asked first in all versions (inferred).",
        )
        .from(2, 32, 3)
        .only(Condition::PrivacyNeeded),
        Row::new(
            GET_USER_PROFILE,
            "https://developers.weixin.qq.com/community/develop/doc/00022c683e8a80b29bed2142b56c01, \
             2022-11-09: on PC and macOS, filling in avatar and nickname has compatibility problems, \
             so getUserProfile goes on giving both to versions below 2.27.1.",
        )
        .from(2, 10, 4)
        .below(2, 27, 1)
        .only(Condition::Desktop),
        Row::new(
            CHOOSE_AVATAR,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/userProfile.html: \
             open-type chooseAvatar and input type nickname from 2.21.2. The chooser opens each time.",
        )
        .from(2, 21, 2),
        Row::new(
            GET_USER_PROFILE,
            "https://developers.weixin.qq.com/miniprogram/dev/api/open-api/user-info/wx.getUserProfile.html: \
             from 2.10.4, in a tap only, and asks each time. Since 2022-11-09 it gives a grey avatar \
             from 2.27.1 on, and the real one below.",
        )
        .from(2, 10, 4),
    ],
    ground: Row::new(
        GET_USER_INFO,
        "https://developers.weixin.qq.com/community/develop/doc/000cacfa20ce88df04cb468bc52801, \
         2021-04: anonymous data since then, but where getUserProfile isn't supported (below 2.10.4) \
         apps may go on with getUserInfo. It asks unless allowed before.",
    ),
};

static PHONE_NUMBER: Ladder = Ladder {
    rungs: &[
        Row::new(
            GET_PHONE_NUMBER_AGREEING_PRIVACY,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html: \
             from 2.33.1 (as quoted in the community) a button can do both. It also works when the \
             agreement turns out to have been accepted (inferred), so it is shown when that isn't known.",
        )
        .from(2, 33, 1)
        .only(Condition::PrivacyNotAgreed),
        Row::new(
            AGREE_PRIVACY,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html: \
             from 2.32.3, a button of its own. The coupled one is dead below 2.33.1 (community). \
             Nothing is intercepted below 2.32.3.",
        )
        .from(2, 32, 3)
        .only(Condition::PrivacyNeeded),
    ],
    ground: Row::new(
        GET_PHONE_NUMBER,
        "https://developers.weixin.qq.com/miniprogram/dev/component/button.html: open-type \
         getPhoneNumber from 1.2.0. It asks each time.",
    ),
};

static LOCATION: Ladder = Ladder {
    rungs: &[
        Row::new(
            OPEN_SETTING,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/authorize.html: \
             what was refused isn't asked again and fails at once; only the settings change it, which \
             open-type openSetting opens from 2.0.7.",
        )
        .only(Condition::Refused),
        Row::new(
            AGREE_PRIVACY,
            "https://developers.weixin.qq.com/miniprogram/dev/framework/user-privacy/PrivacyAuthorize.html: \
             from 2.32.3, a button of its own; a call can't be coupled with it.",
        )
        .from(2, 32, 3)
        .only(Condition::PrivacyNeeded),
    ],
    ground: Row::new(
        GET_LOCATION,
        "https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/authorize.html: \
         asks when it never did, and gives the location at once when that was allowed.",
    ),
};

const PLAIN: Button = Button {
    open_type: None,
    event: None,
    api: None,
    inputs: &[],
    popup: Popup::Always,
    guide: Guide::None,
};

const AGREE_PRIVACY: Button = Button {
    open_type: Some(OpenType::AgreePrivacyAuthorization),
    event: Some(ButtonEvent::AgreePrivacyAuthorization),
    popup: Popup::Never,
    guide: Guide::AgreePrivacy,
    ..PLAIN
};

const CHOOSE_AVATAR: Button = Button {
    open_type: Some(OpenType::ChooseAvatar),
    event: Some(ButtonEvent::ChooseAvatar),
    inputs: &[Input::Nickname],
    ..PLAIN
};

const GET_LOCATION: Button =
    Button { api: Some(Api::GetLocation), popup: Popup::UnlessAllowed, ..PLAIN };

const GET_PHONE_NUMBER: Button = Button {
    open_type: Some(OpenType::GetPhoneNumber),
    event: Some(ButtonEvent::GetPhoneNumber),
    ..PLAIN
};

const GET_PHONE_NUMBER_AGREEING_PRIVACY: Button =
    Button { open_type: Some(OpenType::GetPhoneNumberAgreeingPrivacy), ..GET_PHONE_NUMBER };

const GET_USER_INFO: Button = Button {
    open_type: Some(OpenType::GetUserInfo),
    event: Some(ButtonEvent::GetUserInfo),
    popup: Popup::UnlessAllowed,
    ..PLAIN
};

const GET_USER_PROFILE: Button = Button { api: Some(Api::GetUserProfile), ..PLAIN };

const OPEN_SETTING: Button = Button {
    open_type: Some(OpenType::OpenSetting),
    event: Some(ButtonEvent::OpenSetting),
    popup: Popup::Never,
    guide: Guide::OpenSetting,
    ..PLAIN
};
