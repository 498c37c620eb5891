//! Events as the shell writes them: `{ type, … }` with the fields of [`Event`]'s variants, except
//! that what the platform gave is handed over as it is. `wire.d.ts` has them all.

use wasm_bindgen::prelude::*;

use super::read::{
    Document, count, elements, flag, get, number, read_detail, read_header, step, strings, text,
};
use crate::{
    AnswerResult, Bundle, BundleFormat, ButtonPress, CallerId, Cause, Endpoint, Environment, Event,
    Generation, Header, Json, Millis, Mode, Need, Page, PageId, Place, Privacy, Random, Request,
    Response, Serial, Setting, Siblings, Step, Stored, Ticket, challenged_steps, name_steps,
    parse_retry_after, read_answer, read_press,
};

/// What reading an event depends on.
pub(super) struct Context<'a> {
    pub(super) format: &'a BundleFormat,
    /// The step whose button is shown.
    pub(super) shown: Option<Step>,
    /// For a `Retry-After` that is a date.
    pub(super) now: f64,
}

/// Reads an event. `None` for what is none.
pub(super) fn read(event: &JsValue, context: &Context<'_>) -> Option<Event> {
    let caller = CallerId(count(event, "caller"));
    let sent = Serial(count(event, "sent"));
    let cause = Cause(count(event, "cause"));
    let random = random(event);
    let serial = |key| Serial(count(event, key));
    Some(match text(event, "type")?.as_str() {
        "started" => Event::Started { environment: environment(event) },
        "timerFired" => Event::TimerFired { random },
        "pagesChanged" => Event::PagesChanged { stack: stack(event) },
        "siblingsChanged" => Event::SiblingsChanged {
            siblings: Siblings {
                blocked: flag(event, "blocked"),
                navigating: flag(event, "navigating"),
            },
        },
        "disposed" => Event::Disposed,
        "requestMade" => Event::RequestMade { caller, request: request(event) },
        "requestAdopted" => Event::RequestAdopted {
            caller,
            request: request(event),
            ticket: Ticket { generation: Generation(count(event, "generation")), sent },
        },
        "credentialsAsked" => Event::CredentialsAsked { caller },
        "loginAsked" => Event::LoginAsked { caller },
        "stepRequired" => Event::StepRequired { caller, step: step(&get(event, "step"))? },
        "logoutAsked" => Event::LogoutAsked { caller, hold: flag(event, "hold") },
        "answered" => read_press(caller, button_press(event), context.shown),
        "stepOffered" => Event::StepOffered { step: step(&get(event, "step")) },
        "pageLeft" => Event::PageLeft,
        "pageHidden" => Event::PageHidden { page: PageId(count(event, "page")) },
        "aborted" => Event::Aborted { caller },
        "responseArrived" => {
            Event::ResponseArrived { caller, sent, response: response(event, context), random }
        }
        "headersArrived" => {
            let header = read_header(&get(event, "header"));
            let (steps, bundle) = (steps(&header), bundle_in_header(&header, context.format));
            Event::HeadersArrived { caller, sent, steps, bundle, random }
        }
        "requestFailed" => Event::RequestFailed { caller, sent, cause },
        "turnAcquired" => Event::TurnAcquired { turn: serial("turn") },
        "codeReceived" => Event::CodeReceived { login: serial("login") },
        "loginFailed" => Event::LoginFailed { login: serial("login"), cause, random },
        "exchangeAnswered" => {
            let (login, response) = (serial("login"), response(event, context));
            Event::ExchangeAnswered { login, response, random }
        }
        "navigated" => Event::Navigated { navigation: serial("navigation") },
        "navigationFailed" => {
            let err_msg = text(event, "errMsg").unwrap_or_default();
            Event::NavigationFailed { navigation: serial("navigation"), err_msg }
        }
        "lookedUp" => Event::LookedUp {
            lookup: serial("lookup"),
            setting: setting(event),
            privacy: privacy(&get(event, "needAuthorization")),
        },
        "userInfoRead" => {
            let answer = read_answer(Step::UserInfo, read_detail(&get(event, "result")));
            let granted = answer.result == AnswerResult::Granted;
            Event::UserInfoRead { reading: serial("reading"), granted }
        }
        "submissionAnswered" => {
            let (submission, response) = (serial("submission"), response(event, context));
            Event::SubmissionAnswered { submission, response }
        }
        "submissionHeadersArrived" => {
            let header = read_header(&get(event, "header"));
            let (steps, bundle) = (steps(&header), bundle_in_header(&header, context.format));
            Event::SubmissionHeadersArrived { submission: serial("submission"), steps, bundle }
        }
        "submissionFailed" => Event::SubmissionFailed { submission: serial("submission"), cause },
        "storageRead" => {
            let stored = Stored::read(&Document(get(event, "stored")).value());
            Event::StorageRead { read: serial("read"), stored }
        }
        "saveFailed" => Event::SaveFailed,
        _ => return None,
    })
}

