//! The header fields of uploads and downloads, which come apart from their results, before or after.

use crate::bundle::Bundle;
use crate::machine::AuthMachine;
use crate::machine::caller::{Headers, Phase};
use crate::machine::ids::{CallerId, Random, Serial, Ticket};
use crate::machine::request::{Mode, Response};
use crate::step::Step;
use crate::time::Millis;

/// How long the header fields of an upload or download may come after its result.
pub(super) const HEADERS_TIMEOUT: Millis = Millis::from_secs(1);
/// Of how many delivered uploads and downloads the header fields are still heard.
const LATE_HEADERS: usize = 16;

impl AuthMachine {
    pub(super) fn headers_arrived(
        &mut self,
        id: CallerId,
        arrived: Serial,
        steps: Vec<Step>,
        bundle: Option<Bundle>,
        random: Random,
    ) {
        let Some(caller) = self.callers.get(id) else {
            return self.late_headers_arrived(arrived, bundle);
        };
        match caller.phase.clone() {
            Phase::Sent { ticket, headers: None } if ticket.sent == arrived => {
                let headers = Some(Headers { steps, bundle });
                self.callers.set_phase(id, Phase::Sent { ticket, headers });
            }
            Phase::AwaitingHeaders { ticket, mut response, .. } if ticket.sent == arrived => {
                response.add(Headers { steps, bundle });
                self.judge(id, ticket, response, random);
            }
            Phase::AwaitingAnswer { .. }
            | Phase::AwaitingHeaders { .. }
            | Phase::AwaitingLogin
            | Phase::AwaitingStart
            | Phase::Sent { .. } => {}
        }
    }

    /// What a 401 asks for is in its header.
    pub(super) fn await_headers(&mut self, id: CallerId, ticket: Ticket, response: Response) {
        let deadline = self.now() + HEADERS_TIMEOUT;
        self.callers.set_phase(id, Phase::AwaitingHeaders { ticket, response, deadline });
    }

    /// A result that needs no header is delivered at once; the bundle in its header still counts.
    pub(super) fn await_late_headers(&mut self, id: CallerId, sent: Serial) {
        let is_ours = self.callers.get(id).is_some_and(|caller| caller.mode() != Mode::None);
        if is_ours {
            self.late_headers.truncate(LATE_HEADERS - 1);
            self.late_headers.insert(0, sent);
        }
    }

    fn late_headers_arrived(&mut self, arrived: Serial, bundle: Option<Bundle>) {
        if let Some(at) = self.late_headers.iter().position(|sent| *sent == arrived) {
            self.late_headers.remove(at);
            self.hear(arrived, bundle);
        }
    }

    /// The headers of a 401 haven't come in time: it is a bare one.
    pub(super) fn headers_overdue(&mut self, id: CallerId, random: Random) {
        if let Some(caller) = self.callers.get(id)
            && let Phase::AwaitingHeaders { ticket, response, .. } = caller.phase.clone()
        {
            self.judge(id, ticket, response, random);
        }
    }
}
