//! The answer of a study of tariffs that keep themselves in words.

use crate::sustain::MOST_LACKING_PERCENT;
use crate::words::{list, percent};
use crate::{Answer, KeptFindings, KeptSurgeFindings, KeptTariffFindings, KeptTariffs};

/// Words for the findings.
pub(crate) fn kept_tariffs(findings: &KeptTariffFindings) -> Answer {
    let mut points = vec![between(findings)];
    points.extend(asked(findings));
    points.extend(who(findings));
    points.extend(findings.surge.iter().map(|surge| in_a_surge(findings, surge)));
    points.push(check(findings));
    Answer { headline: headline(findings), points, caveats: caveats(findings) }
}

/// A discount factor, three decimals at most.
fn factor(x: f64) -> String {
    let text = format!("{x:.3}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// Mean tariffs of the players, such as `USA 21.3 % and CHN 4.0 %`.
fn means(findings: &KeptTariffFindings, tariffs: &KeptTariffs) -> String {
    let parts = findings.assumptions.players.iter().zip(&tariffs.mean_tariffs);
    let parts = parts.map(|(player, mean)| match mean {
        Some(mean) => format!("{player} {:.1} %", 100.0 * mean),
        None => format!("{player} none"),
    });
    list(&parts.collect::<Vec<_>>())
}

fn headline(findings: &KeptTariffFindings) -> String {
    let agreement = means(findings, &findings.agreement);
    let war = means(findings, &findings.war);
    match findings.critical_discount {
        Some(critical) => format!(
            "Chosen freely and broken at the price of the Nash tariffs for ever, the tariffs that all would \
             agree on ({agreement} on average) keep themselves from a common discount factor of {} a period \
             on; without any patience it is war ({war}).",
            factor(critical)
        ),
        None => format!(
            "The tariffs that all would agree on ({agreement} on average) are worth less than the war \
             ({war}) to somebody, and no patience keeps them."
        ),
    }
}

fn between(findings: &KeptTariffFindings) -> String {
    let kept = |found: &KeptFindings| {
        format!("{} at {}", means(findings, &found.states[0]), factor(found.discounts[0]))
    };
    // The ends and the middle say enough; the table has them all.
    let all = &findings.by_discount;
    let mut shown: Vec<usize> = vec![0, all.len() / 2, all.len().saturating_sub(1)];
    shown.dedup();
    let parts: Vec<String> = shown.into_iter().filter_map(|at| all.get(at)).map(kept).collect();
    if parts.is_empty() {
        return "Less patience was not asked about.".to_owned();
    }
    format!("With less patience the lowest tariffs that are kept are {}.", parts.join("; "))
}

fn asked(findings: &KeptTariffFindings) -> Option<String> {
    let (discounts, found) = (findings.discounts.as_ref()?, findings.at_discounts.as_ref()?);
    let factors = findings.assumptions.players.iter().zip(discounts);
    let factors: Vec<String> =
        factors.map(|(player, d)| format!("{player} {}", factor(*d))).collect();
    let state = &found.states[0];
    let how = if state.binds.contains(&true) {
        format!("temptation holds tariffs up at {}", means(findings, state))
    } else {
        "nobody is tempted enough, and the agreement is kept".to_owned()
    };
    let worth = findings.assumptions.players.iter().zip(&found.worth_percent);
    let worth: Vec<String> =
        worth.map(|(player, gain)| format!("{player} {}", percent(*gain))).collect();
    Some(format!(
        "At the discount factors asked about ({}) {how}; it is worth {} a period over the war.",
        list(&factors),
        list(&worth)
    ))
}

/// Whose temptation holds the tariffs up.
fn who(findings: &KeptTariffFindings) -> Option<String> {
    let tempted = |found: &KeptFindings| {
        let names = findings.assumptions.players.iter().zip(&found.states[0].binds);
        names.filter(|(_, binds)| **binds).map(|(player, _)| player.clone()).collect::<Vec<_>>()
    };
    let last = findings.by_discount.last()?;
    Some(format!(
        "Just below the critical factor it is {} whose temptation holds the tariffs up.",
        list(&tempted(last))
    ))
}

fn in_a_surge(findings: &KeptTariffFindings, surge: &KeptSurgeFindings) -> String {
    let imports = findings.assumptions.players.iter().zip(&surge.imports_percent);
    let imports: Vec<String> =
        imports.map(|(player, more)| format!("{player} {more:+.0} %")).collect();
    let what = format!(
        "If trade between them is {:.0} % cheaper in one period out of {}, so that imports from each other \
         surge ({})",
        100.0 * surge.surge.cheaper,
        factor(1.0 / surge.surge.chance),
        list(&imports)
    );
    let Some(last) = surge.by_discount.last() else {
        return format!("{what}, the agreement is kept at every factor asked about.");
    };
    let patience = surge.critical_discount.map_or_else(
        || "no patience keeps the agreement".to_owned(),
        |critical| format!("the agreement takes a factor of {}", factor(critical)),
    );
    format!(
        "{what}, {patience}; at {} the tariffs that are kept rise from {} in a calm period to {} in a surge.",
        factor(last.discounts[0]),
        means(findings, &last.states[0]),
        means(findings, &last.states[1])
    )
}

fn check(findings: &KeptTariffFindings) -> String {
    if findings.certified {
        format!(
            "A search of its own looked for better breaches at every factor; no condition lacks more than \
             {MOST_LACKING_PERCENT:e} % of real income."
        )
    } else {
        "NOT CERTIFIED: a climb did not come to rest, or a search found a breach that pays."
            .to_owned()
    }
}

fn caveats(findings: &KeptTariffFindings) -> Vec<String> {
    let mut caveats = vec![
        "A breach is seen after one period and answered by the Nash tariffs for ever; a period is as long \
         as it takes to see it. Harsher threats keep lower tariffs, threats that are renegotiated higher \
         ones. The same tariffs are kept in every period, and nobody pays the other."
            .to_owned(),
    ];
    if findings.surge.is_some() {
        caveats.push(
            "How large and how likely a surge is are assumptions without a source.".to_owned(),
        );
    }
    caveats
}
