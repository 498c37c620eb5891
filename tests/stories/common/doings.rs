//! What the app and the person do.

use weapp_auth::{AnswerResult, CallerId, Event, Fingerprint, Press, Proof, Step};

use super::{Ask, World, request_of};

impl World {
    // What the app does.

    pub fn ask(&mut self, ask: Ask) -> CallerId {
        let caller = self.next_caller();
        self.asks.insert(caller, ask);
        self.tell(Event::RequestMade { caller, request: request_of(ask) });
        caller
    }

    pub fn ask_all(&mut self, asks: &[Ask]) -> Vec<CallerId> {
        asks.iter().map(|ask| self.ask(*ask)).collect()
    }

    pub fn login(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::LoginAsked { caller });
        caller
    }

    pub fn require(&mut self, step: Step) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::StepRequired { caller, step });
        caller
    }

    pub fn credentials(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::CredentialsAsked { caller });
        caller
    }

    pub fn logout(&mut self, hold: bool) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::LogoutAsked { caller, hold });
        caller
    }

    pub fn abort(&mut self, caller: CallerId) {
        self.tell(Event::Aborted { caller });
    }

    /// A component that asks for a step comes to stand on a page, or goes.
    pub fn offer(&mut self, step: Option<Step>) {
        self.tell(Event::StepOffered { step });
    }

    // What the person does.

    /// Presses the button of a step and says yes.
    pub fn press(&mut self, step: Step) -> CallerId {
        self.presses += 1;
        let code = format!("code-{}", self.presses);
        self.press_with(step, &code)
    }

    pub fn press_with(&mut self, step: Step, code: &str) -> CallerId {
        let proof = Proof::Once(Fingerprint::of(code));
        self.answer(Press { step, result: AnswerResult::Granted, proof })
    }

    pub fn say(&mut self, step: Step, result: AnswerResult) -> CallerId {
        self.answer(Press { step, result, proof: Proof::Nothing })
    }

    pub fn follow_guide(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::GuideFollowed { caller });
        caller
    }

    pub fn choose_avatar(&mut self) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::AvatarChosen { caller });
        caller
    }

    pub fn confirm_avatar(&mut self, avatar: &str) -> CallerId {
        let proof = Proof::UntilTaken(Fingerprint::of(avatar));
        self.answer(Press { step: Step::UserInfo, result: AnswerResult::Granted, proof })
    }

    pub fn answer(&mut self, press: Press) -> CallerId {
        let caller = self.next_caller();
        self.tell(Event::Answered { caller, press });
        caller
    }
}
