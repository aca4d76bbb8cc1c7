//! What must hold in every economy: random small ones, with every instrument moved.

mod support;

use proptest::prelude::*;
use support::Figures;
use support::oracle;
use support::random::{Dice, Draw, dice, triples};
use talion_economy::{
    Branch, Dataset, DeficitRule, Economy, EconomyError, EconomyOptions, Outcome, Policy, RegionId,
    SectorId,
};

const EVERYTHING: Draw = Draw { scale: true, links: true, least_sectors: 1 };
const CONSTANT_RETURNS: Draw = Draw { scale: false, links: true, least_sectors: 1 };
const TWO_SECTORS: Draw = Draw { scale: true, links: true, least_sectors: 2 };

fn economy(dataset: &Dataset, deficits: DeficitRule) -> Economy {
    let options = EconomyOptions { deficits, ..EconomyOptions::default() };
    Economy::new(dataset, &options).expect("a small economy calibrates")
}

fn close(found: f64, want: f64, tolerance: f64) -> Result<(), TestCaseError> {
    let gap = (found - want).abs();
    prop_assert!(gap <= tolerance * want.abs().max(1e-6), "{found} should be {want}, off {gap:e}");
    Ok(())
}

/// A solved random economy; `None` if the branch folds, where there is nothing to compare.
fn solved(
    dice: &Dice,
    deficits: DeficitRule,
) -> Option<(Figures, Dataset, Economy, Policy, Outcome)> {
    let (figures, shake) = dice.figures();
    let dataset = figures.read().expect("random figures are valid");
    let economy = economy(&dataset, deficits);
    let policy = shake(&economy.baseline_policy());
    let outcome = economy.solve(&policy, None).expect("an equilibrium exists");
    let followed = !matches!(outcome.branch, Branch::Fold { .. });
    followed.then_some((figures, dataset, economy, policy, outcome))
}

