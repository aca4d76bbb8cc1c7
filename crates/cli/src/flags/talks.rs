//! Flags of `talion talks`.

use super::Format;
use clap::Args;
use std::path::PathBuf;
use talion::model::TalksFallback;

const EXAMPLES: &str = "\
A scenario with a [talks] table bargains over its terms; a file of the form `bargaining` (`talion convert
--schema bargaining`) over issues or points. That there is nothing to agree on is an answer, with exit
code 0.

Examples:
  talion talks
  talion talks my.toml --disagreement status-quo
  talion talks --disagreement=-0.06,-0.12 --weights 0.6,0.4
  talion talks --discount 0.95,0.98 --breakdown 0.05
  talion talks --set player.CHN.objective.red_line_cost=0 --format json
  talion talks talks.json

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped or without a certificate.";

/// Is there a deal, on what terms, and would both keep it?
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct TalksFlags {
    /// A scenario (a .toml file, or the name of one that is built in) or a .json file of the form
    /// `bargaining` [default: us-china-2018].
    #[arg(value_name = "SCENARIO|FILE")]
    pub(crate) source: Option<PathBuf>,

    /// What happens without a deal: nash, status-quo, markov-perfect or threats; or the two payoffs, as
    /// A,B [default: the scenario's or the file's].
    #[arg(long, value_name = "WORD|A,B", value_parser = disagreement, allow_hyphen_values = true)]
    pub(crate) disagreement: Option<DisagreementFlag>,

    /// Bargaining weights of the Nash solution, one for each player.
    #[arg(long, value_name = "W,W", value_parser = weights)]
    pub(crate) weights: Option<Pair>,

    /// Discount factors from one offer to the next: one for both, or one for each.
    #[arg(long, value_name = "D[,D]", value_parser = discounts)]
    pub(crate) discount: Option<Pair>,

    /// Chance that talks break down after a refusal.
    #[arg(long, value_name = "P", value_parser = share)]
    pub(crate) breakdown: Option<f64>,

    /// Scenario keys to change, as `KEY=NUMBER`; players, moves and terms go by name.
    #[arg(long = "set", value_name = "KEY=X", value_parser = super::escalate::setting)]
    pub(crate) settings: Vec<(String, f64)>,

    /// Points of the Pareto frontier.
    #[arg(long, value_name = "N", default_value_t = 25,
          value_parser = clap::value_parser!(u16).range(2..=1000))]
    pub(crate) points: u16,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,

    /// What is printed: tables, everything as JSON, or the deals as CSV.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

/// Two numbers, one for each player.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Pair(pub(crate) [f64; 2]);

/// What happens without a deal, as typed.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) enum DisagreementFlag {
    /// By name.
    Named(TalksFallback),
    /// By payoffs.
    Payoffs([f64; 2]),
}

fn disagreement(text: &str) -> Result<DisagreementFlag, String> {
    if let Some(named) = TalksFallback::named(text.trim()) {
        return Ok(DisagreementFlag::Named(named));
    }
    let numbers: Option<Vec<f64>> = text
        .split(',')
        .map(|part| part.trim().parse::<f64>().ok().filter(|x| x.is_finite()))
        .collect();
    if let Some([a, b]) = numbers.as_deref() {
        return Ok(DisagreementFlag::Payoffs([*a, *b]));
    }
    let names: Vec<&str> = TalksFallback::ALL.iter().map(|(_, name)| *name).collect();
    Err(format!("it is {}, or two payoffs as A,B", names.join(", ")))
}

/// Weights above zero, made to add up to one.
fn weights(text: &str) -> Result<Pair, String> {
    let parts: Vec<&str> = text.split(',').collect();
    let [a, b] = parts[..] else { return Err("give two weights, as W,W".to_owned()) };
    let number = |part: &str| {
        let value = part.trim().parse::<f64>().ok().filter(|x| x.is_finite() && *x > 0.0);
        value.ok_or_else(|| format!("`{}` is no number above zero", part.trim()))
    };
    let (a, b) = (number(a)?, number(b)?);
    Ok(Pair([a / (a + b), b / (a + b)]))
}

/// One factor for both players, or one for each.
fn discounts(text: &str) -> Result<Pair, String> {
    let parts: Result<Vec<f64>, String> = text.split(',').map(share).collect();
    match parts?[..] {
        [both] => Ok(Pair([both; 2])),
        [first, second] => Ok(Pair([first, second])),
        _ => Err("give one factor for both players, or two, as D,D".to_owned()),
    }
}

fn share(text: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok().filter(|x| (0.0..=1.0).contains(x));
    value.ok_or_else(|| format!("`{}` is no number between 0 and 1", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::{DisagreementFlag, Pair, TalksFallback, disagreement, discounts, share, weights};

    #[test]
    fn words_payoffs_and_shares_are_read() {
        assert_eq!(disagreement("threats"), Ok(DisagreementFlag::Named(TalksFallback::Threats)));
        assert_eq!(disagreement("-1, 0.5"), Ok(DisagreementFlag::Payoffs([-1.0, 0.5])));
        for wrong in ["nothing", "1", "1,2,3", "1,inf", "1,x"] {
            assert!(disagreement(wrong).is_err(), "{wrong}");
        }
        assert_eq!(weights("3,1"), Ok(Pair([0.75, 0.25])));
        assert_eq!(discounts("0.9"), Ok(Pair([0.9, 0.9])));
        assert_eq!(discounts("0.9,0.8"), Ok(Pair([0.9, 0.8])));
        assert!(weights("1,0").is_err() && weights("1").is_err() && discounts("1,1,1").is_err());
        assert_eq!(share("1"), Ok(1.0));
        for wrong in ["-0.1", "1.1", "NaN", "x"] {
            assert!(share(wrong).is_err(), "{wrong}");
        }
    }
}
