//! The two linear programs that a pattern of a signalling game stands for.
//!
//! A pattern fixes the messages that each type of the sender may send, and the actions that each type of
//! the receiver may take after each message. Given it, the two sides come apart. With weights
//! `w(t, m) = p(t) s(m | t)` and, after messages that nobody sends, beliefs `mu(t | m)`, the receiver's
//! replies are best where for all of its types `r`, actions `a` of the pattern and actions `a'`
//! `sum_t w(t, m) [u_R(t, r, m, a) - u_R(t, r, m, a')] >= 0`: linear in `(w, mu)`. With replies
//! `b(a | m, r)` and prior `q`, the sender's messages are best where for all its types, messages `m` of
//! the pattern and messages `m'` the value `V_t(m) = sum_r q(r) sum_a b(a | m, r) u_S(t, r, m, a)` is at
//! least `V_t(m')`: linear in `b`. The equilibria of the pattern are the product of the two polytopes.

use crate::exact::{LinearProgram, Optimum};
use dashu::rational::RBig;
use talion_game::{Rational, SignallingGame};

/// Which messages and actions may be used.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Pattern {
    /// `[t][m]`.
    pub(super) sent: Vec<Vec<bool>>,
    /// `[m][r][a]`.
    pub(super) taken: Vec<Vec<Vec<bool>>>,
}

/// A signalling game with its payoffs ready for linear programs.
pub(super) struct Programs<'g> {
    pub(super) game: &'g SignallingGame,
    pub(super) prior: Vec<RBig>,
    other: Vec<RBig>,
    /// `[t][r][m][a]`.
    sender: Vec<Vec<Vec<Vec<RBig>>>>,
    receiver: Vec<Vec<Vec<Vec<RBig>>>>,
}

/// Whether support must be used, or may.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Support {
    /// Everything in the pattern has positive probability.
    Full,
    /// The closure: some of it may be zero.
    Closed,
}

impl<'g> Programs<'g> {
    pub(super) fn of(game: &'g SignallingGame) -> Self {
        let [types, others] = [game.sender().types.len(), game.receiver().types.len()];
        let table = |payoff: &dyn Fn(usize, usize, usize, usize) -> RBig| {
            let of = |t, r, m| (0..game.actions(m).len()).map(|a| payoff(t, r, m, a)).collect();
            let line = |t, r| (0..game.messages().len()).map(|m| of(t, r, m)).collect();
            (0..types).map(|t| (0..others).map(|r| line(t, r)).collect()).collect()
        };
        Self {
            game,
            prior: game.sender().prior.iter().map(exact).collect(),
            other: game.receiver().prior.iter().map(exact).collect(),
            sender: table(&|t, r, m, a| exact(game.sender_payoff(t, r, m, a))),
            receiver: table(&|t, r, m, a| exact(game.receiver_payoff(t, r, m, a))),
        }
    }

    pub(super) fn types(&self) -> usize {
        self.prior.len()
    }

    pub(super) fn others(&self) -> usize {
        self.other.len()
    }

    pub(super) fn messages(&self) -> usize {
        self.game.messages().len()
    }

    /// Position of `b(a | m, r)` among the variables of the sender's program.
    pub(super) fn reply_at(&self, m: usize, r: usize, a: usize) -> usize {
        let before: usize = (0..m).map(|m| self.others() * self.game.actions(m).len()).sum();
        before + r * self.game.actions(m).len() + a
    }

    /// Number of replies.
    pub(super) fn replies(&self) -> usize {
        (0..self.messages()).map(|m| self.others() * self.game.actions(m).len()).sum()
    }