fn rules() -> impl Strategy<Value = DeficitRule> {
    prop_oneof![Just(DeficitRule::Fixed), Just(DeficitRule::Proportional)]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_slow_and_simple_solver_finds_the_same(dice in dice(EVERYTHING), rule in rules()) {
        let Some((figures, dataset, _, policy, outcome)) = solved(&dice, rule) else { return Ok(()) };
        let found = oracle::Case { data: &dataset, policy: &policy, theta: &figures.theta, psi: &figures.psi, deficits: rule }.solve();
        for i in 0..figures.regions.len() {
            close(outcome.wage_hat[i], found.wage_hat[i], 1e-9)?;
            close(outcome.welfare_hat[i], found.welfare_hat[i], 1e-9)?;
            close(outcome.income[i], found.income[i], 1e-9)?;
            let revenue = outcome.net_revenue[i] + found.income[i];
            close(revenue, found.net_revenue[i] + found.income[i], 1e-9)?;
            for s in 0..figures.sectors.len() {
                let sales = outcome.sales(RegionId(i), SectorId(s));
                close(sales, found.sales[s][i], 1e-9)?;
            }
        }
    }

    #[test]
    fn every_market_clears_the_dropped_one_too(dice in dice(EVERYTHING), rule in rules()) {
        let Some((_, dataset, economy, policy, outcome)) = solved(&dice, rule) else { return Ok(()) };
        prop_assert!(outcome.residual <= 1e-12);
        let flows = economy.flows(&policy, &outcome);
        let sectors = (0..economy.sector_count()).map(SectorId);
        let mut world = (0.0, 0.0);
        for i in (0..economy.region_count()).map(RegionId) {
            let pay = |level: &dyn Fn(SectorId) -> f64| -> f64 {
                sectors.clone().map(|s| dataset.value_added_share(i, s) * level(s)).sum()
            };
            let baseline = pay(&|s| economy.baseline().sales(i, s));
            let payroll = pay(&|s| outcome.sales(i, s));
            close(payroll, outcome.wage_hat(i) * baseline, 1e-11)?;
            world.0 += payroll;
            world.1 += baseline;
            for s in sectors.clone() {
                let delivered: f64 = (0..economy.region_count()).map(RegionId).map(|n| {
                    flows.get(i, n, s) / (1.0 + policy.export_tax(n, i, s))
                }).sum();
                let gate = delivered / (1.0 - policy.subsidy(i, s));
                close(gate, outcome.sales(i, s), 1e-11)?;
            }
        }
        close(world.0, world.1, 1e-12)?;
    }

    #[test]
    fn no_change_of_policy_changes_nothing_at_all(dice in dice(EVERYTHING), rule in rules()) {
        let (figures, _) = dice.figures();
        let economy = economy(&figures.read().unwrap(), rule);
        let outcome = economy.solve(&economy.baseline_policy(), None).unwrap();
        prop_assert_eq!(outcome.iterations, 0);
        prop_assert!(outcome.welfare_hat.iter().chain(&outcome.wage_hat).all(|&x| x == 1.0));
        prop_assert_eq!(&outcome.sales, &economy.baseline().sales);
    }

    #[test]
    fn counting_money_in_other_units_changes_no_ratio(dice in dice(EVERYTHING), unit in 0.01..100.0) {
        let Some((mut figures, _, _, policy, outcome)) = solved(&dice, DeficitRule::Fixed) else { return Ok(()) };
        figures.flow.iter_mut().flatten().flatten().for_each(|x| *x *= unit);
        let other = economy(&figures.read().unwrap(), DeficitRule::Fixed).solve(&policy, None).unwrap();
        for i in 0..figures.regions.len() {
            close(other.welfare_hat[i], outcome.welfare_hat[i], 1e-10)?;
            close(other.wage_hat[i], outcome.wage_hat[i], 1e-10)?;
            close(other.income[i], unit * outcome.income[i], 1e-10)?;
        }
    }

    #[test]
    fn names_and_order_of_regions_and_sectors_do_not_matter(dice in dice(EVERYTHING), turn in 1_usize..4) {
        let Some((figures, _, _, policy, outcome)) = solved(&dice, DeficitRule::Fixed) else { return Ok(()) };
        let (n, m) = (figures.regions.len(), figures.sectors.len());
        let region = |i: usize| (i + turn) % n;
        let sector = |s: usize| (s + turn) % m;
        let turned = turned(&figures, &region, &sector);
        let mut moved = Policy::neutral(n, m);
        for (to, from, s) in triples(n, m) {
            let new = (RegionId(region(to)), RegionId(region(from)), SectorId(sector(s)));
            let old = (RegionId(to), RegionId(from), SectorId(s));
            moved.set_tariff(new.0, new.1, new.2, policy.tariff(old.0, old.1, old.2));
            moved.set_export_tax(new.0, new.1, new.2, policy.export_tax(old.0, old.1, old.2));
            moved.set_wedge(new.0, new.1, new.2, policy.wedge(old.0, old.1, old.2));
            moved.set_subsidy(new.1, new.2, policy.subsidy(old.1, old.2));
            moved.set_productivity(new.1, new.2, policy.productivity(old.1, old.2));
        }
        let other = economy(&turned.read().unwrap(), DeficitRule::Fixed).solve(&moved, None).unwrap();
        for i in 0..n {
            close(other.welfare_hat[region(i)], outcome.welfare_hat[i], 1e-10)?;
            for s in 0..m {
                let sales = other.sales(RegionId(region(i)), SectorId(sector(s)));
                close(sales, outcome.sales(RegionId(i), SectorId(s)), 1e-10)?;
            }
        }
    }

    #[test]
    fn splitting_a_sector_into_two_alike_changes_nothing(dice in dice(EVERYTHING), part in 0.2..0.8) {
        let Some((figures, _, _, policy, outcome)) = solved(&dice, DeficitRule::Fixed) else { return Ok(()) };
        let (n, m) = (figures.regions.len(), figures.sectors.len());
        let split = split_last(&figures, part);
        let mut moved = Policy::neutral(n, m + 1);
        for (to, from, s) in triples(n, m + 1) {
            let (to, from, new, old) = (RegionId(to), RegionId(from), SectorId(s), SectorId(s.min(m - 1)));
            moved.set_tariff(to, from, new, policy.tariff(to, from, old));
            moved.set_export_tax(to, from, new, policy.export_tax(to, from, old));
            moved.set_wedge(to, from, new, policy.wedge(to, from, old));
            moved.set_subsidy(from, new, policy.subsidy(from, old));
            moved.set_productivity(from, new, policy.productivity(from, old));
        }
        let other = economy(&split.read().unwrap(), DeficitRule::Fixed).solve(&moved, None).unwrap();
        for i in (0..n).map(RegionId) {
            close(other.welfare_hat[i.0], outcome.welfare_hat[i.0], 1e-10)?;
            let halves = other.sales(i, SectorId(m - 1)) + other.sales(i, SectorId(m));
            close(halves, outcome.sales(i, SectorId(m - 1)), 1e-10)?;
        }
    }

    #[test]
    fn a_warm_start_leads_to_the_same_equilibrium(dice in dice(CONSTANT_RETURNS)) {
        let Some((_, _, economy, policy, outcome)) = solved(&dice, DeficitRule::Fixed) else { return Ok(()) };
        let mut near = policy.clone();
        near.set_tariff(RegionId(0), RegionId(1), SectorId(0), 0.9);
        let start = economy.solve(&near, None).unwrap();
        let warm = economy.solve(&policy, Some(&start)).unwrap();
        for (warm, cold) in warm.welfare_hat.iter().zip(&outcome.welfare_hat) {
            close(*warm, *cold, 1e-11)?;
        }
    }

    #[test]
    fn a_ban_leaves_no_trade_and_nothing_undefined(dice in dice(TWO_SECTORS)) {
        let Some((_, _, economy, mut policy, _)) = solved(&dice, DeficitRule::Proportional) else { return Ok(()) };
        let (importer, exporter, sector) = (RegionId(0), RegionId(1), SectorId(1));
        policy.set_wedge(importer, exporter, sector, f64::INFINITY);
        let outcome = economy.solve(&policy, None).unwrap();
        prop_assert_eq!(economy.flows(&policy, &outcome).get(exporter, importer, sector), 0.0);
        let lists = [&outcome.welfare_hat, &outcome.price_hat, &outcome.sales, &outcome.income];
        prop_assert!(lists.into_iter().flatten().all(|x| x.is_finite()));
    }

    #[test]
    fn without_deficits_everybody_spends_what_they_earn(dice in dice(EVERYTHING)) {
        let (figures, _) = dice.figures();
        let options = EconomyOptions { deficits: DeficitRule::Purged, ..EconomyOptions::default() };
        let economy = match Economy::new(&figures.read().unwrap(), &options) {
            Ok(economy) => economy,
            Err(error) => {
                let folds = matches!(error, EconomyError::DeficitFold { .. });
                prop_assert!(folds, "{}", error);
                return Ok(());
            }
        };
        for i in 0..figures.regions.len() {
            let income = economy.baseline_income(RegionId(i));
            prop_assert!(economy.baseline_deficit(RegionId(i)).abs() <= 1e-10 * income);
        }
    }
}

