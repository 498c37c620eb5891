use super::*;

/// One line a value: schemes with their token68 or their parameters, values between `<` and `>`.
fn read(fields: &[&str]) -> String {
    let challenges = parse_challenges(fields.iter().copied());
    let shown: Vec<_> = challenges.iter().map(show).collect();
    shown.join(" | ")
}

fn show(challenge: &Challenge<'_>) -> String {
    let token68 = challenge.token68.map(|token68| format!(" {token68}"));
    let params = challenge.params.iter().map(|(name, value)| format!(" {name}=<{value}>"));
    challenge.scheme.chars().map(String::from).chain(token68).chain(params).collect()
}

macro_rules! reads {
    ($($(#[$origin:meta])* $name:ident: $field:expr => $expected:expr;)*) => {$(
        #[test]
        $(#[$origin])*
        fn $name() {
            assert_eq!(read(&[$field]), $expected);
        }
    )*};
}

// Values that the grammar allows.
reads! {
    a_scheme_alone: "getPhoneNumber" => "getPhoneNumber";
    a_scheme_keeps_its_case: "GETuserINFO" => "GETuserINFO";
    a_quoted_parameter: r#"Basic realm="api""# => "Basic realm=<api>";
    a_token_parameter: "Basic realm=api" => "Basic realm=<api>";
    parameters_keep_their_order_and_repeats:
        "Digest b=1, a=2, b=3" => "Digest b=<1> a=<2> b=<3>";
    an_empty_quoted_string: r#"Basic realm="""# => "Basic realm=<>";
    white_space_around_the_equals_sign: "Basic realm \t=\t \"api\"" => "Basic realm=<api>";
    a_comma_and_an_equals_sign_in_quotes:
        r#"Basic realm="a, b=c, getUserInfo""# => "Basic realm=<a, b=c, getUserInfo>";
    escapes_in_quotes: r#"Basic realm="a\"b\\c\,d""# => r#"Basic realm=<a"b\c,d>"#;
    an_escaped_quote_at_the_end: r#"Basic realm="a\"", Bearer"# => r#"Basic realm=<a"> | Bearer"#;
    escaped_backslashes_at_the_end: r#"Basic realm="\\\\""# => r"Basic realm=<\\>";
    an_escaped_letter_beyond_ascii: "Basic realm=\"\\手\\机\"" => "Basic realm=<手机>";
    letters_beyond_ascii_in_quotes: "Basic realm=\"手机号 😀 é\"" => "Basic realm=<手机号 😀 é>";
    every_token_character: "!#$%&'*+-.^_`|~09AZaz" => "!#$%&'*+-.^_`|~09AZaz";
    a_token68: "Negotiate a87421000492aa874209af8bc028" => "Negotiate a87421000492aa874209af8bc028";
    a_token68_of_all_its_characters: "X aZ09-._~+/==" => "X aZ09-._~+/==";
    a_token68_with_one_pad: "NTLM TlRMTVNTUAAB=" => "NTLM TlRMTVNTUAAB=";
    a_token68_with_many_pads: "NTLM TlRM====" => "NTLM TlRM====";
    a_token68_before_another_challenge: "NTLM abc= , Basic" => "NTLM abc= | Basic";
    a_parameter_that_begins_like_a_token68: "X abc=d" => "X abc=<d>";
    a_parameter_that_begins_like_a_padded_token68: "X abc= \"d\"" => "X abc=<d>";
    a_parameter_spaced_from_its_equals_sign: "X abc =d" => "X abc=<d>";
    two_challenges: "Basic, getUserInfo" => "Basic | getUserInfo";
    a_challenge_after_parameters:
        r#"Basic realm="a", charset="UTF-8", getPhoneNumber"#
        => "Basic realm=<a> charset=<UTF-8> | getPhoneNumber";
    a_challenge_with_parameters_after_parameters:
        "A a=1, b=2, B a=3,c=4" => "A a=<1> b=<2> | B a=<3> c=<4>";
    empty_list_elements: " ,\t, Basic realm=a ,,, b=c , , Bearer ,," => "Basic realm=<a> b=<c> | Bearer";
    an_empty_element_before_the_first_parameter: "Basic , realm=a" => "Basic realm=<a>";
    an_empty_value: "" => "";
    nothing_but_commas: ", ,\t," => "";
    more_than_one_space_after_the_scheme: "Basic   realm=a" => "Basic realm=<a>";
    /// RFC 9110, section 11.6.1.
    the_example_of_the_rfc:
        r#"Basic realm="simple", Newauth realm="apps", type=1, title="Login to \"apps\"""#
        => r#"Basic realm=<simple> | Newauth realm=<apps> type=<1> title=<Login to "apps">"#;
    /// RFC 7616, section 3.9.1.
    a_digest_challenge:
        "Digest realm=\"http-auth@example.org\", qop=\"auth, auth-int\", algorithm=SHA-256, \
         nonce=\"7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v\""
        => "Digest realm=<http-auth@example.org> qop=<auth, auth-int> algorithm=<SHA-256> \
            nonce=<7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v>";
    /// RFC 6750, section 3.
    a_bearer_challenge:
        "Bearer realm=\"example\",\n   error=\"invalid_token\",\r\n\terror_description=\"expired\""
        => "Bearer realm=<example> error=<invalid_token> error_description=<expired>";
    /// RFC 4559, section 5: with a space where the grammar allows it.
    a_negotiate_challenge_beside_ntlm: "Negotiate, NTLM" => "Negotiate | NTLM";
}

// A scheme's name where no scheme stands.
reads! {
    our_scheme_in_a_quoted_string:
        r#"Basic realm="getPhoneNumber""# => "Basic realm=<getPhoneNumber>";
    our_scheme_behind_a_comma_in_a_quoted_string:
        r#"Basic realm="x, getPhoneNumber", b=c"# => "Basic realm=<x, getPhoneNumber> b=<c>";
    our_scheme_as_a_token_value: "Basic realm=getPhoneNumber" => "Basic realm=<getPhoneNumber>";
    our_scheme_as_the_name_of_a_parameter: r#"Bearer getUserInfo="x""# => "Bearer getUserInfo=<x>";
    our_scheme_as_the_name_of_a_later_parameter:
        r#"Bearer a=b, getUserInfo = "x""# => "Bearer a=<b> getUserInfo=<x>";
    our_scheme_as_a_token68: "Bearer getPhoneNumber" => "Bearer getPhoneNumber";
    our_scheme_as_a_padded_token68: "Bearer getPhoneNumber==" => "Bearer getPhoneNumber==";
    our_scheme_as_a_token68_before_garbage:
        "Bearer getPhoneNumber realm=x" => "Bearer getPhoneNumber";
    our_scheme_with_a_longer_name: "getUserInfoX, XgetUserInfo" => "getUserInfoX | XgetUserInfo";
    our_scheme_in_a_quoted_string_that_is_never_closed:
        r#"Basic realm="x, getPhoneNumber"# => "Basic";
    our_scheme_in_quotes_alone: r#""getPhoneNumber""# => "";
    our_scheme_in_quotes_within_garbage: r#"Basic @"a, getUserInfo, b", Bearer"# => "Basic | Bearer";
}

// Values that the grammar does not allow.
reads! {
    a_malformed_tail_behind_a_scheme: "getUserInfo ;;;" => "getUserInfo";
    a_malformed_tail_behind_a_parameter: r#"Basic realm="x" ;;;, b=c"# => "Basic realm=<x> b=<c>";
    a_malformed_tail_behind_a_challenge: "getUserInfo, ;;;" => "getUserInfo";
    a_quoted_string_that_is_never_closed: r#"getUserInfo, Basic realm="x"# => "getUserInfo | Basic";
    a_quoted_string_that_ends_with_a_backslash: r#"getUserInfo, Basic realm="x\"# => "getUserInfo | Basic";
    garbage_before_a_challenge: "@@@, getUserInfo" => "getUserInfo";
    garbage_that_quotes_stand_far_behind:
        r#"@, getUserInfo, Basic realm="x""# => "getUserInfo | Basic realm=<x>";
    garbage_between_challenges: "Basic, <b>, getUserInfo" => "Basic | getUserInfo";
    a_parameter_before_any_scheme: "realm=x, getUserInfo" => "getUserInfo";
    a_parameter_behind_a_token68: "Bearer abc==, a=b, getUserInfo" => "Bearer abc== | getUserInfo";
    a_parameter_behind_an_unreadable_scheme:
        "Basic a=b, Dig@st realm=x, c=d, getUserInfo" => "Basic a=<b> | getUserInfo";
    a_parameter_without_a_value: "Digest a=1, b=, c=3" => "Digest a=<1> c=<3>";
    a_parameter_with_an_unreadable_value: "Digest a=1, b=@, c=3" => "Digest a=<1> c=<3>";
    a_parameter_whose_value_is_cut_short: "Digest a=http://x, c=3" => "Digest c=<3>";
    a_token68_behind_a_comma: "Digest a=1, bcd==, e=f" => "Digest a=<1> e=<f>";
    a_scheme_that_does_not_end: "getUserInfo;q=1, Basic" => "Basic";
    a_scheme_that_touches_quotes: r#"getUserInfo"x", Basic"# => "Basic";
    a_second_word_that_is_no_token68: "Bearer x%y, Basic" => "Bearer | Basic";
    a_missing_comma: r#"Basic realm="x" getUserInfo, Bearer"# => "Basic realm=<x> | Bearer";
    an_equals_sign_alone: "=, Basic, = , Bearer" => "Basic | Bearer";
    our_scheme_before_an_equals_sign_alone: "Bearer a=b, getUserInfo =" => "Bearer a=<b>";
    letters_beyond_ascii_outside_quotes: "手机号, Bäsic, getUserInfo" => "getUserInfo";
    a_comma_between_a_scheme_and_its_parameter: "Basic, realm=x" => "Basic realm=<x>";
    a_stray_quote: r#"Basic realm=5" disk, getPhoneNumber"# => "Basic | getPhoneNumber";
    stray_quotes_that_enclose_a_comma:
        r#"Basic realm=5", getPhoneNumber, 6", Bearer"# => "Basic | Bearer";
    a_quote_behind_a_stray_one: r#"Basic @"\" , Digest a="b", getUserInfo"# => "Basic | getUserInfo";
    a_line_break_between_challenges:
        "Bearer realm=\"x\"\ngetPhoneNumber\r\ngetUserInfo" => "Bearer realm=<x> | getPhoneNumber | getUserInfo";
    a_line_break_behind_a_scheme: "Bearer\ngetPhoneNumber" => "Bearer | getPhoneNumber";
    a_control_character: "Basic\u{0}, getUserInfo" => "getUserInfo";
}

#[test]
fn several_fields_are_one_list() {
    assert_eq!(read(&["Basic realm=a", "getUserInfo"]), "Basic realm=<a> | getUserInfo");
    assert_eq!(read(&["Digest a=1", "b=2, Bearer"]), "Digest a=<1> b=<2> | Bearer");
    assert_eq!(read(&[]), "");
}

#[test]
fn an_open_quote_ends_with_its_field() {
    assert_eq!(read(&[r#"Basic realm="x"#, "getUserInfo"]), "Basic | getUserInfo");
}

#[test]
fn steps_are_ours_alone_in_the_servers_order_without_repeats() {
    let steps =
        challenged_steps(["Bearer, getphonenumber a=b", "GetUserInfo abc==, getPhoneNumber"]);
    assert_eq!(steps, [Step::PhoneNumber, Step::UserInfo]);
    assert_eq!(challenged_steps([r#"Basic realm="getUserInfo""#]), []);
}

#[test]
fn values_without_escapes_are_borrowed() {
    let field = String::from(r#"Basic realm="plain", other="esc\aped""#);
    let params = parse_challenges([field.as_str()]).remove(0).params;
    assert!(matches!(params[0].1, Cow::Borrowed("plain")));
    assert!(matches!(&params[1].1, Cow::Owned(value) if value == "escaped"));
}

#[test]
fn a_value_of_a_megabyte_needs_no_stack() {
    for unit in [
        ",", "a,", "a=,", "a=@,", "a a,", "\"", "\\", "a=\"\\\"", "=", " ", "a ", "\u{7f}", "\\\"",
        "@\"\\\",",
    ] {
        let field = unit.repeat(1_048_576 / unit.len());
        assert!(challenged_steps([field.as_str()]).is_empty());
    }
}
