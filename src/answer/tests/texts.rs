//! What clients write into `errMsg`.

use super::{STEPS, result, saying};
use crate::answer::AnswerResult;

/// What has been seen of `errMsg`, besides ok.
pub(super) const TEXTS: [(&str, AnswerResult); 53] = [
    // The phone button.
    ("getPhoneNumber:fail user deny", AnswerResult::Refused),
    ("getPhoneNumber:fail:user deny", AnswerResult::Refused),
    ("getPhoneNumber:user deny", AnswerResult::Refused),
    ("getPhoneNumber:fail:user denied", AnswerResult::Refused),
    ("getPhoneNumber:fail:user cancel", AnswerResult::Refused),
    ("getPhoneNumber:fail user cancel", AnswerResult::Refused),
    ("getPhoneNumber:fail:cancel to bind phone", AnswerResult::Refused),
    ("getPhoneNumber:fail:cancel to confirm login", AnswerResult::Refused),
    ("getPhoneNumber:fail no permission", AnswerResult::Unavailable),
    ("getPhoneNumber:fail:no permission", AnswerResult::Unavailable),
    ("getPhoneNumber:fail 该 appid 没有权限", AnswerResult::Unavailable),
    ("getPhoneNumber:fail:该appid没有权限", AnswerResult::Unavailable),
    ("getPhoneNumber:fail jsapi has no permission, event id = 1", AnswerResult::Unavailable),
    ("getPhoneNumber:fail:access denied", AnswerResult::Unavailable),
    ("getPhoneNumber:fail access denied", AnswerResult::Unavailable),
    ("getPhoneNumber:fail privacy permission is not authorized", AnswerResult::PrivacyNotAgreed),
    ("getPhoneNumber:fail:privacy permission is not authorized", AnswerResult::PrivacyNotAgreed),
    (
        "getPhoneNumber:fail api scope is not declared in the privacy agreement",
        AnswerResult::Unavailable,
    ),
    ("getPhoneNumber:fail no enough quota", AnswerResult::NoQuota),
    ("getPhoneNumber:fail Error: 该 appid 没有权限", AnswerResult::Unavailable),
    // The profile, by call and by button.
    ("getUserProfile:fail auth deny", AnswerResult::Refused),
    ("getUserProfile:fail:auth deny", AnswerResult::Refused),
    ("getUserInfo:fail auth deny", AnswerResult::Refused),
    ("getUserInfo:fail:auth denied", AnswerResult::Refused),
    ("getUserInfo:fail scope unauthorized", AnswerResult::Refused),
    ("getUserInfo:cancel", AnswerResult::Refused),
    ("chooseAvatar:fail cancel", AnswerResult::Refused),
    ("chooseAvatar:fail:cancel", AnswerResult::Refused),
    ("chooseAvatar:fail privacy permission is not authorized", AnswerResult::PrivacyNotAgreed),
    ("getUserProfile:fail can only be invoked by user TAP gesture.", AnswerResult::Malformed),
    // Scopes.
    ("authorize:fail auth deny", AnswerResult::Refused),
    ("authorize:fail:auth deny", AnswerResult::Refused),
    ("authorize:fail 系统错误,错误码:-12006,auth deny", AnswerResult::Refused),
    ("authorize:fail 系统错误,错误码:-12007,scope unauthorized", AnswerResult::Refused),
    ("chooseAvatar:fail another chooseAvatar is in progress", AnswerResult::Malformed),
    ("openSetting:fail can only be invoked by user TAP gesture.", AnswerResult::Malformed),
    // In Chinese, in other cases, with other separators.
    ("getPhoneNumber:fail 用户拒绝授权", AnswerResult::Refused),
    ("getPhoneNumber:fail 用户取消", AnswerResult::Refused),
    ("getPhoneNumber：fail：user deny", AnswerResult::Refused),
    ("GETPHONENUMBER:FAIL USER DENY", AnswerResult::Refused),
    ("getPhoneNumber: fail: user deny", AnswerResult::Refused),
    ("getPhoneNumber:fail  NO  Permission", AnswerResult::Unavailable),
    ("getPhoneNumber:fail:Privacy:permission is not Authorized", AnswerResult::PrivacyNotAgreed),
    ("user deny", AnswerResult::Refused),
    ("getPhoneNumber:fail user refused", AnswerResult::Refused),
    ("getPhoneNumber:fail rejected by user", AnswerResult::Refused),
    // What says neither yes nor no.
    ("getPhoneNumber:fail", AnswerResult::Malformed),
    ("getPhoneNumber:fail system error", AnswerResult::Malformed),
    ("getPhoneNumber:fail timeout", AnswerResult::Malformed),
    ("getPhoneNumber", AnswerResult::Malformed),
    ("getPhoneNumber:fail not ok yet", AnswerResult::Malformed),
    ("getPhoneNumber:fail ok", AnswerResult::Malformed),
    ("getPhoneNumber:notok", AnswerResult::Malformed),
];

#[test]
fn every_text_that_has_been_seen_means_what_its_author_met() {
    for (err_msg, expected) in TEXTS {
        for step in STEPS {
            assert_eq!(result(step, saying(err_msg)), expected, "{err_msg}");
        }
    }
}
