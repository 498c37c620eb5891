//! What a call of `answer()` is about: which step, and what came of its button.

use crate::answer::{Answer, Detail, read_answer};
use crate::machine::event::Event;
use crate::machine::ids::{CallerId, Fingerprint};
use crate::machine::press::{Press, Proof};
use crate::step::Step;
use crate::text::concat;

/// A button's event as a page gets it, with what the page adds to it.
#[derive(Clone, Debug, Default)]
pub struct ButtonPress {
    /// `type`: the button's event, or `getuserprofile` for the result of that call.
    pub kind: Option<String>,
    /// `detail`.
    pub detail: Detail,
    /// What the page adds, such as a nickname, as JSON. With it, an avatar is confirmed.
    pub extra: Option<String>,
}

/// What a press tells the machine. `shown` is the step whose button is shown, for an event that
/// doesn't say itself.
#[must_use]
pub fn read_press(caller: CallerId, press: ButtonPress, shown: Option<Step>) -> Event {
    let ButtonPress { kind, detail, extra } = press;
    let kind = kind.unwrap_or_default().to_ascii_lowercase();
    if matches!(kind.as_str(), "agreeprivacyauthorization" | "opensetting") {
        return Event::GuideFollowed { caller };
    }
    let told = step_of(&kind).or_else(|| api(&detail).and_then(step_of));
    // A login has no button: what is about no step at all comes to nothing.
    let step = told.or(shown).unwrap_or(Step::Login);
    let Answer { result, brought } = read_answer(step, detail);
    let once = brought.code.or(brought.encrypted_data);
    let proof = match (once, brought.avatar_url, extra) {
        (Some(code), _, _) => Proof::Once(Fingerprint::of(&code)),
        (None, Some(_), None) => return Event::AvatarChosen { caller },
        (None, Some(avatar), Some(extra)) => {
            Proof::UntilTaken(Fingerprint::of(&concat([&avatar, " ", &extra])))
        }
        (None, None, _) => Proof::Nothing,
    };
    Event::Answered { caller, press: Press { step, result, proof } }
}

/// The API that an `errMsg` is about: what stands before its first colon.
fn api(detail: &Detail) -> Option<&str> {
    let inner = detail.detail.as_deref().and_then(|inner| inner.err_msg.as_deref());
    let err_msg = detail.err_msg.as_deref().or(inner)?;
    err_msg.split(':').next()
}

fn step_of(name: &str) -> Option<Step> {
    let is = |other: &&str| name.eq_ignore_ascii_case(other);
    if ["getPhoneNumber", "getRealtimePhoneNumber"].iter().any(is) {
        Some(Step::PhoneNumber)
    } else if ["getUserInfo", "getUserProfile", "chooseAvatar"].iter().any(is) {
        Some(Step::UserInfo)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::answer::{AnswerResult, Brought};

    const CALLER: CallerId = CallerId(7);

    fn read(kind: &str, detail: Detail, extra: Option<&str>, shown: Option<Step>) -> Event {
        let press = ButtonPress { kind: Some(kind.into()), detail, extra: extra.map(Into::into) };
        read_press(CALLER, press, shown)
    }

    fn answered(step: Step, result: AnswerResult, proof: Proof) -> Event {
        Event::Answered { caller: CALLER, press: Press { step, result, proof } }
    }

    fn with_code(err_msg: Option<&str>) -> Detail {
        let err_msg = err_msg.map(Into::into);
        let brought = Brought { code: Some("c".into()), ..Brought::default() };
        Detail { err_msg, brought, ..Detail::default() }
    }

    fn with_avatar() -> Detail {
        let brought = Brought { avatar_url: Some("wxfile://a".into()), ..Brought::default() };
        Detail { brought, ..Detail::default() }
    }

    #[test]
    fn an_event_names_its_step_itself() {
        let once = Proof::Once(Fingerprint::of("c"));
        for kind in ["getphonenumber", "getPhoneNumber", "getrealtimephonenumber"] {
            let event = read(kind, with_code(None), None, Some(Step::UserInfo));
            assert_eq!(event, answered(Step::PhoneNumber, AnswerResult::Granted, once), "{kind}");
        }
        for kind in ["getuserinfo", "getuserprofile"] {
            let event = read(kind, with_code(None), None, Some(Step::PhoneNumber));
            assert_eq!(event, answered(Step::UserInfo, AnswerResult::Granted, once), "{kind}");
        }
    }

    #[test]
    fn an_event_without_a_name_is_about_what_its_text_says_or_what_is_shown() {
        let once = Proof::Once(Fingerprint::of("c"));
        let by_text = read("tap", with_code(Some("getPhoneNumber:ok")), None, Some(Step::UserInfo));
        assert_eq!(by_text, answered(Step::PhoneNumber, AnswerResult::Granted, once));
        let by_view = read("", with_code(None), None, Some(Step::PhoneNumber));
        assert_eq!(by_view, answered(Step::PhoneNumber, AnswerResult::Granted, once));
    }

    #[test]
    fn what_is_about_nothing_brings_nothing() {
        let event = read("tap", Detail::default(), None, None);
        assert_eq!(event, answered(Step::Login, AnswerResult::Malformed, Proof::Nothing));
    }

    #[test]
    fn an_avatar_is_remembered_until_it_is_confirmed() {
        let chosen = read("chooseavatar", with_avatar(), None, None);
        assert_eq!(chosen, Event::AvatarChosen { caller: CALLER });
        let proof = Proof::UntilTaken(Fingerprint::of("wxfile://a {}"));
        let confirmed = read("chooseavatar", with_avatar(), Some("{}"), None);
        assert_eq!(confirmed, answered(Step::UserInfo, AnswerResult::Granted, proof));
    }

    #[test]
    fn a_refusal_has_nothing_to_submit() {
        let err_msg = Some("getPhoneNumber:fail user deny".into());
        let event = read("getphonenumber", Detail { err_msg, ..Detail::default() }, None, None);
        assert_eq!(event, answered(Step::PhoneNumber, AnswerResult::Refused, Proof::Nothing));
    }

    #[test]
    fn a_guide_is_no_answer() {
        for kind in ["opensetting", "agreeprivacyauthorization"] {
            let event = read(kind, Detail::default(), None, Some(Step::UserInfo));
            assert_eq!(event, Event::GuideFollowed { caller: CALLER }, "{kind}");
        }
    }
}
