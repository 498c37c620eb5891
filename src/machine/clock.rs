//! A clock that never goes back, made from one that may.

use serde::Serialize;

use crate::time::{Millis, Timestamp};

/// Turns the device's clock, which the user may set back, into one that only goes forward.
///
/// When the device's clock goes back, every instant the machine remembers moves with it, so a
/// deadline comes late by at most the time between the last event and the change.
#[derive(Clone, Debug, Default, Eq, Hash, Ord, PartialEq, PartialOrd, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(serde::Deserialize))]
#[serde(rename_all = "camelCase")]
pub(crate) struct Clock {
    /// How far this clock is ahead of the device's.
    ahead: Millis,
    latest: Timestamp,
}

impl Clock {
    /// Hears the device's time.
    pub(crate) fn tell(&mut self, device: Timestamp) {
        let told = device + self.ahead;
        self.ahead = Millis(self.ahead.0 + self.latest.since(told).0);
        self.latest = device + self.ahead;
    }

    /// Hears the device's time from a timer that was set for `due`: at least that much has passed,
    /// whatever the device's clock says.
    pub(crate) fn tell_by_timer(&mut self, device: Timestamp, due: Timestamp) {
        let went_back = device + self.ahead < self.latest;
        self.tell(device);
        if went_back {
            let missing = due.since(self.latest);
            self.ahead = Millis(self.ahead.0 + missing.0);
            self.latest = self.latest + missing;
        }
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.latest
    }

    /// An instant of this clock as the device's clock will show it.
    pub(crate) fn on_device(&self, instant: Timestamp) -> Timestamp {
        instant - self.ahead
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_hour_back_moves_every_instant_an_hour_back() {
        let mut clock = Clock::default();
        clock.tell(Timestamp(4_000_000));
        let deadline = clock.now() + Millis(15_000);
        clock.tell(Timestamp(400_000));
        assert_eq!(clock.on_device(deadline), Timestamp(415_000));
        clock.tell(Timestamp(415_000));
        assert_eq!(clock.now(), deadline);
    }

    #[test]
    fn a_timer_that_fires_after_the_clock_went_back_is_on_time() {
        let mut clock = Clock::default();
        clock.tell(Timestamp(4_000_000));
        let deadline = clock.now() + Millis(15_000);
        clock.tell_by_timer(Timestamp(415_000), deadline);
        assert_eq!(clock.now(), deadline);
        clock.tell(Timestamp(415_001));
        assert_eq!(clock.now(), deadline + Millis(1));
    }

    #[test]
    fn a_timer_that_fires_early_moves_nothing() {
        let mut clock = Clock::default();
        clock.tell(Timestamp(1000));
        for instant in [1000, 1001] {
            clock.tell_by_timer(Timestamp(instant), Timestamp(9000));
            assert_eq!(clock.now(), Timestamp(instant));
        }
    }

    #[test]
    fn a_timer_that_fires_early_moves_nothing_long_after_the_clock_went_back_either() {
        let mut clock = Clock::default();
        clock.tell(Timestamp(4_000_000));
        clock.tell(Timestamp(400_000));
        clock.tell_by_timer(Timestamp(400_001), Timestamp(9_000_000));
        assert_eq!(clock.now(), Timestamp(4_000_001));
    }
}
