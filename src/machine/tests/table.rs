//! The transition table: a state, what happens in it, the state after it, and what is done.

use super::scene::{Scene, State};
use crate::machine::{Effect, Event};

/// One row of the table.
pub(super) struct Row {
    pub(super) from: State,
    pub(super) event: &'static str,
    pub(super) to: State,
    pub(super) effects: &'static [&'static str],
}

fn check(row: &Row, event: fn(&mut Scene) -> Event) {
    let mut scene = Scene::in_state(row.from);
    let event = event(&mut scene);
    let effects = scene.tell(event);
    let names: Vec<_> = effects.iter().map(name).filter(|name| *name != "ShowView").collect();
    assert_eq!((scene.state(), names.as_slice()), (row.to, row.effects));
}

fn name(effect: &Effect) -> &'static str {
    match effect {
        Effect::AbortTask { .. } => "AbortTask",
        Effect::AcquireTurn { .. } => "AcquireTurn",
        Effect::BecomeReady => "BecomeReady",
        Effect::CallLogin { .. } => "CallLogin",
        Effect::Deliver { .. } => "Deliver",
        Effect::Exchange { .. } => "Exchange",
        Effect::LookUp { .. } => "LookUp",
        Effect::Navigate { .. } => "Navigate",
        Effect::ReadStorage { .. } => "ReadStorage",
        Effect::ReadUserInfo { .. } => "ReadUserInfo",
        Effect::Reject { .. } => "Reject",
        Effect::ReleaseTurn { .. } => "ReleaseTurn",
        Effect::Resolve { .. } => "Resolve",
        Effect::Save { .. } => "Save",
        Effect::Send { .. } => "Send",
        Effect::SetToken { .. } => "SetToken",
        Effect::ShowView => "ShowView",
        Effect::Submit { .. } => "Submit",
        Effect::Warn { .. } => "Warn",
    }
}

/// Makes each row a test of its own, and all of them the table. [`Effect::ShowView`] is left out: it
/// follows from the rest.
macro_rules! transitions {
    ($($name:ident: $from:ident, $event:ident => $to:ident $([$($effect:ident)+])?;)+) => {
        pub(super) const TABLE: &[Row] = &[$(Row {
            from: State::$from,
            event: stringify!($event),
            to: State::$to,
            effects: &[$($(stringify!($effect)),+)?],
        }),+];

        $(#[test]
        fn $name() {
            let row = Row {
                from: State::$from,
                event: stringify!($event),
                to: State::$to,
                effects: &[$($(stringify!($effect)),+)?],
            };
            check(&row, Scene::$event);
        })+
    };
}

