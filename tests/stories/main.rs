//! What must not go wrong, told in virtual time: a machine, a server and a person, step by step.
#![cfg(not(target_arch = "wasm32"))]

mod common;

mod a_deadline_noticed_late;
mod a_guest_becomes_a_member;
mod a_login_page_that_closes_itself;
mod a_login_that_fails;
mod a_login_that_loops;
mod a_no_is_an_answer;
mod a_press_and_what_comes_of_it;
mod a_wait_that_runs_out;
mod an_offered_step;
mod answers_to_something_else;
mod beside_other_auths;
mod bounded;
mod codes_are_used_once;
mod how_far_a_request_goes;
mod late_challenges;
mod nothing_is_left_behind;
mod one_error_for_one_cause;
mod one_login_for_all;
mod one_page_one_button;
mod signed_out_by_a_bundle;
mod signing_out;
mod the_short_way;
mod the_unionid;
mod the_way_there_and_back;
mod uploads;
mod what_is_known;
mod where_rules_meet;
