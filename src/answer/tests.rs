mod texts;

use serde_json::json;

use super::*;
use texts::TEXTS;

#[expect(clippy::unnecessary_wraps, reason = "every field that it fills may be absent")]
fn text(text: &str) -> Option<String> {
    Some(text.to_owned())
}

fn saying(err_msg: &str) -> Detail {
    Detail { err_msg: text(err_msg), ..Detail::default() }
}

/// A detail that would be a yes for each step, were it not for its errMsg.
fn full(err_msg: &str) -> Detail {
    Detail { brought: everything(), ..saying(err_msg) }
}

fn everything() -> Brought {
    Brought {
        code: text("secret-code"),
        encrypted_data: text("secret-data"),
        iv: text("secret-iv"),
        raw_data: text("secret-raw-12000000001"),
        signature: text("secret-signature"),
        avatar_url: text("wxfile://secret-avatar"),
        nick_name: text("secret-name"),
    }
}

fn result(step: Step, detail: Detail) -> AnswerResult {
    read_answer(step, detail).result
}

const STEPS: [Step; 3] = [Step::Login, Step::UserInfo, Step::PhoneNumber];

#[test]
fn a_no_stays_a_no_and_carries_nothing_whatever_came_with_it() {
    for (err_msg, expected) in TEXTS {
        for step in STEPS {
            let answer = read_answer(step, full(err_msg));
            assert_eq!(answer, Answer::without_data(expected), "{err_msg}");
        }
    }
}

#[test]
fn a_yes_in_any_spelling_is_granted_with_all_that_came() {
    for err_msg in [
        "getPhoneNumber:ok",
        "getUserInfo:ok",
        "getUserProfile:ok",
        "chooseAvatar:ok",
        "login:ok",
        "getPhoneNumber: ok",
        "getPhoneNumber：OK",
        " GetPhoneNumber:Ok ",
        "ok",
    ] {
        for step in STEPS {
            let answer = read_answer(step, full(err_msg));
            let expected = Answer { result: AnswerResult::Granted, brought: everything() };
            assert_eq!(answer, expected, "{err_msg}");
        }
    }
}

#[test]
fn errno_comes_before_the_text() {
    let rows = [
        (1_400_001, AnswerResult::NoQuota),
        (104, AnswerResult::PrivacyNotAgreed),
        (112, AnswerResult::Unavailable),
    ];
    for (errno, expected) in rows {
        for err_msg in ["getPhoneNumber:fail user deny", "getPhoneNumber:ok", "", "?"] {
            for step in STEPS {
                let detail = Detail { errno: Some(errno), ..full(err_msg) };
                assert_eq!(read_answer(step, detail), Answer::without_data(expected), "{errno}");
            }
        }
        let alone = Detail { errno: Some(errno), ..Detail::default() };
        assert_eq!(result(Step::PhoneNumber, alone), expected, "{errno}");
    }
}

#[test]
fn errno_103_is_about_privacy_unless_the_text_says_that_the_user_refused() {
    let rows = [
        (text("getUserProfile:fail auth deny"), AnswerResult::Refused),
        (text("getPhoneNumber:fail user deny"), AnswerResult::Refused),
        (
            text("getPhoneNumber:fail privacy permission is not authorized"),
            AnswerResult::PrivacyNotAgreed,
        ),
        (text("getPhoneNumber:fail"), AnswerResult::PrivacyNotAgreed),
        (text("getPhoneNumber:ok"), AnswerResult::PrivacyNotAgreed),
        (None, AnswerResult::PrivacyNotAgreed),
    ];
    for (err_msg, expected) in rows {
        let detail = Detail { errno: Some(103), err_msg: err_msg.clone(), ..full("") };
        let answer = read_answer(Step::PhoneNumber, detail);
        assert_eq!(answer, Answer::without_data(expected), "{err_msg:?}");
    }
}

#[test]
fn an_errno_that_is_not_known_leaves_it_to_the_text() {
    for errno in [0, -1, 1, 5, 102, 105, 111, 113, 1_400_000, 1_400_002, i32::MAX] {
        let with = |err_msg| Detail { errno: Some(errno), ..full(err_msg) };
        assert_eq!(result(Step::PhoneNumber, with("getPhoneNumber:ok")), AnswerResult::Granted);
        let denied = with("getPhoneNumber:fail user deny");
        assert_eq!(result(Step::PhoneNumber, denied), AnswerResult::Refused);
    }
}

#[test]
fn a_yes_must_come_with_what_the_server_needs() {
    let [code, data, iv, avatar, empty] =
        ["c", "d", "i", "wxfile://a", ""].map(text).map(|value| move || value.clone());
    let nothing = Brought::default;
    let rows = [
        // what was brought, for a phone number, for user info
        (Brought { code: code(), ..nothing() }, true, true),
        (Brought { encrypted_data: data(), iv: iv(), ..nothing() }, true, true),
        (Brought { encrypted_data: data(), ..nothing() }, false, false),
        (Brought { iv: iv(), ..nothing() }, false, false),
        (Brought { code: empty(), ..nothing() }, false, false),
        (Brought { encrypted_data: data(), iv: empty(), ..nothing() }, false, false),
        (Brought { encrypted_data: empty(), iv: iv(), ..nothing() }, false, false),
        (Brought { avatar_url: avatar(), ..nothing() }, false, true),
        (Brought { avatar_url: empty(), ..nothing() }, false, false),
        (Brought { nick_name: text("Ann"), ..nothing() }, false, false),
        (Brought { raw_data: text("{}"), signature: text("s"), ..nothing() }, false, false),
        (nothing(), false, false),
    ];
    for (brought, phone_number, user_info) in rows {
        let steps = [(Step::PhoneNumber, phone_number), (Step::UserInfo, user_info)];
        for (step, complete) in steps {
            let expected = if complete { AnswerResult::Granted } else { AnswerResult::Malformed };
            for err_msg in [None, text("ok")] {
                let detail = Detail { err_msg, brought: brought.clone(), ..Detail::default() };
                assert_eq!(result(step, detail), expected, "{step:?} {brought:?}");
            }
        }
    }
}

