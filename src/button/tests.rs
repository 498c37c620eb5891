use serde_json::json;

use super::{
    table::{Ladder, Row, ladder},
    *,
};

const NEEDS: [Need; 3] = [Need::Location, Need::PhoneNumber, Need::UserInfo];

fn asked(need: Need, sdk_version: &str) -> ButtonQuery<'_> {
    ButtonQuery {
        need,
        sdk_version,
        platform: None,
        setting: Setting::Unknown,
        privacy: Privacy::Agreed,
    }
}

/// A button in one line: what it is, its event, what to fill in, the window and the guide.
fn told(query: &ButtonQuery<'_>) -> String {
    let Button { open_type, event, api, inputs, popup, guide } = choose_button(query);
    let mut words = vec![match (open_type, api) {
        (Some(open_type), None) => format!("{open_type:?}"),
        (None, Some(api)) => format!("wx.{api:?}"),
        both_or_none => panic!("a press must do one thing: {both_or_none:?}"),
    }];
    words.extend(event.map(|event| format!("bind:{event:?}")));
    words.extend(inputs.iter().map(|input| format!("+{input:?}")));
    words.push(format!("{popup:?}"));
    words.extend((guide != Guide::None).then(|| format!("guide:{guide:?}")));
    words.join(" ")
}

const AVATAR: &str = "ChooseAvatar bind:ChooseAvatar +Nickname Always";
const PROFILE: &str = "wx.GetUserProfile Always";
const USER_INFO: &str = "GetUserInfo bind:GetUserInfo UnlessAllowed";
const PHONE: &str = "GetPhoneNumber bind:GetPhoneNumber Always";
const COUPLED: &str = "GetPhoneNumberAgreeingPrivacy bind:GetPhoneNumber Always";
const AGREE: &str =
    "AgreePrivacyAuthorization bind:AgreePrivacyAuthorization Never guide:AgreePrivacy";
const SETTINGS: &str = "OpenSetting bind:OpenSetting Never guide:OpenSetting";

#[test]
fn the_profile_is_asked_for_as_each_version_allows() {
    let rows = [
        ("1.9.9", USER_INFO),
        ("2.9.0", USER_INFO),
        ("2.10.3", USER_INFO),
        ("2.10.4", PROFILE),
        ("2.10.5", PROFILE),
        ("2.21.1", PROFILE),
        ("2.21.2", AVATAR),
        ("2.21.3", AVATAR),
        ("2.27.0", AVATAR),
        ("2.27.1", AVATAR),
        ("3.10.0", AVATAR),
    ];
    for (version, button) in rows {
        assert_eq!(told(&asked(Need::UserInfo, version)), button, "{version}");
    }
}

#[test]
fn computers_keep_the_profile_window_until_the_avatar_chooser_works_there() {
    let rows = [
        ("2.10.3", USER_INFO),
        ("2.10.4", PROFILE),
        ("2.21.1", PROFILE),
        ("2.21.2", PROFILE),
        ("2.27.0", PROFILE),
        ("2.27.1", AVATAR),
        ("2.27.2", AVATAR),
        ("3.5.0", AVATAR),
    ];
    for (version, button) in rows {
        for platform in ["windows", "mac"] {
            let query = ButtonQuery { platform: Some(platform), ..asked(Need::UserInfo, version) };
            assert_eq!(told(&query), button, "{platform} {version}");
        }
    }
}

#[test]
fn other_platforms_are_asked_like_one_that_is_not_known() {
    for platform in ["ios", "android", "ohos", "ohos_pc", "devtools", "", "Toaster"] {
        for version in ["2.10.3", "2.10.4", "2.21.2", "2.27.0", "2.27.1", "3.0.0"] {
            for need in NEEDS {
                let plain = asked(need, version);
                let query = ButtonQuery { platform: Some(platform), ..plain };
                assert_eq!(choose_button(&query), choose_button(&plain), "{platform} {version}");
            }
        }
    }
}