fn turned(
    old: &Figures,
    region: &dyn Fn(usize) -> usize,
    sector: &dyn Fn(usize) -> usize,
) -> Figures {
    let (n, m) = (old.regions.len(), old.sectors.len());
    let mut new = old.clone();
    for (to, from, s) in triples(n, m) {
        let at = (sector(s), region(to), region(from));
        new.flow[at.0][at.1][at.2] = old.flow[s][to][from];
        new.tariff[at.0][at.1][at.2] = old.tariff[s][to][from];
        new.export_tax[at.0][at.1][at.2] = old.export_tax[s][to][from];
        new.subsidy[at.0][at.2] = old.subsidy[s][from];
        new.theta[at.0] = old.theta[s];
        new.psi[at.0] = old.psi[s];
        for k in 0..m {
            new.input[at.1][at.0][sector(k)] = old.input[to][s][k];
        }
    }
    new
}

/// The last sector split into two with the same technology: `part` and the rest of its trade.
fn split_last(old: &Figures, part: f64) -> Figures {
    let mut new = old.clone();
    let last = old.sectors.len() - 1;
    new.sectors.push("TWIN".to_owned());
    let scaled = |by: f64| -> Vec<Vec<f64>> {
        old.flow[last].iter().map(|row| row.iter().map(|x| x * by).collect()).collect()
    };
    new.flow[last] = scaled(part);
    new.flow.push(scaled(1.0 - part));
    new.tariff.push(old.tariff[last].clone());
    new.export_tax.push(old.export_tax[last].clone());
    new.subsidy.push(old.subsidy[last].clone());
    new.theta.push(old.theta[last]);
    new.psi.push(old.psi[last]);
    for rows in &mut new.input {
        for row in rows.iter_mut() {
            let share = row[last];
            row[last] = part * share;
            row.push((1.0 - part) * share);
        }
        rows.push(rows[last].clone());
    }
    new
}
