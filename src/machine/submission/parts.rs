//! The answer to a submission that uploads an avatar: its header fields come apart, before its
//! result or after.

use serde::Serialize;

use crate::bundle::Bundle;
use crate::error::Platform;
use crate::machine::AuthMachine;
use crate::machine::caller::Headers;
use crate::machine::headers::HEADERS_TIMEOUT;
use crate::machine::ids::Serial;
use crate::machine::request::Response;
use crate::machine::submission::Submission;

/// What has come of the answer, as long as the rest is waited for.
#[derive(Clone, Debug, Default, Eq, Hash, PartialEq, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
pub(crate) struct Parts {
    headers: Option<Headers>,
    response: Option<Response>,
}

impl Parts {
    pub(super) fn bundles_mut(&mut self) -> impl Iterator<Item = &mut Bundle> {
        let in_headers = self.headers.iter_mut().filter_map(|headers| headers.bundle.as_mut());
        let responses = self.response.iter_mut();
        in_headers.chain(responses.filter_map(|response| response.bundle.as_mut()))
    }
}

impl Submission {
    /// What has come of the answer to this submission.
    fn parts(&mut self, answered: Serial) -> Option<&mut Parts> {
        match self {
            Self::Posting { submission, parts, .. } if *submission == answered => Some(parts),
            Self::Due(_) | Self::Idle | Self::Posting { .. } | Self::Reading { .. } => None,
        }
    }
}

impl AuthMachine {
    pub(in crate::machine) fn submission_answered(
        &mut self,
        answered: Serial,
        mut response: Response,
    ) {
        let Some(parts) = self.submission.parts(answered) else { return };
        if let Some(headers) = parts.headers.take() {
            response.add(headers);
        } else if response.awaits_headers {
            parts.response = Some(response);
            return self.submission.give_until(self.clock.now() + HEADERS_TIMEOUT);
        }
        self.judge_submission(answered, response);
    }

    pub(in crate::machine) fn submission_headers_arrived(
        &mut self,
        answered: Serial,
        headers: Headers,
    ) {
        let Some(parts) = self.submission.parts(answered) else { return };
        if let Some(mut response) = parts.response.take() {
            response.add(headers);
            self.judge_submission(answered, response);
        } else {
            parts.headers = Some(headers);
        }
    }

    /// The submission has had no answer in time, or none of the header fields: then a 401 is a bare
    /// one.
    pub(in crate::machine) fn submission_overdue(&mut self) {
        if let Submission::Posting { submission, parts, .. } = &mut self.submission
            && let Some(response) = parts.response.take()
        {
            let answered = *submission;
            return self.judge_submission(answered, response);
        }
        self.fail_submission(Platform::SubmissionTimedOut, None);
    }
}