    /// Beliefs over some types, all above zero if so wanted, under which the actions are best replies of
    /// all types of the receiver.
    pub(super) fn believed(
        &self,
        m: usize,
        allowed: &[bool],
        taken: &[Vec<bool>],
        support: Support,
    ) -> Option<Vec<RBig>> {
        let types = self.types();
        let mut program = LinearProgram::maximise(unit(types + 1, types));
        let mut sum = vec![RBig::ONE; types + 1];
        sum[types] = RBig::ZERO;
        program.equal(sum, RBig::ONE);
        program.at_most(unit(types + 1, types), RBig::ONE);
        for (t, &may) in allowed.iter().enumerate() {
            if may {
                program.at_least(above(types + 1, t, support), RBig::ZERO);
            } else {
                program.at_most(unit(types + 1, t), RBig::ZERO);
            }
        }
        self.best_replies(&mut program, m, taken, &|t| t, types + 1);
        found(&program, types, support)
    }

    /// Beliefs that make actions best replies and in which one type is as likely, or as unlikely, as can be:
    /// two for every type.
    pub(super) fn belief_corners(&self, m: usize, taken: &[Vec<bool>]) -> Vec<Vec<RBig>> {
        let types = self.types();
        let mut corners = Vec::with_capacity(2 * types);
        for t in 0..types {
            for sign in [-RBig::ONE, RBig::ONE] {
                let mut objective = vec![RBig::ZERO; types];
                objective[t] = sign;
                let mut program = LinearProgram::maximise(objective);
                program.equal(vec![RBig::ONE; types], RBig::ONE);
                self.best_replies(&mut program, m, taken, &|t| t, types);
                if let Optimum::At(point, _) = program.solve() {
                    corners.push(point);
                }
            }
        }
        corners
    }

    /// Lines that make actions best replies; `place` says which variable weighs a type.
    fn best_replies(
        &self,
        program: &mut LinearProgram,
        m: usize,
        taken: &[Vec<bool>],
        place: &dyn Fn(usize) -> usize,
        width: usize,
    ) {
        for (r, actions) in taken.iter().enumerate() {
            for (a, _) in actions.iter().enumerate().filter(|(_, taken)| **taken) {
                for other in (0..actions.len()).filter(|&other| other != a) {
                    let mut line = vec![RBig::ZERO; width];
                    for t in 0..self.types() {
                        let own = &self.receiver[t][r][m];
                        line[place(t)] = &own[a] - &own[other];
                    }
                    program.at_least(line, RBig::ZERO);
                }
            }
        }
    }

    /// The sender's side of a pattern: lines on `b`, and one variable more for the least weight. Variables
    /// outside of the pattern are held at zero.
    pub(super) fn replies_of(&self, pattern: &Pattern, support: Support) -> LinearProgram {
        let least = self.replies();
        let width = least + 1;
        let mut program = LinearProgram::maximise(unit(width, least));
        program.at_most(unit(width, least), RBig::ONE);
        self.add_replies(&mut program, pattern, support);
        program
    }

    /// Adds the lines of a pattern's replies.
    pub(super) fn add_replies(
        &self,
        program: &mut LinearProgram,
        pattern: &Pattern,
        support: Support,
    ) {
        let width = self.replies() + 1;
        for (m, of_message) in pattern.taken.iter().enumerate() {
            for (r, actions) in of_message.iter().enumerate() {
                let mut sum = vec![RBig::ZERO; width];
                for (a, &taken) in actions.iter().enumerate() {
                    let at = self.reply_at(m, r, a);
                    if taken {
                        sum[at] = RBig::ONE;
                        program.at_least(above(width, at, support), RBig::ZERO);
                    } else {
                        program.at_most(unit(width, at), RBig::ZERO);
                    }
                }
                program.equal(sum, RBig::ONE);
            }
        }
        for (t, sent) in pattern.sent.iter().enumerate() {
            let Some(first) = sent.iter().position(|sent| *sent) else { continue };
            for (m, &sent) in sent.iter().enumerate().filter(|(m, _)| *m != first) {
                let line = self.value_difference(t, first, m);
                if sent {
                    program.equal(line, RBig::ZERO);
                } else {
                    program.at_least(line, RBig::ZERO);
                }
            }
        }
    }