transitions! {
    a_start_with_nothing_stored_is_signed_out: Starting, nothing_stored => SignedOut [BecomeReady];
    a_start_with_a_token_is_signed_in: Starting, token_stored => SignedIn [SetToken BecomeReady];
    a_start_whose_storage_is_silent_is_signed_out: Starting, deadline => SignedOut [BecomeReady];
    a_request_waits_for_the_start: Starting, request => Starting;
    an_offer_waits_for_the_start: Starting, offer => Starting;
    a_logout_ends_the_start: Starting, logout => SignedOut [SetToken Save BecomeReady Resolve];

    a_request_without_a_token_wants_a_login: SignedOut, request => LoginDue [AcquireTurn];
    a_silent_request_wants_a_login_too: SignedOut, silent_request => LoginDue [AcquireTurn];
    an_optional_request_goes_without_a_token: SignedOut, optional_request => SignedOut [Send];
    a_login_call_wants_a_login: SignedOut, login_call => LoginDue [AcquireTurn];
    an_offer_wants_a_login: SignedOut, offer => LoginDue [AcquireTurn LookUp];
    a_required_step_wants_a_login_first: SignedOut, require_phone => LoginDue [AcquireTurn];
    a_press_without_a_session_wants_one: SignedOut, yes => SubmissionDue [AcquireTurn];

    a_login_begins_with_its_turn: LoginDue, turn => AwaitingCode [CallLogin];
    another_turn_begins_nothing: LoginDue, stale_turn => LoginDue;
    a_turn_that_never_comes_fails_the_login: LoginDue, deadline => SignedOut [ReleaseTurn Reject];
    a_second_request_joins_the_login: LoginDue, request => LoginDue;
    an_abort_leaves_the_login_due: LoginDue, abort => LoginDue [Reject];
    a_logout_takes_the_login_back: LoginDue, logout => SignedOut [SetToken Save Reject Resolve ReleaseTurn];

    a_code_goes_to_the_server: AwaitingCode, code => Exchanging [Exchange];
    a_late_code_goes_nowhere: AwaitingCode, stale_code => AwaitingCode;
    a_wx_login_that_fails_rejects: AwaitingCode, login_fails => SignedOut [Reject ReleaseTurn];
    a_wx_login_that_never_answers_rejects: AwaitingCode, deadline => SignedOut [Reject ReleaseTurn];
    a_request_joins_the_login: AwaitingCode, request => AwaitingCode;
    a_login_call_joins_the_login: AwaitingCode, login_call => AwaitingCode;
    an_optional_request_does_not_wait: AwaitingCode, optional_request => AwaitingCode [Send];
    a_press_during_a_login_is_ignored: AwaitingCode, yes => AwaitingCode [Resolve];
    a_logout_discards_the_login: AwaitingCode, logout => SignedOut [SetToken Save Reject Resolve ReleaseTurn];
    an_auth_disposed_during_a_login_lets_go: AwaitingCode, disposed => Disposed [Reject ReleaseTurn];

    a_token_serves_all_who_wait: Exchanging, token => Requesting [SetToken Save Send ReleaseTurn];
    an_exchange_without_a_token_rejects: Exchanging, no_token => SignedOut [Reject ReleaseTurn];
    a_rejected_exchange_rejects: Exchanging, exchange_answered_403 => SignedOut [Reject ReleaseTurn];
    a_server_in_trouble_opens_the_breaker: Exchanging, exchange_answered_500 => BreakerOpen [Reject ReleaseTurn];
    an_exchange_without_an_answer_rejects: Exchanging, login_fails => SignedOut [Reject ReleaseTurn];
    an_exchange_that_takes_too_long_rejects: Exchanging, deadline => SignedOut [Reject ReleaseTurn];
    a_doubled_code_changes_nothing: Exchanging, code => Exchanging;

    the_open_breaker_rejects_at_once: BreakerOpen, request => BreakerOpen [Reject];
    the_open_breaker_rejects_login_calls: BreakerOpen, login_call => BreakerOpen [Reject];
    the_open_breaker_lets_optional_requests_go: BreakerOpen, optional_request => BreakerOpen [Send];
    after_its_wait_one_login_may_go: BreakerOpen, a_second_later => LoginDue [AcquireTurn];

    a_request_with_a_token_is_sent: SignedIn, request => Requesting [Send];
    a_login_call_renews_the_session: SignedIn, login_call => LoginDue [AcquireTurn];
    a_required_step_opens_the_page: SignedIn, require_phone => PageDue [AcquireTurn LookUp];
    a_press_is_submitted_when_nothing_is_blocked: SignedIn, yes => SubmissionDue [AcquireTurn];
    an_offered_step_is_looked_up_and_opens_nothing: SignedIn, offer => SignedIn [LookUp];
    a_no_when_nothing_is_blocked_is_only_shown: SignedIn, no => SignedIn [Resolve];
    a_logout_forgets_the_session: SignedIn, logout => SignedOut [SetToken Save Resolve];
    a_held_logout_forgets_it_for_good: SignedIn, logout_and_hold => Held [SetToken Save Resolve];

    a_success_is_delivered: Requesting, success => SignedIn [Deliver];
    a_doubled_response_is_ignored: Requesting, doubled_response => Requesting;
    a_network_failure_is_the_callers_own: Requesting, network_failure => SignedIn [Reject];
    a_bare_401_wants_a_login: Requesting, bare_401 => LoginDue [AcquireTurn];
    a_step_challenge_opens_the_page: Requesting, step_challenge => PageDue [AcquireTurn LookUp];
    an_empty_token_signs_out: Requesting, empty_token => SignedOut [SetToken Save Deliver];
    a_session_that_ends_is_held: Requesting, session_ended => Held [SetToken Save Reject];
    an_abort_aborts_the_task: Requesting, abort => SignedIn [AbortTask Reject];

    the_page_is_opened_in_its_turn: PageDue, turn => GoingToLogin [Navigate];
    a_turn_that_never_comes_opens_nothing: PageDue, deadline => SignedIn [ReleaseTurn Reject];
    an_abort_closes_the_question: PageDue, abort => SignedIn [Reject ReleaseTurn];

    a_page_that_opened_shows_the_button: GoingToLogin, navigated => Blocked [ReleaseTurn];
    a_full_stack_is_tried_otherwise: GoingToLogin, stack_full => GoingToLogin [Navigate];
    a_page_that_cannot_be_opened_rejects: GoingToLogin, page_not_found => SignedIn [Reject ReleaseTurn];
    a_navigation_that_never_answers_rejects: GoingToLogin, deadline => SignedIn [Reject ReleaseTurn];
    leaving_means_nothing_while_navigating: GoingToLogin, page_left => GoingToLogin;
    nor_does_a_page_that_the_navigation_hides: GoingToLogin, tab_page_left => GoingToLogin;

    a_yes_is_submitted: Blocked, yes => SubmissionDue [AcquireTurn];
    a_no_rejects: Blocked, no => SignedIn [Reject Resolve];
    an_empty_quota_rejects: Blocked, no_quota => SignedIn [Reject Resolve];
    a_missing_agreement_keeps_waiting: Blocked, privacy_not_agreed => Blocked [Resolve];
    leaving_the_page_abandons: Blocked, page_left => SignedIn [Reject];
    a_tab_page_that_was_left_abandons: Blocked, tab_page_left => SignedIn [Reject];
    a_page_that_was_covered_was_not_left: Blocked, page_covered => Blocked;
    what_is_blocked_goes_before_an_offer: Blocked, offer => Blocked;
    an_offer_that_is_withdrawn_takes_nothing_with_it: Blocked, offer_withdrawn => Blocked;
    an_abort_leaves_the_page: Blocked, abort => SignedIn [Reject];
    a_logout_rejects_those_who_wait: Blocked, logout => SignedOut [SetToken Save Reject Resolve];

    a_submission_goes_in_its_turn: SubmissionDue, turn => Submitting [Submit];
    a_second_press_is_ignored: SubmissionDue, yes => SubmissionDue [Resolve];

    a_taken_answer_releases: Submitting, submission_taken => Replaying [Resolve Save Send ReleaseTurn];
    a_rejected_submission_keeps_waiting: Submitting, submission_answered_500 => Blocked [Resolve ReleaseTurn];
    a_lost_submission_keeps_waiting: Submitting, submission_fails => Blocked [Resolve ReleaseTurn];
    a_submission_that_takes_too_long_keeps_waiting: Submitting, deadline => Blocked [Resolve ReleaseTurn];
    a_forgotten_session_is_renewed: Submitting, submission_answered_401 => AwaitingCode [Resolve CallLogin];
    leaving_waits_for_the_submission: Submitting, page_left => Submitting;
    a_no_during_a_submission_is_ignored: Submitting, no => Submitting [Resolve];
    a_logout_drops_the_submission: Submitting, logout => SignedOut [Resolve SetToken Save Reject Resolve ReleaseTurn];

    the_answer_to_the_last_replay_leads_back: Replaying, success => BackDue [Deliver AcquireTurn];
    a_replay_that_is_challenged_again_is_a_loop: Replaying, step_challenge => BackDue [Reject AcquireTurn];
    an_abort_of_the_last_replay_leads_back: Replaying, abort => BackDue [AbortTask Reject AcquireTurn];

    the_way_back_is_taken_in_its_turn: BackDue, turn => GoingBack [Navigate];
    a_step_that_was_done_is_not_asked_for_again: BackDue, require_phone => BackDue [Resolve];
    the_user_is_back: GoingBack, navigated => SignedIn [ReleaseTurn];
    a_way_back_that_fails_is_let_be: GoingBack, page_not_found => SignedIn [ReleaseTurn];

    a_held_request_is_rejected: Held, request => Held [Reject];
    a_held_optional_request_goes_without_a_token: Held, optional_request => Held [Send];
    a_login_call_ends_the_hold: Held, login_call => LoginDue [Save AcquireTurn];
    a_required_step_ends_the_hold: Held, require_phone => LoginDue [Save AcquireTurn];
    a_press_does_not_end_the_hold: Held, yes => SubmissionDue [AcquireTurn];

    a_disposed_auth_rejects_requests: Disposed, request => Disposed [Reject];
    a_disposed_auth_rejects_logouts: Disposed, logout => Disposed [Reject];
    a_disposed_auth_asks_for_nothing: Disposed, offer => Disposed;
}
