//! Tariff games on economies: what is set, derivatives against differences, Nash in closed form.

use talion_economy::{Dataset, Economy, EconomyOptions, RegionId, SectorId};
use talion_game::{ContinuousGame, PlayerId, Point, Quiet, Termination};
use talion_model::{
    RateBy, RateKind, RateTargets, TariffGame, TariffGameOptions, TariffGameProblem,
};
use talion_solve::{BargainingRule, NashOptions, ReplyOptions, best_response, cooperate, nash};

fn us_china(elasticities: &str) -> Economy {
    let dataset = Dataset::embedded("us-china-2017").unwrap();
    let options =
        EconomyOptions { elasticities: Some(elasticities.to_owned()), ..EconomyOptions::default() };
    Economy::new(&dataset, &options).unwrap()
}

/// Two countries of equal size that spend half of their income on each other's only good.
fn symmetric(theta: f64) -> Economy {
    two_countries(theta, "A,A,ALL,50\nA,B,ALL,50\nB,A,ALL,50\nB,B,ALL,50\n")
}

/// Two countries and one sector with these flows and no tariffs.
fn two_countries(theta: f64, flows: &str) -> Economy {
    let elasticities =
        format!("set,sector,trade_elasticity,scale_elasticity\narmington,ALL,{theta},0\n");
    let manifest = "name = \"two\"\ntitle = \"Two countries\"\nyear = 2000\n\
        unit = \"US$ million\"\n[[region]]\ncode = \"A\"\nname = \"A\"\n[[region]]\ncode = \"B\"\n\
        name = \"B\"\n[[sector]]\ncode = \"ALL\"\nname = \"All\"\n";
    let trade = format!("exporter,importer,sector,flow\n{flows}");
    let files = [
        ("dataset.toml", manifest.as_bytes()),
        ("trade.csv", trade.as_bytes()),
        ("tariffs.csv", b"importer,exporter,sector,ad_valorem\n".as_slice()),
        ("elasticities.csv", elasticities.as_bytes()),
    ];
    let dataset = Dataset::from_memory(files).unwrap();
    Economy::new(&dataset, &EconomyOptions::default()).unwrap()
}

const USA: RegionId = RegionId(0);
const CHN: RegionId = RegionId(1);

#[test]
fn who_sets_what() {
    let economy = us_china("simonovska-waugh-2014");
    let count = |options: &TariffGameOptions| -> Vec<usize> {
        let game = TariffGame::new(&economy, options).unwrap();
        game.players().iter().map(|p| p.instruments.len()).collect()
    };
    let each_other = TariffGameOptions::new(vec![USA, CHN]);
    assert_eq!(count(&each_other), [16, 16]);
    let all = TariffGameOptions { targets: RateTargets::All, ..each_other.clone() };
    assert_eq!(count(&all), [64, 64]);
    assert_eq!(count(&TariffGameOptions { by: RateBy::Partner, ..all.clone() }), [4, 4]);
    assert_eq!(count(&TariffGameOptions { by: RateBy::Importer, ..all }), [1, 1]);
    let kinds = vec![RateKind::Tariff, RateKind::Subsidy, RateKind::ExportTax];
    let game_options = TariffGameOptions { kinds, ..each_other };
    assert_eq!(count(&game_options), [48, 48]);
    let game = TariffGame::new(&economy, &game_options).unwrap();
    assert_eq!(game.players()[0].instruments[0].label, "tariff on CHN, AGR");
    assert_eq!(game.players()[1].instruments[16].label, "subsidy to AGR");
    assert_eq!(game.players()[1].instruments[32].label, "export tax to USA, AGR");
}