#[test]
fn the_phone_number_comes_with_the_privacy_agreement_as_each_version_allows() {
    let rows = [
        // version, agreed, needed, unknown
        ("1.2.0", PHONE, PHONE, PHONE),
        ("2.32.2", PHONE, PHONE, PHONE),
        ("2.32.3", PHONE, AGREE, PHONE),
        ("2.32.4", PHONE, AGREE, PHONE),
        ("2.33.0", PHONE, AGREE, PHONE),
        ("2.33.1", PHONE, COUPLED, COUPLED),
        ("2.33.2", PHONE, COUPLED, COUPLED),
        ("3.0.0", PHONE, COUPLED, COUPLED),
    ];
    for (version, agreed, needed, unknown) in rows {
        let cases =
            [(Privacy::Agreed, agreed), (Privacy::Needed, needed), (Privacy::Unknown, unknown)];
        for (privacy, button) in cases {
            let query = ButtonQuery { privacy, ..asked(Need::PhoneNumber, version) };
            assert_eq!(told(&query), button, "{version} {privacy:?}");
        }
    }
}

#[test]
fn what_cannot_be_coupled_waits_for_the_privacy_agreement_where_there_is_one() {
    for need in [Need::Location, Need::UserInfo] {
        for version in ["2.10.3", "2.10.4", "2.21.2", "2.32.2", "2.32.3", "2.33.1", "3.0.0"] {
            let plain = asked(need, version);
            let needed = told(&ButtonQuery { privacy: Privacy::Needed, ..plain });
            let intercepted = ["2.32.3", "2.33.1", "3.0.0"].contains(&version);
            let expected = if intercepted { AGREE.to_owned() } else { told(&plain) };
            assert_eq!(needed, expected, "{need:?} {version}");
            let unknown = told(&ButtonQuery { privacy: Privacy::Unknown, ..plain });
            assert_eq!(unknown, told(&plain), "{need:?} {version}");
        }
    }
}

#[test]
fn the_window_to_expect_follows_from_what_was_said_before() {
    let rows = [
        // need, version, unknown, never asked, allowed, refused
        (Need::UserInfo, "2.10.3", ["UnlessAllowed", "Always", "Never", "Always"]),
        (Need::UserInfo, "2.10.4", ["Always"; 4]),
        (Need::UserInfo, "2.21.2", ["Always"; 4]),
        (Need::PhoneNumber, "2.10.3", ["Always"; 4]),
        (Need::PhoneNumber, "3.0.0", ["Always"; 4]),
        (Need::Location, "2.10.3", ["UnlessAllowed", "Always", "Never", "Never"]),
        (Need::Location, "3.0.0", ["UnlessAllowed", "Always", "Never", "Never"]),
    ];
    let settings = [Setting::Unknown, Setting::NeverAsked, Setting::Allowed, Setting::Refused];
    for (need, version, popups) in rows {
        for (setting, popup) in settings.into_iter().zip(popups) {
            let query = ButtonQuery { setting, ..asked(need, version) };
            let chosen = format!("{:?}", choose_button(&query).popup);
            assert_eq!(chosen, popup, "{need:?} {version} {setting:?}");
        }
    }
}

#[test]
fn only_a_refused_location_leads_to_the_settings() {
    let settings = [Setting::Allowed, Setting::NeverAsked, Setting::Refused, Setting::Unknown];
    for (need, version) in NEEDS.into_iter().flat_map(|need| ["0.0.0", "3.0.0"].map(|v| (need, v)))
    {
        for setting in settings {
            for privacy in [Privacy::Agreed, Privacy::Needed, Privacy::Unknown] {
                let query = ButtonQuery { setting, privacy, ..asked(need, version) };
                let leads_there = need == Need::Location && setting == Setting::Refused;
                assert_eq!(told(&query) == SETTINGS, leads_there, "{query:?}");
            }
        }
    }
}

