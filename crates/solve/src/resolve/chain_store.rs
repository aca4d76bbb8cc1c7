//! Reputation against a row of entrants, after Kreps and Wilson (1982).
//!
//! An incumbent meets one entrant a stage; stages are counted from the end. An entrant gets 0 outside, `b`
//! if it enters and is let in, `b - 1` if it is fought. A weak incumbent gets `a` if nobody enters, 0 if it
//! lets an entrant in, `-1` if it fights; a tough one always fights. With probability `p` of a tough one,
//! the entrant of stage `n` stays out if `p > b^n`, enters if `p < b^n`, and at `p = b^n` stays out with
//! probability `1/a`. After an entry a weak incumbent fights for sure if `n > 1` and `p >= b^(n-1)`, with
//! probability `p (1 - b^(n-1)) / ((1 - p) b^(n-1))` if `p` is lower, and not at all in the last stage
//! (D. Kreps and R. Wilson, "Reputation and imperfect information", JET 27).

use std::collections::HashMap;

/// Relative distance within which a belief counts as one at which the entrant mixes.
const TIE: f64 = 1e-12;

/// The game.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ChainStore {
    /// What a stage without entry is worth to a weak incumbent, above one.
    pub quiet: f64,
    /// What an entrant gets that is let in, between zero and one.
    pub entry: f64,
}

/// What an entrant does.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Entrant {
    /// Probability that it stays out.
    pub stays_out: f64,
}

/// What a weak incumbent does after an entry, and what a fight tells.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Incumbent {
    /// Probability that it fights.
    pub fights: f64,
    /// Probability of a tough one after a fight.
    pub after_fight: f64,
}

impl ChainStore {
    /// The belief at which the entrant of a stage is indifferent, `b^n`.
    pub fn threshold(&self, stage: u32) -> f64 {
        self.entry.powi(stage.cast_signed())
    }

    /// The first stage from the end whose entrant stays out under a belief; `None` for a belief of zero.
    pub fn first_deterred(&self, tough: f64) -> Option<u32> {
        if tough <= 0.0 {
            return None;
        }
        (1..=u32::MAX).find(|&stage| tough > self.threshold(stage))
    }

    /// The entrant's move at a stage under a belief.
    pub fn entrant(&self, stage: u32, tough: f64) -> Entrant {
        let threshold = self.threshold(stage);
        let stays_out = if (tough - threshold).abs() <= TIE * threshold {
            1.0 / self.quiet
        } else {
            f64::from(u8::from(tough > threshold))
        };
        Entrant { stays_out }
    }

    /// A weak incumbent's move after an entry, at a stage under a belief.
    pub fn incumbent(&self, stage: u32, tough: f64) -> Incumbent {
        if stage <= 1 {
            return Incumbent { fights: 0.0, after_fight: f64::from(u8::from(tough > 0.0)) };
        }
        let next = self.threshold(stage - 1);
        let fights =
            if tough >= next { 1.0 } else { tough * (1.0 - next) / ((1.0 - tough) * next) };
        let fought = tough + (1.0 - tough) * fights;
        Incumbent { fights, after_fight: if fought > 0.0 { tough / fought } else { 0.0 } }
    }

    /// Largest gain of an entrant or of a weak incumbent from one deviation at any stage up to this one,
    /// at every belief that play can lead to: from payoffs, by recursion over stages.
    pub fn largest_gain(&self, stages: u32, tough: f64) -> f64 {
        let mut known = HashMap::new();
        self.worth(stages, tough, &mut known).1
    }

    /// What the remaining stages are worth to a weak incumbent, and the largest gain in them.
    fn worth(
        &self,
        stage: u32,
        tough: f64,
        known: &mut HashMap<(u32, u64), (f64, f64)>,
    ) -> (f64, f64) {
        if stage == 0 {
            return (0.0, 0.0);
        }
        if let Some(found) = known.get(&(stage, tough.to_bits())) {
            return *found;
        }
        let Entrant { stays_out } = self.entrant(stage, tough);
        let Incumbent { fights, after_fight } = self.incumbent(stage, tough);
        let (out, gain_out) = self.worth(stage - 1, tough, known);
        let (fought, gain_fought) = self.worth(stage - 1, after_fight, known);
        // Who lets an entrant in is weak for sure.
        let (let_in, gain_let_in) = self.worth(stage - 1, 0.0, known);
        let choices = [fought - 1.0, let_in];
        let met = fights * choices[0] + (1.0 - fights) * choices[1];
        let incumbent = choices[0].max(choices[1]) - met;
        let entering = self.entry - (tough + (1.0 - tough) * fights);
        let entrant = entering.max(0.0) - (1.0 - stays_out) * entering;
        let worth = stays_out * (self.quiet + out) + (1.0 - stays_out) * met;
        let gains = [gain_out, gain_fought, gain_let_in, incumbent, entrant];
        let found = (worth, gains.into_iter().fold(0.0, f64::max));
        known.insert((stage, tough.to_bits()), found);
        found
    }
}
