//! The most cooperative levels that the players of a continuous game can enforce on themselves.
//!
//! A state `e` with chance `pi_e` is drawn afresh every period and seen by all, who then set their
//! levels `x(e)`. A breach is answered by the Nash equilibrium of every state for ever. With
//!
//! - `T_p(x, e) = max_y u_p(y, x_-p; e) - u_p(x; e)`, what `p` gains at once by the best breach
//! - `w_p = sum_e pi_e [u_p(x(e); e) - u_p(n(e); e)]`, what keeping is worth a period over the war
//!
//! levels are kept if `(1 - d_p) T_p(x(e), e) <= d_p w_p` in every state for every player, and the most
//! cooperative ones maximise an aim (`sum_p a_p ln w_p` or `sum_p a_p w_p`) over those that are kept.
//! Without shocks the condition reads `(1 - d_p) max_y u_p(y, x_-p) + d_p u_p(n) <= u_p(x)`. With them a
//! surge that raises the temptation raises the levels that are kept (Bagwell and Staiger 1990). They find
//! the schedule of two alike countries as the largest fixed point of the value of cooperation; among
//! unlike players, where what is worth more to one may be worth less to another, `w` is part of the one
//! problem that is solved here, and the two agree where both can be asked.
//!
//! By the envelope theorem `dT_p/dx_-p` needs no derivative of the best breach, so that the economy's own
//! gradients are enough.

mod check;
mod conditions;
mod curve;
mod problem;
mod temptation;

pub use check::EnforcementCheck;
pub use problem::{Enforced, EnforcedState, JointAim, SelfEnforcing, SelfEnforcingOptions};
