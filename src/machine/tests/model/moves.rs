//! What can happen next, and what it is for each thing to happen.

use super::{HOUR, Model, RANDOM, REQUESTS, Scope};
use crate::answer::AnswerResult;
use crate::machine::{CallerId, Cause, Event, PageId};
use crate::step::Step;

/// Something that can happen next.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Move {
    Ask(u32),
    Abort(u32),
    Answer(u32, Answer),
    /// The last answer comes a second time.
    AnswerAgain,
    Turn,
    Code,
    LoginFails,
    Exchange(Exchange),
    Arrive,
    GoAstray,
    Yes,
    No,
    Leave,
    /// A component asks for a button, or no more.
    Offer(Option<Step>),
    /// A page with a component is hidden.
    Hide(PageId),
    Submission(Submission),
    /// The header fields of an upload come.
    Headers(u32, Answer),
    SubmissionHeaders(Answer),
    Call(Call),
    Logout {
        hold: bool,
    },
    Restart,
    Timer,
    /// The device's clock is set, or the app has slept.
    Clock(Leap),
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Answer {
    Success,
    Rotated,
    Bare401,
    Phone,
    Both,
    /// The server has ended the session.
    Ends,
    Network,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Call {
    Credentials,
    Login,
    Require(Step),
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Leap {
    Back,
    Forward,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Exchange {
    Token,
    OtherUser,
    Trouble,
}

#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub(in crate::machine::tests) enum Submission {
    Taken,
    Bare401,
    Failed,
}

impl Model {
    /// Everything that can happen now.
    pub(in crate::machine::tests) fn moves(&self) -> Vec<Move> {
        let mut moves = self.moves_of_requests();
        let Scope { components, calls, endless, .. } = self.scope;
        let mut offer = |is_possible: bool, offered: &[Move]| {
            if is_possible {
                moves.extend(offered);
            }
        };
        let is_doubtful = self.last_answer.is_some() && (endless || !self.was_doubled);
        offer(is_doubtful, &[Move::AnswerAgain]);
        offer(self.turn.is_some(), &[Move::Turn]);
        offer(self.code.is_some(), &[Move::Code, Move::LoginFails]);
        let exchanges = [Exchange::Token, Exchange::OtherUser, Exchange::Trouble];
        offer(self.exchange.is_some(), &exchanges.map(Move::Exchange));
        offer(self.navigation.is_some(), &[Move::Arrive, Move::GoAstray]);
        let is_asked = self.machine.view().step.is_some();
        offer(is_asked && (endless || self.presses < 2), &[Move::Yes, Move::No]);
        offer(is_asked, &[Move::Leave]);
        offer(components, &[None, Some(Step::UserInfo)].map(Move::Offer));
        offer(components, &[PageId(1), PageId(2)].map(Move::Hide));
        let answers = [Submission::Taken, Submission::Bare401, Submission::Failed];
        offer(self.submission.is_some(), &answers.map(Move::Submission));
        let headers = [Answer::Success, Answer::Rotated, Answer::Phone];
        offer(self.submission_headers.is_some(), &headers.map(Move::SubmissionHeaders));
        let asked = [Call::Credentials, Call::Login, Call::Require(Step::UserInfo)];
        offer(calls && (endless || self.called < 2), &asked.map(Move::Call));
        let may_reset = (endless || !self.was_reset) && !self.made.is_empty();
        offer(may_reset, &[Move::Logout { hold: false }, Move::Restart]);
        offer(may_reset && calls, &[Move::Logout { hold: true }]);
        offer(self.machine.next_timeout().is_some(), &[Move::Timer]);
        let may_set = (endless || !self.was_set) && !self.made.is_empty();
        offer(may_set, &[Leap::Back, Leap::Forward].map(Move::Clock));
        moves
    }

    fn moves_of_requests(&self) -> Vec<Move> {
        let mut moves = Vec::new();
        let next = u32::try_from(self.made.len()).unwrap_or(REQUESTS);
        if next < REQUESTS || self.scope.endless {
            moves.push(Move::Ask(next));
        }
        for caller in self.out.keys() {
            // What an upload is asked for comes in its header.
            let steps: &[_] =
                if self.is_upload(*caller) { &[] } else { &[Answer::Phone, Answer::Both] };
            let ends: &[_] = if self.scope.calls { &[Answer::Ends] } else { &[] };
            let answers = [Answer::Success, Answer::Rotated, Answer::Bare401, Answer::Network];
            let all = answers.iter().chain(steps).chain(ends);
            moves.extend(all.map(|answer| Move::Answer(caller.0, *answer)));
        }
        for caller in self.headers_out.keys() {
            moves.extend([Answer::Bare401, Answer::Phone].map(|it| Move::Headers(caller.0, it)));
        }
        if let Some(oldest) = self.made.difference(&self.settled).next()
            && (oldest.0 == 0 || self.scope.endless)
        {
            moves.push(Move::Abort(oldest.0));
        }
        moves
    }

    /// Lets one thing happen.
    pub(in crate::machine::tests) fn play(&mut self, next: Move) {
        match next {
            Move::Ask(number) => self.ask(number),
            Move::Abort(number) => self.tell(Event::Aborted { caller: CallerId(number) }),
            Move::Answer(number, answer) => self.respond(CallerId(number), answer),
            Move::AnswerAgain => {
                self.was_doubled = true;
                if let Some(event) = self.last_answer.take() {
                    let before = self.settled.len();
                    self.tell(*event);
                    assert_eq!(self.settled.len(), before, "a doubled answer settled something");
                }
            }
            Move::Turn => {
                let turn = self.turn.take().expect("offered");
                self.tell(Event::TurnAcquired { turn });
            }
            Move::Code => {
                let login = self.code.take().expect("offered");
                self.tell_answer(Event::CodeReceived { login });
            }
            Move::LoginFails => {
                let login = self.code.take().expect("offered");
                self.tell_answer(Event::LoginFailed { login, cause: Cause(1), random: RANDOM });
            }
            Move::Exchange(answer) => self.answer_exchange(answer),
            Move::Arrive => self.arrive(),
            Move::GoAstray => {
                let navigation = self.navigation.take().expect("offered");
                let err_msg = "navigateTo:fail webview count limit exceed".into();
                self.tell_answer(Event::NavigationFailed { navigation, err_msg });
            }
            Move::Yes => self.press(AnswerResult::Granted),
            Move::No => self.press(AnswerResult::Refused),
            Move::Leave => self.tell(Event::PageLeft),
            Move::Offer(step) => {
                self.offered = step;
                self.tell(Event::StepOffered { step });
            }
            Move::Hide(page) => self.tell(Event::PageHidden { page }),
            Move::Submission(answer) => self.answer_submission(answer),
            Move::Headers(number, answer) => self.bring_headers(CallerId(number), answer),
            Move::SubmissionHeaders(answer) => self.bring_submission_headers(answer),
            Move::Call(call) => self.call(call),
            Move::Logout { hold } => {
                self.was_reset = true;
                let caller = self.next_call(None);
                self.tell(Event::LogoutAsked { caller, hold });
            }
            Move::Restart => self.restart(),
            Move::Timer => {
                let due = self.machine.next_timeout().expect("offered");
                self.now = self.now.max(due.0);
                self.tell(Event::TimerFired { random: RANDOM });
            }
            Move::Clock(leap) => {
                self.was_set = true;
                match leap {
                    Leap::Back => self.now -= HOUR.0 / 2,
                    Leap::Forward => self.now += 2 * HOUR.0,
                }
                let stack = self.machine.pages.stack.clone();
                self.tell(Event::PagesChanged { stack });
            }
        }
    }
}