#[test]
fn an_avatar_needs_no_err_msg() {
    for err_msg in [None, text("")] {
        let brought = Brought { avatar_url: text("wxfile://a"), ..Brought::default() };
        let detail = Detail { err_msg, brought: brought.clone(), ..Detail::default() };
        let answer = read_answer(Step::UserInfo, detail);
        assert_eq!(answer, Answer { result: AnswerResult::Granted, brought });
    }
}

#[test]
fn a_payload_that_is_wrapped_once_is_found() {
    let wrapped = |outer: Detail, inner| Detail { detail: Some(Box::new(inner)), ..outer };
    let granted = read_answer(Step::PhoneNumber, full("getPhoneNumber:ok"));
    for outer in [Detail::default(), saying(""), saying("getPhoneNumber:ok")] {
        let answer = read_answer(Step::PhoneNumber, wrapped(outer, full("getPhoneNumber:ok")));
        assert_eq!(answer, granted);
    }
    let brought = Brought { code: text(""), ..Brought::default() };
    let outer = Detail { brought, ..Detail::default() };
    assert_eq!(read_answer(Step::PhoneNumber, wrapped(outer, full("ok"))), granted);

    let denied = wrapped(Detail::default(), saying("getPhoneNumber:fail user deny"));
    assert_eq!(result(Step::PhoneNumber, denied), AnswerResult::Refused);
    let inner = Detail { errno: Some(1_400_001), ..Detail::default() };
    assert_eq!(result(Step::PhoneNumber, wrapped(saying("ok"), inner)), AnswerResult::NoQuota);
}

#[test]
fn the_outer_detail_wins_and_a_third_one_is_not_looked_for() {
    let wrapped = |outer: Detail, inner| Detail { detail: Some(Box::new(inner)), ..outer };
    let inner = Detail { errno: Some(104), ..full("getPhoneNumber:fail user deny") };
    let brought = Brought {
        code: text("outer code"),
        encrypted_data: text("outer data"),
        iv: text("outer iv"),
        raw_data: text("outer raw"),
        signature: text("outer signature"),
        avatar_url: text("outer avatar"),
        nick_name: text("outer name"),
    };
    let outer = Detail { errno: Some(0), brought, ..saying("getPhoneNumber:ok") };
    let answer = read_answer(Step::PhoneNumber, wrapped(outer.clone(), inner));
    assert_eq!(answer.result, AnswerResult::Granted);
    assert_eq!(answer, read_answer(Step::PhoneNumber, outer));

    let twice = wrapped(Detail::default(), wrapped(Detail::default(), full("ok")));
    assert_eq!(result(Step::PhoneNumber, twice), AnswerResult::Malformed);
}

#[test]
fn debug_shows_what_is_there_and_no_value_of_it() {
    let outer = Detail { detail: Some(Box::new(full("inner"))), ..full("outer") };
    let answer = read_answer(Step::PhoneNumber, full("getPhoneNumber:ok"));
    for shown in [format!("{outer:?}"), format!("{outer:#?}"), format!("{answer:?}")] {
        for hidden in ["secret", "12000000001"] {
            assert!(!shown.contains(hidden), "{shown}");
        }
    }
    let brought = "Brought{\"code\", \"encryptedData\", \"iv\", \"rawData\", \"signature\", \
                   \"avatarUrl\", \"nickName\"}";
    assert_eq!(format!("{answer:?}"), format!("Answer {{ result: Granted, brought: {brought} }}"));
    let nothing = format!("{:?}", Answer::without_data(AnswerResult::Refused));
    assert_eq!(nothing, "Answer { result: Refused, brought: Brought{} }");
}

#[test]
fn javascript_sees_the_fields_that_are_there() {
    let granted = read_answer(Step::UserInfo, full("getUserInfo:ok"));
    let wire = json!({
        "result": "granted",
        "code": "secret-code",
        "encryptedData": "secret-data",
        "iv": "secret-iv",
        "rawData": "secret-raw-12000000001",
        "signature": "secret-signature",
        "avatarUrl": "wxfile://secret-avatar",
        "nickName": "secret-name",
    });
    assert_eq!(serde_json::to_value(granted).expect("plain data"), wire);
    let rows = [
        (AnswerResult::Malformed, "malformed"),
        (AnswerResult::NoQuota, "noQuota"),
        (AnswerResult::PrivacyNotAgreed, "privacyNotAgreed"),
        (AnswerResult::Refused, "refused"),
        (AnswerResult::Unavailable, "unavailable"),
    ];
    for (result, name) in rows {
        let answer = serde_json::to_value(Answer::without_data(result)).expect("plain data");
        assert_eq!(answer, json!({ "result": name }));
    }
}
