//! Plays a trace again: what `auth.trace()` gave, as JSON, comes in; the effects go out, one JSON
//! list for each entry.
//!
//!     cargo run --example replay < trace.json

use std::io::{self, Write};
use std::process::ExitCode;

use weapp_auth::Trace;

fn main() -> ExitCode {
    let text = io::read_to_string(io::stdin()).map_err(|error| format!("can't read: {error}"));
    let effects = text.and_then(|text| replay(&text));
    let written = effects.and_then(|lines| {
        io::stdout().write_all(lines.as_bytes()).map_err(|error| format!("can't write: {error}"))
    });
    match written {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("replay: {problem}");
            ExitCode::FAILURE
        }
    }
}

fn replay(text: &str) -> Result<String, String> {
    let trace: Trace =
        serde_json::from_str(text).map_err(|error| format!("this is no trace: {error}"))?;
    let mut lines = String::new();
    for effects in trace.replay() {
        lines += &serde_json::to_string(&effects).map_err(|error| error.to_string())?;
        lines.push('\n');
    }
    Ok(lines)
}

#[cfg(test)]
mod tests {
    use super::*;
    use weapp_auth::{AuthMachine, Environment, Event, Options, Recorder, Timestamp, TracedInput};

    fn of_a_start() -> String {
        let machine = AuthMachine::new(Options::default());
        let mut recorder = Recorder::new(&machine);
        let event = Event::Started { environment: Environment::default() };
        recorder.record(&machine, TracedInput::Handle { event: Box::new(event) }, Timestamp(1000));
        serde_json::to_string(&recorder.trace().expect("recorded")).expect("written")
    }

    #[test]
    fn each_entry_is_a_line_of_effects() {
        let lines = replay(&of_a_start()).expect("a trace");
        assert_eq!(lines, "[{\"type\":\"readStorage\",\"read\":1}]\n");
    }

    #[test]
    fn what_is_no_trace_is_refused_with_a_reason() {
        let broken = of_a_start().replace("started", "stranded");
        for (text, reason) in [
            ("", "EOF"),
            ("{}", "expected a trace: a list that begins with {snapshot}"),
            ("[]", "an empty list"),
            ("[{}]", "missing field `snapshot`"),
            (&broken, "unknown variant `stranded`"),
        ] {
            let problem = replay(text).expect_err("it is no trace");
            assert!(problem.starts_with("this is no trace: "), "{problem}");
            assert!(problem.contains(reason), "{problem}");
        }
    }
}
