//! Whether an order has been paid: only `trade_state` of an order query says so.
//!
//! `return_code` says that a call reached WeChat Pay, `result_code` that it did what it was asked
//! to; neither is about money. The states are those of WeChat Pay's order query, v3
//! (`/v3/pay/transactions/out-trade-no/{out_trade_no}`,
//! <https://pay.weixin.qq.com/doc/v3/merchant/4013070356>) and v2 (`/pay/orderquery`, which adds
//! `ACCEPT` for payment codes).

use serde::Serialize;

/// What a server has learned about an order. The names are WeChat Pay's.
#[derive(Clone, Copy, Debug, Default, Eq, PartialEq)]
pub struct TradeQuery<'a> {
    /// `trade_state` of an order query.
    pub trade_state: Option<&'a str>,
    /// `return_code` of a v2 call or notification. Never changes a verdict.
    pub return_code: Option<&'a str>,
    /// `result_code` of a v2 call or notification. Never changes a verdict.
    pub result_code: Option<&'a str>,
}

/// What is known about an order, and whether to ask.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
pub struct Trade {
    /// What is known now.
    pub verdict: Verdict,
    /// Whether the server has to query the order (again).
    pub query: bool,
}

/// What has become of an order.
#[derive(Clone, Copy, Debug, Eq, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
pub enum Verdict {
    /// Closed or revoked: it can't be paid any more.
    Closed,
    /// The payment failed for good.
    Failed,
    /// Paid.
    Paid,
    /// Not paid yet; it still can be.
    Pending,
    /// Was paid, and the money goes back.
    Refunded,
    /// Nothing that proves anything has been seen.
    Unknown,
}

/// The verdict on an order.
///
/// A state is taken only as it is documented, to the letter: money isn't guessed at, and what is
/// unknown costs no more than another query.
#[must_use]
pub fn trade_verdict(known: &TradeQuery<'_>) -> Trade {
    let TradeQuery { trade_state, return_code: _, result_code: _ } = *known;
    let verdict = match trade_state {
        Some("SUCCESS") => Verdict::Paid,
        Some("REFUND") => Verdict::Refunded,
        // An unpaid order can be paid until it is closed (WeChat Pay community).
        Some("NOTPAY" | "USERPAYING" | "ACCEPT") => Verdict::Pending,
        Some("CLOSED" | "REVOKED") => Verdict::Closed,
        Some("PAYERROR") => Verdict::Failed,
        Some(_) | None => Verdict::Unknown,
    };
    Trade { verdict, query: verdict.is_open() }
}

/// The verdict on the result of `wx.requestPayment`, which always asks for a query.
///
/// Not even `requestPayment:ok` proves a payment: of its sibling in web pages, WeChat Pay's own
/// sample says that ok is not guaranteed to be reliable (quoted in
/// <https://developers.weixin.qq.com/community/pay/doc/000a8acd2c83105094cf15afc54c00>). After a
/// cancel the order can still be paid. WeChat up to 6.5.2 spells it `requestPayment:cancel` (API
/// reference of `wx.requestPayment`).
#[must_use]
pub fn request_payment_verdict(err_msg: &str) -> Trade {
    let verdict = match err_msg {
        "requestPayment:ok" | "requestPayment:fail cancel" | "requestPayment:cancel" => {
            Verdict::Pending
        }
        _ => Verdict::Unknown,
    };
    Trade { verdict, query: true }
}

impl Verdict {
    /// Whether another query can bring another verdict.
    fn is_open(self) -> bool {
        match self {
            Self::Pending | Self::Unknown => true,
            Self::Closed | Self::Failed | Self::Paid | Self::Refunded => false,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict_on(trade_state: Option<&str>) -> Trade {
        trade_verdict(&TradeQuery { trade_state, return_code: None, result_code: None })
    }

    #[test]
    fn each_trade_state_has_its_verdict_and_open_ones_ask_again() {
        let rows = [
            ("SUCCESS", Verdict::Paid, false),
            ("REFUND", Verdict::Refunded, false),
            ("NOTPAY", Verdict::Pending, true),
            ("USERPAYING", Verdict::Pending, true),
            ("ACCEPT", Verdict::Pending, true),
            ("CLOSED", Verdict::Closed, false),
            ("REVOKED", Verdict::Closed, false),
            ("PAYERROR", Verdict::Failed, false),
        ];
        for (state, verdict, query) in rows {
            assert_eq!(verdict_on(Some(state)), Trade { verdict, query }, "{state}");
        }
    }

    #[test]
    fn what_is_missing_empty_or_not_to_the_letter_is_unknown_and_asks() {
        let unknown = Trade { verdict: Verdict::Unknown, query: true };
        assert_eq!(verdict_on(None), unknown);
        for state in ["", " ", "success", "SUCCESS ", "PAID", "OK", "NOT_PAY", "null"] {
            assert_eq!(verdict_on(Some(state)), unknown, "{state:?}");
        }
    }

    #[test]
    fn neither_return_code_nor_result_code_changes_a_verdict() {
        let states = [None, Some("SUCCESS"), Some("NOTPAY"), Some("CLOSED"), Some("?")];
        let codes = [None, Some("SUCCESS"), Some("FAIL"), Some("")];
        for trade_state in states {
            for return_code in codes {
                for result_code in codes {
                    let known = TradeQuery { trade_state, return_code, result_code };
                    assert_eq!(trade_verdict(&known), verdict_on(trade_state), "{known:?}");
                }
            }
        }
    }

    #[test]
    fn a_call_that_succeeded_proves_no_payment() {
        let said_ok = TradeQuery {
            trade_state: None,
            return_code: Some("SUCCESS"),
            result_code: Some("SUCCESS"),
        };
        let trade = Trade { verdict: Verdict::Unknown, query: true };
        assert_eq!(trade_verdict(&said_ok), trade);
    }

    #[test]
    fn whatever_request_payment_says_the_order_is_queried() {
        let rows = [
            ("requestPayment:ok", Verdict::Pending),
            ("requestPayment:fail cancel", Verdict::Pending),
            ("requestPayment:cancel", Verdict::Pending),
            ("requestPayment:fail (detail)", Verdict::Unknown),
            ("requestPayment:fail", Verdict::Unknown),
            ("", Verdict::Unknown),
        ];
        for (err_msg, verdict) in rows {
            let trade = Trade { verdict, query: true };
            assert_eq!(request_payment_verdict(err_msg), trade, "{err_msg}");
        }
    }

    #[test]
    fn javascript_sees_the_verdict_by_name() {
        let rows = [
            ("SUCCESS", "paid", false),
            ("REFUND", "refunded", false),
            ("NOTPAY", "pending", true),
            ("CLOSED", "closed", false),
            ("PAYERROR", "failed", false),
            ("?", "unknown", true),
        ];
        for (state, verdict, query) in rows {
            let wire = serde_json::to_value(verdict_on(Some(state))).expect("plain data");
            assert_eq!(wire, serde_json::json!({ "verdict": verdict, "query": query }), "{state}");
        }
    }
}
