//! Flags of `talion escalate`.

use super::Format;
use clap::Args;

const EXAMPLES: &str = "\
Play is followed from the scenario's start, quarter by quarter, exactly. Every answer carries its
certificate: the largest gain from a single deviation, and that of any whole plan, found by solving each
player's decision problem on its own.

Examples:
  talion escalate
  talion escalate my.toml --horizon 40
  talion escalate --set technology.ban_spurs=0 --set player.USA.objective.lead_weight=0.05
  talion escalate --flip escalation.slip --flip player.CHN.objective.audience_cost=0..1
  talion escalate --format csv > path.csv

Exit codes: 0 certified, 1 unexpected, 2 bad input, 3 stopped or without a certificate.";

/// How far, how long, and with what odds of a deal: the game over time.
#[derive(Debug, Args)]
#[command(after_help = EXAMPLES)]
pub(crate) struct EscalateFlags {
    /// Scenario: a file, or the name of one that is built in [default: us-china-2018].
    pub(crate) scenario: Option<String>,

    /// Scenario keys to change, as `KEY=NUMBER`; players and moves go by name.
    #[arg(long = "set", value_name = "KEY=X", value_parser = setting)]
    pub(crate) settings: Vec<(String, f64)>,

    /// Quarters after which policies stay as they are; 0 lets play go on without end [default: the
    /// scenario's].
    #[arg(long, value_name = "QUARTERS", value_parser = clap::value_parser!(u16).range(0..=1000))]
    pub(crate) horizon: Option<u16>,

    /// Looks for values of a scenario key at which a deal within eight quarters turns likelier than
    /// not: `KEY`, or `KEY=LOWEST..HIGHEST`.
    #[arg(long = "flip", value_name = "KEY[=A..B]", value_parser = flip)]
    pub(crate) flips: Vec<(String, Option<(f64, f64)>)>,

    /// Leaves out what each instrument is worth and what each strategic term does.
    #[arg(long)]
    pub(crate) brief: bool,

    /// Paths drawn at random to check the exact odds.
    #[arg(long, value_name = "N", default_value_t = 10_000,
          value_parser = clap::value_parser!(u32).range(1..=10_000_000))]
    pub(crate) paths: u32,

    /// Seed of those paths.
    #[arg(long, value_name = "N", default_value_t = 0)]
    pub(crate) seed: u64,

    /// Number of threads; 0 takes as many as the machine has. No number depends on it.
    #[arg(long, value_name = "N", default_value_t = 0,
          value_parser = clap::value_parser!(u16).range(0..=1024))]
    pub(crate) threads: u16,

    /// What is printed: a table, everything as JSON, or the odds by quarter as CSV.
    #[arg(long, value_name = "FORMAT", default_value = "table")]
    pub(crate) format: Format,
}

/// `KEY=NUMBER`.
pub(super) fn setting(text: &str) -> Result<(String, f64), String> {
    let (key, value) = text.split_once('=').ok_or("write KEY=NUMBER")?;
    Ok((key.trim().to_owned(), number(value)?))
}

/// `KEY` or `KEY=LOWEST..HIGHEST`.
fn flip(text: &str) -> Result<(String, Option<(f64, f64)>), String> {
    let Some((key, range)) = text.split_once('=') else {
        return Ok((text.trim().to_owned(), None));
    };
    let (low, high) = range.split_once("..").ok_or("write KEY=LOWEST..HIGHEST")?;
    let (low, high) = (number(low)?, number(high)?);
    if low >= high {
        return Err(format!("{low} is not below {high}"));
    }
    Ok((key.trim().to_owned(), Some((low, high))))
}

fn number(text: &str) -> Result<f64, String> {
    let value = text.trim().parse::<f64>().ok().filter(|x| x.is_finite());
    value.ok_or_else(|| format!("`{}` is no number", text.trim()))
}

#[cfg(test)]
mod tests {
    use super::{flip, setting};

    #[test]
    fn keys_and_ranges_are_read() {
        assert_eq!(setting("a.b=0.5"), Ok(("a.b".to_owned(), 0.5)));
        assert_eq!(flip("a.b"), Ok(("a.b".to_owned(), None)));
        assert_eq!(flip("a.b=-1..2"), Ok(("a.b".to_owned(), Some((-1.0, 2.0)))));
        for wrong in ["a", "a=", "a=x", "a=inf"] {
            assert!(setting(wrong).is_err(), "{wrong}");
        }
        for wrong in ["a=1", "a=2..1", "a=..1"] {
            assert!(flip(wrong).is_err(), "{wrong}");
        }
    }
}