#[test]
fn the_status_quo_is_the_baseline_and_its_payoffs_are_zero() {
    let economy = us_china("simonovska-waugh-2014");
    let game = TariffGame::new(&economy, &TariffGameOptions::new(vec![USA, CHN])).unwrap();
    let start = game.status_quo();
    let baseline = economy.baseline_policy();
    for (found, expected) in game.policy(&start).values().zip(baseline.values()) {
        assert!((found - expected).abs() < 1e-15);
    }
    for payoff in game.session().payoffs(&start).unwrap() {
        assert!(payoff.abs() < 1e-12, "{payoff}");
    }
    for rate in game.rates(&start) {
        let partner = rate.partner.unwrap();
        assert!(
            (rate.rate - baseline.tariff(rate.player, partner, rate.sector.unwrap())).abs() < 1e-15
        );
    }
    assert_eq!(game.rates(&start).len(), 32);
    assert_eq!(game.members(), [USA, CHN]);
}

#[test]
fn one_rate_for_all_is_the_mean_by_trade() {
    let economy = us_china("simonovska-waugh-2014");
    let options =
        TariffGameOptions { by: RateBy::Partner, ..TariffGameOptions::new(vec![USA, CHN]) };
    let game = TariffGame::new(&economy, &options).unwrap();
    let flows = economy.flows(&economy.baseline_policy(), economy.baseline());
    let (mut duty, mut value) = (0.0, 0.0);
    for s in (0..economy.sector_count()).map(SectorId) {
        let rate = economy.baseline_policy().tariff(USA, CHN, s);
        // The sector without tariffs anywhere is services, which this game leaves out.
        if (0..economy.region_count())
            .any(|n| economy.baseline_policy().tariff(RegionId(n), CHN, s) != 0.0)
        {
            duty += rate * flows.get(CHN, USA, s);
            value += flows.get(CHN, USA, s);
        }
    }
    let found = game.rates(&game.status_quo())[0].rate;
    assert!((found - duty / value).abs() < 1e-12, "{found} for {}", duty / value);
}

#[test]
fn gradient_agrees_with_differences() {
    for elasticities in ["simonovska-waugh-2014", "lashkaripour-lugovskyy-2023"] {
        let economy = us_china(elasticities);
        for by in [RateBy::Sector, RateBy::Importer] {
            let kinds = vec![RateKind::Tariff, RateKind::Subsidy, RateKind::ExportTax];
            let options = TariffGameOptions { by, kinds, ..TariffGameOptions::new(vec![USA, CHN]) };
            let game = TariffGame::new(&economy, &options).unwrap();
            let mut session = game.session();
            let mut point = game.status_quo();
            for (k, level) in point.iter_mut().flatten().enumerate() {
                *level += 0.01 * (1.0 + (k % 3) as f64);
            }
            for player in 0..2 {
                let mut gradient: Point = point.clone();
                session.gradient(PlayerId(player), &point, &mut gradient).unwrap();
                let scale = gradient.iter().flatten().fold(0.0, |m: f64, g| m.max(g.abs()));
                for (p, k) in [(0, 0), (1, 1), (0, 2), (1, 0)] {
                    let mut moved = |by: f64| {
                        let mut to = point.clone();
                        to[p][k] += by;
                        session.payoffs(&to).unwrap()[player]
                    };
                    let difference = (moved(1e-4) - moved(-1e-4)) / 2e-4;
                    let off = (difference - gradient[p][k]).abs();
                    assert!(off < 1e-6 * scale, "{difference} for {}", gradient[p][k]);
                }
            }
        }
    }
}

#[test]
fn symmetric_nash_tariffs_meet_their_equation() {
    // t = (1 + (1 + t)^-s) / (s - 1): `continuous_two_country.json` of the shared cases (mpmath).
    for (sigma, tariff) in [(5.0, 0.313_855_935_501_142_55), (4.0, 0.416_200_079_704_593_05)] {
        let economy = symmetric(sigma - 1.0);
        let options = TariffGameOptions::new(vec![RegionId(0), RegionId(1)]);
        let game = TariffGame::new(&economy, &options).unwrap();
        let solution = nash(&game, &NashOptions::default(), &Quiet).unwrap();
        assert_eq!(solution.termination, Termination::Converged);
        let equilibrium = &solution.equilibria[0];
        for rate in game.rates(&equilibrium.point) {
            assert!((rate.rate - tariff).abs() < 1e-8, "{} for {tariff}", rate.rate);
        }
        assert!(equilibrium.certificate.max_gain < 1e-10);
        assert!(equilibrium.certificate.projected_gradient < 1e-9);
    }
}

