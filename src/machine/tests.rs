//! The transition table, the diagram that is drawn from it, and what holds in every state there is.

mod canon;
mod diagram;
mod exhaustive;
mod model;
mod scene;
mod table;
mod walks;
