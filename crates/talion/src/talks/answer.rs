//! The answer of a study of talks in words: the deal, and why it may not come.

use super::findings::{DealFindings, TalksFindings};
use crate::Answer;
use crate::words::{list, percent, signed};

/// A share below this counts as nothing conceded, and one above one less this as everything.
const EDGE: f64 = 5e-4;

/// Words for the findings: a headline, the deal, and every reason with its number.
pub(super) fn answer(findings: &TalksFindings) -> Answer {
    let Some(deal) = findings.solutions.first() else {
        let headline = format!(
            "There is no deal that both prefer to none: at best the one that gains less stands at {} of \
             real income against {}.",
            percent(findings.zone.common_gain),
            findings.assumptions.disagreement
        );
        let mut points: Vec<String> = bluffs(findings).into_iter().collect();
        points.push(linked(findings));
        return Answer { headline, points, caveats: caveats() };
    };
    let mut points = vec![outcome(findings, deal)];
    points.extend(offers(findings));
    points.push(others(findings));
    points.push(linked(findings));
    points.extend(red_lines(findings));
    points.extend(commitment(findings));
    points.push(keeping(findings, deal));
    points.extend(bluffs(findings));
    points.extend(fragile(findings));
    points.push(checks(findings));
    Answer { headline: headline(findings, deal), points, caveats: caveats() }
}

fn headline(findings: &TalksFindings, deal: &DealFindings) -> String {
    let players = &findings.assumptions.players;
    let kept: Vec<&str> = players
        .iter()
        .zip(&deal.keeping)
        .filter(|(_, keeping)| keeping.slack.is_none_or(|slack| slack < 0.0))
        .map(|(player, _)| player.as_str())
        .collect();
    let verdict = if kept.is_empty() {
        "both would keep it".to_owned()
    } else {
        format!(
            "{} would not keep it",
            list(&kept.iter().map(|p| (*p).to_owned()).collect::<Vec<_>>())
        )
    };
    format!(
        "There is a zone of agreement, both can gain up to {} of real income at once; the Nash solution is {}: \
         {} gains {} and {} {}; {verdict}.",
        percent(findings.zone.common_gain),
        terms(findings, &deal.shares),
        players[0],
        signed(deal.gains[0]),
        players[1],
        signed(deal.gains[1]),
    )
}

/// "US tariff rollback in full, Chinese purchases 62 % (US$ 62 bn)".
fn terms(findings: &TalksFindings, shares: &[f64]) -> String {
    let said: Vec<String> = findings
        .terms
        .iter()
        .zip(shares)
        .filter(|(term, share)| **share > EDGE && !term.idle)
        .map(|(term, share)| {
            let label = &term.label;
            match term.size_bn {
                Some(size) => {
                    format!("\u{201c}{label}\u{201d} of US$ {:.1} bn", size * share)
                }
                None if *share > 1.0 - EDGE => format!("\u{201c}{label}\u{201d} in full"),
                None => format!("\u{201c}{label}\u{201d} by {:.1} %", 100.0 * share),
            }
        })
        .collect();
    list(&said)
}

fn outcome(findings: &TalksFindings, deal: &DealFindings) -> String {
    let players = &findings.assumptions.players;
    let gap = deal.gap_years.map_or_else(String::new, |gap| {
        format!("; the technology gap at the horizon is {gap:.2} frontier years")
    });
    format!(
        "Under it real income changes by {} in {} and by {} in {} against the data{gap}. Without a deal: {}.",
        percent(deal.welfare[0]),
        players[0],
        percent(deal.welfare[1]),
        players[1],
        findings.assumptions.disagreement
    )
}

fn offers(findings: &TalksFindings) -> Option<String> {
    let offers = findings.offers.as_ref()?;
    let (players, assumed) = (&findings.assumptions.players, &findings.assumptions);
    Some(format!(
        "With alternating offers (factors {} and {} per offer, breakdown after {:.0} % of refusals) the first \
         offer is taken: gains {} and {} if {} makes it, {} and {} if {} does.",
        assumed.discounts[0],
        assumed.discounts[1],
        100.0 * assumed.breakdown,
        signed(offers.first_offers[0]),
        signed(offers.first_offers[1]),
        players[0],
        signed(offers.second_offers[0]),
        signed(offers.second_offers[1]),
        players[1],
    ))
}

fn others(findings: &TalksFindings) -> String {
    let said: Vec<String> = findings.solutions[1..]
        .iter()
        .map(|deal| {
            format!("{} {} and {}", deal.rule, signed(deal.gains[0]), signed(deal.gains[1]))
        })
        .collect();
    format!(
        "Other rules share the gains so ({}): {}.",
        findings.assumptions.players.join(", "),
        said.join("; ")
    )
}

fn linked(findings: &TalksFindings) -> String {
    let linkage = &findings.linkage;
    let alone: Vec<String> = linkage
        .alone
        .iter()
        .filter(|set| set.common_gain > 0.0)
        .map(|set| format!("\u{201c}{}\u{201d}", set.terms.join(" + ")))
        .collect();
    let single = if alone.is_empty() {
        "No term can be settled alone: each hurts one side".to_owned()
    } else {
        format!("Alone both would settle {}", list(&alone))
    };
    let [some, all] = linkage.agreeable;
    let smallest: Vec<String> = linkage
        .smallest
        .iter()
        .filter(|set| set.terms.len() > 1)
        .map(|set| {
            format!(
                "\u{201c}{}\u{201d} ({})",
                set.terms.join("\u{201d} with \u{201c}"),
                signed(set.common_gain)
            )
        })
        .collect();
    let packages = if smallest.is_empty() {
        String::new()
    } else {
        format!("; the smallest that only work together: {}", smallest.join("; "))
    };
    format!("{single}; {some} of {all} combinations have a zone of agreement{packages}.")
}