/// Two countries with one good each, labour as in `sizes` and no trade costs, at free trade: each
/// spends on either good in proportion to the other's and its own income, so that shares are those
/// of an Armington world with the wages that clear it.
fn armington(theta: f64, sizes: [f64; 2]) -> Economy {
    // With equal prices at wage ratio w: share on good 1 is w^-theta / (w^-theta + 1); the good-1
    // market clears when w L1 = share * (w L1 + L2), hence w^(1 + theta) = L2 / L1.
    let w = (sizes[1] / sizes[0]).powf(1.0 / (1.0 + theta));
    let income = [w * sizes[0], sizes[1]];
    let share = income[0] / (income[0] + income[1]);
    let flow = |exporter: usize, importer: usize| {
        1000.0 * income[importer] * if exporter == 0 { share } else { 1.0 - share }
    };
    let row =
        |(i, n): (usize, usize)| format!("{},{},ALL,{}", ["A", "B"][i], ["A", "B"][n], flow(i, n));
    let trade = [(0, 0), (0, 1), (1, 0), (1, 1)].map(row).join("\n");
    two_countries(theta, &trade)
}

/// At the size ratio at which the big country loses nothing by the war, its welfare is that of free
/// trade: `continuous_two_country.json` of the shared cases (mpmath).
#[test]
fn at_the_threshold_of_size_the_big_country_breaks_even() {
    let cases = [
        (3.0, 5.063_321_889_097_347, [0.751_489_520_698_876_1, 0.549_710_252_285_988_6]),
        (4.0, 4.010_413_979_297_667, [0.500_175_850_636_197_3, 0.370_593_702_113_781_5]),
        (6.0, 3.356_731_406_872_718, [0.299_630_269_936_636_83, 0.224_693_634_357_687_72]),
    ];
    for (sigma, ratio, tariffs) in cases {
        let economy = armington(sigma - 1.0, [ratio, 1.0]);
        let options = TariffGameOptions::new(vec![RegionId(0), RegionId(1)]);
        let game = TariffGame::new(&economy, &options).unwrap();
        let solution = nash(&game, &NashOptions::default(), &Quiet).unwrap();
        assert_eq!(solution.equilibria.len(), 1);
        let equilibrium = &solution.equilibria[0];
        for (rate, expected) in game.rates(&equilibrium.point).iter().zip(tariffs) {
            assert!((rate.rate - expected).abs() < 1e-8, "{} for {expected}", rate.rate);
        }
        assert!(equilibrium.values[0].abs() < 1e-9, "{}", equilibrium.values[0]);
        assert!(equilibrium.values[1] < -0.01);
    }
}

/// The small country's optimal tariff tends to `1 / theta` from above as it gets smaller.
#[test]
fn a_small_country_taxes_imports_at_one_over_theta() {
    let theta = 4.0;
    let mut last = f64::INFINITY;
    for size in [0.1, 0.01, 0.001] {
        let economy = armington(theta, [size, 1.0]);
        let options = TariffGameOptions {
            targets: RateTargets::All,
            ..TariffGameOptions::new(vec![RegionId(0)])
        };
        let game = TariffGame::new(&economy, &options).unwrap();
        let status_quo = game.status_quo();
        let best = best_response(&game, PlayerId(0), &status_quo, &ReplyOptions::default(), &Quiet);
        let rate = game.rates(&best.unwrap().point)[0].rate;
        assert!(rate > 1.0 / theta && rate < last, "{rate} at {size}");
        last = rate;
    }
    assert!((last - 1.0 / theta).abs() < 1e-3, "{last}");
}

