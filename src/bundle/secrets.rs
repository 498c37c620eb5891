//! What must never be kept on the client, however deep a server hides it.
//!
//! WeChat says of the `session_key` that it must not be handed to the mini-program
//! (<https://developers.weixin.qq.com/miniprogram/dev/framework/open-ability/login.html>); openid,
//! unionid and phone number identify a person, and encrypted data with its iv is one step from
//! them.

use crate::value::Value;

/// Names without case, `_` and `-`, so that `session_key`, `sessionKey` and `SessionKey` are one.
const SECRET_NAMES: [&str; 7] =
    ["sessionkey", "openid", "unionid", "phonenumber", "purephonenumber", "encrypteddata", "iv"];

/// Takes every secret member out of `members`, at any depth. Returns whether there was one.
///
/// Not recursive: a body may be nested deeper than the stack is.
pub(super) fn remove(members: &mut Vec<(String, Value)>) -> bool {
    let mut found = remove_here(members);
    let mut unseen: Vec<&mut Value> = members.iter_mut().map(|(_, value)| value).collect();
    while let Some(value) = unseen.pop() {
        match value {
            Value::Object(members) => {
                found |= remove_here(members);
                unseen.extend(members.iter_mut().map(|(_, value)| value));
            }
            Value::List(values) => unseen.extend(values),
            Value::Bool(_) | Value::Null | Value::Number(_) | Value::Text(_) => {}
        }
    }
    found
}

fn remove_here(members: &mut Vec<(String, Value)>) -> bool {
    let before = members.len();
    members.retain(|(name, _)| !is_secret(name));
    members.len() < before
}

pub(super) fn is_secret(name: &str) -> bool {
    SECRET_NAMES.iter().any(|secret| {
        let plain = name.chars().filter(|c| !matches!(c, '_' | '-'));
        plain.map(|c| c.to_ascii_lowercase()).eq(secret.chars())
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_known_in_any_spelling_and_only_whole() {
        for name in ["session_key", "sessionKey", "OpenID", "union_id", "IV", "Phone-Number"] {
            assert!(is_secret(name), "{name}");
        }
        for name in ["hasPhoneNumber", "ivory", "openidHash", "key", ""] {
            assert!(!is_secret(name), "{name}");
        }
    }

    #[test]
    fn a_secret_is_found_at_any_depth_and_its_siblings_stay() {
        let wechat =
            Value::Object(vec![("session_key".into(), "k".into()), ("nick".into(), "Li".into())]);
        let mut members = vec![("user".into(), Value::List(vec![wechat]))];
        assert!(remove(&mut members));
        let kept = Value::Object(vec![("nick".into(), "Li".into())]);
        assert_eq!(members, [("user".into(), Value::List(vec![kept]))]);
        assert!(!remove(&mut members));
    }
}