#[test]
fn an_unknown_version_gets_a_button_that_works_on_most() {
    for version in ["", "latest", "2.x.1", "develop"] {
        assert_eq!(told(&asked(Need::UserInfo, version)), AVATAR);
        assert_eq!(told(&asked(Need::Location, version)), "wx.GetLocation UnlessAllowed");
        // Only a library that knows of the agreement can have said that it is needed.
        let cases = [(Privacy::Agreed, PHONE), (Privacy::Needed, AGREE), (Privacy::Unknown, PHONE)];
        for (privacy, button) in cases {
            let query = ButtonQuery { privacy, ..asked(Need::PhoneNumber, version) };
            assert_eq!(told(&query), button, "{privacy:?}");
        }
    }
}

#[test]
fn an_event_is_that_of_its_open_type() {
    for need in NEEDS {
        let Ladder { rungs, ground } = ladder(need);
        for Row { button, source, .. } in rungs.iter().chain([ground]) {
            let open_type = button.open_type.map(|open_type| format!("{open_type:?}"));
            let event = button.event.map(|event| format!("{event:?}"));
            let base = open_type.map(|name| name.replace("AgreeingPrivacy", ""));
            assert_eq!(base, event);
            assert!(source.starts_with("https://developers.weixin.qq.com/"), "{source}");
        }
    }
}

#[test]
fn a_login_needs_nobody() {
    assert_eq!(Need::of_step(Step::Login), None);
    assert_eq!(Need::of_step(Step::PhoneNumber), Some(Need::PhoneNumber));
    assert_eq!(Need::of_step(Step::UserInfo), Some(Need::UserInfo));
}

#[test]
fn javascript_sees_every_field_and_null_for_what_is_not_there() {
    let wire =
        |query: ButtonQuery<'_>| serde_json::to_value(choose_button(&query)).expect("plain data");
    let phone = ButtonQuery { privacy: Privacy::Needed, ..asked(Need::PhoneNumber, "3.0.0") };
    assert_eq!(
        wire(phone),
        json!({
            "openType": "getPhoneNumber|agreePrivacyAuthorization",
            "event": "getphonenumber",
            "api": null,
            "inputs": [],
            "popup": "always",
            "guide": "none",
        })
    );
    assert_eq!(
        wire(asked(Need::UserInfo, "3.0.0")),
        json!({
            "openType": "chooseAvatar",
            "event": "chooseavatar",
            "api": null,
            "inputs": ["nickname"],
            "popup": "always",
            "guide": "none",
        })
    );
    assert_eq!(
        wire(asked(Need::UserInfo, "2.10.4")),
        json!({
            "openType": null,
            "event": null,
            "api": "getUserProfile",
            "inputs": [],
            "popup": "always",
            "guide": "none",
        })
    );
    assert_eq!(
        wire(asked(Need::UserInfo, "2.10.3")),
        json!({
            "openType": "getUserInfo",
            "event": "getuserinfo",
            "api": null,
            "inputs": [],
            "popup": "unlessAllowed",
            "guide": "none",
        })
    );
    assert_eq!(
        wire(ButtonQuery { setting: Setting::Refused, ..asked(Need::Location, "3.0.0") }),
        json!({
            "openType": "openSetting",
            "event": "opensetting",
            "api": null,
            "inputs": [],
            "popup": "never",
            "guide": "openSetting",
        })
    );
    assert_eq!(
        wire(ButtonQuery { privacy: Privacy::Needed, ..asked(Need::UserInfo, "3.0.0") }),
        json!({
            "openType": "agreePrivacyAuthorization",
            "event": "agreeprivacyauthorization",
            "api": null,
            "inputs": [],
            "popup": "never",
            "guide": "agreePrivacy",
        })
    );
    let api = |query| wire(query)["api"].clone();
    assert_eq!(api(asked(Need::Location, "3.0.0")), "getLocation");
    let open_type = |query| wire(query)["openType"].clone();
    assert_eq!(open_type(asked(Need::PhoneNumber, "3.0.0")), "getPhoneNumber");
}

#[test]
fn a_need_has_the_scope_under_which_the_settings_name_it_and_a_phone_number_has_none() {
    let scopes = NEEDS.map(Need::scope);
    assert_eq!(scopes, [Some("scope.userLocation"), None, Some("scope.userInfo")]);
}