/// Under the Nash bargain with transfers the agreement maximises joint welfare whatever the
/// disagreement, and nobody is left below it; more can be shared than without.
#[test]
fn transfers_enlarge_what_can_be_agreed() {
    let economy = us_china("simonovska-waugh-2014");
    let by = RateBy::Partner;
    let apart = TariffGameOptions { by, ..TariffGameOptions::new(vec![USA, CHN]) };
    let with =
        TariffGameOptions { kinds: vec![RateKind::Tariff, RateKind::Transfer], ..apart.clone() };
    let disagreement = {
        let game = TariffGame::new(&economy, &apart).unwrap();
        nash(&game, &NashOptions::default(), &Quiet).unwrap().equilibria[0].values.clone()
    };
    let rule = BargainingRule::Nash { weights: vec![1.0; 2], disagreement: disagreement.clone() };
    let gains = |options: &TariffGameOptions| -> (f64, f64) {
        let game = TariffGame::new(&economy, options).unwrap();
        let deal = cooperate(&game, &rule, &ReplyOptions::default(), &Quiet).unwrap();
        assert_eq!(deal.termination, Termination::Converged);
        let gains: Vec<f64> = deal.values.iter().zip(&disagreement).map(|(u, d)| u - d).collect();
        let paid = game.policy(&deal.point).transfer(USA);
        assert!((paid + game.policy(&deal.point).transfer(CHN)).abs() <= 1e-9 * paid.abs());
        (gains[0] * gains[1], paid)
    };
    let (without, nothing) = gains(&apart);
    let (product, paid) = gains(&with);
    assert_eq!(nothing, 0.0);
    assert!(product > 1.0001 * without, "{product} and {without}");
    assert!(paid != 0.0);
}

#[test]
fn the_tariff_war_of_the_built_in_data_is_certified() {
    let economy = us_china("simonovska-waugh-2014");
    let game = TariffGame::new(&economy, &TariffGameOptions::new(vec![USA, CHN])).unwrap();
    let options = NashOptions { starts: 0, ..NashOptions::default() };
    let solution = nash(&game, &options, &Quiet).unwrap();
    assert_eq!(solution.termination, Termination::Converged);
    let equilibrium = &solution.equilibria[0];
    assert!(equilibrium.certificate.max_gain < 1e-9, "{}", equilibrium.certificate.max_gain);
    assert!(equilibrium.certificate.projected_gradient < 1e-10);
    assert!(equilibrium.certificate.residual < 1e-12);
    // Relabelling the players relabels the equilibrium.
    let swapped = TariffGame::new(&economy, &TariffGameOptions::new(vec![CHN, USA])).unwrap();
    let other = nash(&swapped, &options, &Quiet).unwrap();
    for (a, b) in equilibrium.point.iter().zip(other.equilibria[0].point.iter().rev()) {
        for (a, b) in a.iter().zip(b) {
            assert!((a - b).abs() < 1e-6, "{a} and {b}");
        }
    }
}

#[test]
fn everything_wrong_with_the_options_is_said_at_once() {
    let economy = us_china("simonovska-waugh-2014");
    let options = TariffGameOptions {
        players: vec![USA, USA, RegionId(9)],
        sectors: Some(vec![SectorId(99)]),
        tariff_bounds: (1.0, 0.0),
        kinds: vec![RateKind::Tariff, RateKind::Subsidy],
        subsidy_bounds: (0.0, 1.0),
        ..TariffGameOptions::new(Vec::new())
    };
    let problems = TariffGame::new(&economy, &options).unwrap_err().0;
    assert_eq!(problems.len(), 5, "{problems:?}");
    assert!(matches!(problems[3], TariffGameProblem::Bounds { kind: RateKind::Tariff, .. }));
    assert!(matches!(problems[4], TariffGameProblem::Bounds { kind: RateKind::Subsidy, .. }));
    // A player alone has nobody to set a tariff against.
    let alone = TariffGame::new(&economy, &TariffGameOptions::new(vec![USA])).unwrap_err().0;
    assert_eq!(alone, [TariffGameProblem::NoInstruments { player: "USA".to_owned() }]);
}