    /// `V_t(m) - V_t(other)` as a line on `b`.
    fn value_difference(&self, t: usize, m: usize, other: usize) -> Vec<RBig> {
        let mut line = vec![RBig::ZERO; self.replies() + 1];
        for r in 0..self.others() {
            for (message, minus) in [(m, false), (other, true)] {
                for (a, payoff) in self.sender[t][r][message].iter().enumerate() {
                    let weighed = &self.other[r] * payoff;
                    let at = self.reply_at(message, r, a);
                    line[at] = if minus { &line[at] - weighed } else { &line[at] + weighed };
                }
            }
        }
        line
    }

    /// The receiver's side of a pattern: lines on `w(t, m)` at `t * messages + m`, and one variable more
    /// for the least weight. Beliefs after messages that nobody sends stand in no line with `w`.
    pub(super) fn weights_of(&self, pattern: &Pattern, support: Support) -> LinearProgram {
        let least = self.types() * self.messages();
        let mut program = LinearProgram::maximise(unit(least + 1, least));
        program.at_most(unit(least + 1, least), RBig::ONE);
        self.add_weights(&mut program, pattern, support);
        program
    }

    /// Adds the lines of a pattern's weights.
    pub(super) fn add_weights(
        &self,
        program: &mut LinearProgram,
        pattern: &Pattern,
        support: Support,
    ) {
        let messages = self.messages();
        let width = self.types() * messages + 1;
        for (t, sent) in pattern.sent.iter().enumerate() {
            let mut sum = vec![RBig::ZERO; width];
            for (m, &sent) in sent.iter().enumerate() {
                let at = t * messages + m;
                if sent {
                    sum[at] = RBig::ONE;
                    program.at_least(above(width, at, support), RBig::ZERO);
                } else {
                    program.at_most(unit(width, at), RBig::ZERO);
                }
            }
            program.equal(sum, self.prior[t].clone());
        }
        for m in 0..messages {
            if pattern.is_sent(m) {
                let place = |t: usize| t * messages + m;
                self.best_replies(program, m, &pattern.taken[m], &place, width);
            }
        }
    }

    /// Payoff of a sender's type from a message and an action, over the receiver's types.
    pub(super) fn sender_value(&self, t: usize, m: usize, replies: &[Vec<RBig>]) -> RBig {
        let of = |r: usize| {
            let own = self.sender[t][r][m].iter().zip(&replies[r]);
            let mean = own.fold(RBig::ZERO, |sum, (payoff, b)| sum + payoff * b);
            &self.other[r] * mean
        };
        (0..self.others()).fold(RBig::ZERO, |sum, r| sum + of(r))
    }
}

impl Pattern {
    /// Whether some type may send a message.
    pub(super) fn is_sent(&self, m: usize) -> bool {
        self.sent.iter().any(|own| own[m])
    }

    /// How much is mixed: messages and actions that may be used.
    pub(super) fn size(&self) -> usize {
        let used = |flags: &Vec<bool>| flags.iter().filter(|used| **used).count();
        let taken: usize = self.taken.iter().flatten().map(used).sum();
        self.sent.iter().map(used).sum::<usize>() + taken
    }
}

/// The point of a program whose last variable, the least weight, is above zero (or may be zero).
pub(super) fn found(program: &LinearProgram, keep: usize, support: Support) -> Option<Vec<RBig>> {
    match program.solve() {
        Optimum::At(mut point, least) if support == Support::Closed || least > RBig::ZERO => {
            point.truncate(keep);
            Some(point)
        }
        _ => None,
    }
}

/// A line with a one at a place.
pub(super) fn unit(width: usize, at: usize) -> Vec<RBig> {
    let mut line = vec![RBig::ZERO; width];
    line[at] = RBig::ONE;
    line
}

/// `x - least >= 0`, or `x >= 0` for the closure.
fn above(width: usize, at: usize, support: Support) -> Vec<RBig> {
    let mut line = unit(width, at);
    if support == Support::Full {
        line[width - 1] = -RBig::ONE;
    }
    line
}

fn exact(value: &Rational) -> RBig {
    RBig::from_parts(value.numerator().clone(), value.denominator().clone())
}