/// `true` in the settings is a yes, `false` a no, and what is absent was never asked for.
pub(super) fn setting_of(word: &JsValue) -> Setting {
    match word.as_bool() {
        Some(true) => Setting::Allowed,
        Some(false) => Setting::Refused,
        None => Setting::NeverAsked,
    }
}

fn privacy(need_authorization: &JsValue) -> Privacy {
    match need_authorization.as_bool() {
        Some(true) => Privacy::Needed,
        Some(false) => Privacy::Agreed,
        None => Privacy::Unknown,
    }
}

fn setting(event: &JsValue) -> Setting {
    let settings = get(event, "authSetting");
    let scope = step(&get(event, "step")).and_then(Need::of_step).and_then(Need::scope);
    match scope {
        Some(scope) if settings.is_object() => setting_of(&get(&settings, scope)),
        Some(_) | None => Setting::Unknown,
    }
}

fn environment(event: &JsValue) -> Environment {
    let api_category = text(event, "apiCategory");
    Environment {
        sdk_version: text(event, "sdkVersion").unwrap_or_default(),
        platform: text(event, "platform"),
        single_page: Environment::is_single_page(number(event, "scene"), api_category.as_deref()),
    }
}

fn stack(event: &JsValue) -> Vec<Page> {
    let page =
        |page: JsValue| text(&page, "url").map(|url| Page { id: PageId(count(&page, "id")), url });
    elements(&get(event, "stack")).into_iter().filter_map(page).collect()
}

fn request(event: &JsValue) -> Request {
    let mode = match text(event, "auth").as_deref() {
        Some("none") => Mode::None,
        Some("optional") => Mode::Optional,
        Some("silent") => Mode::Silent,
        Some(_) | None => Mode::Interactive,
    };
    let endpoint = number(event, "endpoint").map(|_| Endpoint(count(event, "endpoint")));
    let page = count(event, "page");
    Request {
        // What isn't ours gets no token, and its 401 is the caller's own.
        mode: endpoint.map_or(Mode::None, |_| mode),
        writes: flag(event, "writes"),
        replay_always: text(event, "replay").as_deref() == Some("always"),
        page: (page > 0).then_some(PageId(page)),
        endpoint: endpoint.unwrap_or_default(),
    }
}

fn button_press(event: &JsValue) -> ButtonPress {
    let button = get(event, "event");
    ButtonPress {
        kind: text(&button, "type"),
        detail: read_detail(&get(&button, "detail")),
        extra: text(event, "extra"),
    }
}

fn response(event: &JsValue, context: &Context<'_>) -> Response {
    let response = get(event, "response");
    let header = read_header(&get(&response, "header"));
    let status = status(&response);
    let in_header = if status == 401 { steps(&header) } else { Vec::new() };
    let bundle = match context.format.place() {
        Place::Body => context.format.read_body(&Document(get(&response, "data"))),
        Place::Header => bundle_in_header(&header, context.format),
    };
    let retry_after = strings(header.values("retry-after"));
    let retry_after = retry_after.iter().find_map(|value| parse_retry_after(value, context.now));
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    let retry_after = retry_after.map(|wait| Millis(wait as u64));
    Response {
        status,
        steps: name_steps(named(&get(event, "named")), in_header),
        retry_after,
        ends_session: flag(event, "endsSession"),
        bundle,
        awaits_headers: flag(event, "awaitsHeaders"),
    }
}

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
fn status(response: &JsValue) -> u16 {
    number(response, "statusCode").unwrap_or(0.0) as u16
}

fn steps(header: &Header<js_sys::JsString>) -> Vec<Step> {
    challenged_steps(strings(header.values("www-authenticate")).iter().map(String::as_str))
}

/// What the app's `isUnauthorized` returned: `true` for a login, one step, or several.
fn named(word: &JsValue) -> Vec<Step> {
    if word.as_bool() == Some(true) {
        return vec![Step::Login];
    }
    elements(word).iter().filter_map(step).collect()
}

fn bundle_in_header(header: &Header<js_sys::JsString>, format: &BundleFormat) -> Option<Bundle> {
    match format.place() {
        Place::Body => None,
        Place::Header => {
            // The same one under two casings, say.
            let values = strings(header.values(format.name()));
            values.iter().find_map(|value| format.read_header::<Document>(value))
        }
    }
}

/// A draw from 0 to 1, as `Math.random()` makes them.
fn random(event: &JsValue) -> Random {
    const STEPS: f64 = 4_294_967_296.0;
    #[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "saturates")]
    number(event, "random").map_or(Random::HALF, |draw| Random((draw * STEPS) as u32))
}