fn red_lines(findings: &TalksFindings) -> Option<String> {
    let lines = findings.red_lines.as_ref()?;
    let quoted: Vec<String> = lines.terms.iter().map(|t| format!("\u{201c}{t}\u{201d}")).collect();
    let terms = list(&quoted);
    Some(match lines.gains {
        Some(gains) => format!(
            "Red lines: without {terms} a deal is still there, worth {} and {} in the Nash solution.",
            signed(gains[0]),
            signed(gains[1])
        ),
        None => format!(
            "Red lines: if {terms} are not on the table, the zone is empty; the one that gains less stands at \
             {}.",
            signed(lines.common_gain)
        ),
    })
}

fn commitment(findings: &TalksFindings) -> Option<String> {
    let found = findings.commitment.as_ref()?;
    let test = &found.test;
    let (declining, rising) = (&found.declining, &found.rising);
    let fall = found.gap_now - found.gap_next;
    Some(if fall <= 0.0 {
        format!(
            "Commitment: under the deal the gap does not shrink (from {:.2} to {:.2} frontier years a quarter \
             on), so that {declining} loses nothing by waiting and {rising}'s promises are not in doubt.",
            found.gap_now, found.gap_next
        )
    } else {
        let verdict = if test.conflict {
            format!(
                "no promise of {rising} makes up for it: {declining} is better off by acting now"
            )
        } else {
            format!("what {rising} can offer for a quarter makes up for it")
        };
        let critical = found.critical_fall.map_or_else(String::new, |fall| {
            format!("; a fall of {fall:.3} a quarter would be too fast")
        });
        format!(
            "Commitment: the gap falls by {fall:.3} frontier years a quarter, which takes {} from what \
             {declining} can lock in, against {} that the best offer brings: {verdict}{critical}.",
            signed(test.left),
            signed(test.right)
        )
    })
}

fn keeping(findings: &TalksFindings, deal: &DealFindings) -> String {
    let said: Vec<String> = findings
        .assumptions
        .players
        .iter()
        .zip(&deal.keeping)
        .map(|(player, keeping)| match (keeping.critical_discount, keeping.slack) {
            (Some(critical), Some(slack)) => format!(
                "{player} keeps it from a discount factor of {critical:.3} a quarter on (slack {slack:+.3}; a \
                 breach brings {} once)",
                signed(keeping.breach - keeping.deal)
            ),
            _ => format!("no patience makes {player} keep it"),
        })
        .collect();
    format!("Would it be kept, with no deal for ever after a breach: {}.", said.join("; "))
}

fn bluffs(findings: &TalksFindings) -> Option<String> {
    if findings.bluff.is_empty() {
        return None;
    }
    let said: Vec<String> = findings
        .bluff
        .iter()
        .map(|one| {
            if one.cost > 0.0 {
                format!(
                    "{} would rather do \u{201c}{}\u{201d} than \u{201c}{}\u{201d}, which is a bluff then (it costs {})",
                    one.player,
                    one.instead,
                    one.threat,
                    signed(one.cost)
                )
            } else {
                format!("{}'s \u{201c}{}\u{201d} is a best reply, no bluff", one.player, one.threat)
            }
        })
        .collect();
    Some(format!("If the talks fail: {}.", said.join("; ")))
}

/// The weights that need the smallest change in proportion.
fn fragile(findings: &TalksFindings) -> Option<String> {
    let mut rows: Vec<_> = findings
        .fragility
        .iter()
        .filter_map(|row| Some((row, row.flips_at?)))
        .map(|(row, at)| (row, at, (at / row.value).max(f64::MIN_POSITIVE).ln().abs()))
        .collect();
    if rows.is_empty() {
        return None;
    }
    rows.sort_by(|a, b| a.2.total_cmp(&b.2));
    let said: Vec<String> = rows
        .iter()
        .take(3)
        .map(|(row, at, _)| {
            format!("{} at `{}` = {at:.3} (now {})", row.player, row.key, row.value)
        })
        .collect();
    Some(format!("Fragile: on these terms a side would leave the deal: {}.", said.join("; ")))
}

fn checks(findings: &TalksFindings) -> String {
    let worst =
        |of: fn(&DealFindings) -> f64| findings.solutions.iter().map(of).fold(0.0, f64::max);
    format!(
        "Checked with exact payoffs: moving any one term by 1 % gains the weighted sum less than {}; the search \
         saw payoffs to within {}.",
        bound(worst(|deal| deal.largest_gain)),
        bound(worst(|deal| deal.surface_error))
    )
}

/// The power of ten above a size, at least `1e-9`: what is below is rounding.
fn bound(x: f64) -> String {
    let power = (-9..=3).map(|power| 10f64.powi(power)).find(|bound| x < *bound);
    power.map_or_else(|| format!("{x:.1e}"), |bound| format!("{bound:e}"))
}

fn caveats() -> Vec<String> {
    vec![
        "Weights, red lines and the terms on the table are the scenario's assumptions; the model says what \
         follows from them and proves nothing about the governments."
            .to_owned(),
        "Payoffs are those of one period under the terms for good; who would keep a deal is asked of grim \
         punishment by no deal for ever."
            .to_owned(),
    ]
}
