//! Findings built by hand: a game of chicken in tariffs with hostile labels, a wide one, one for three.

use talion::{
    Answer, Assumptions, DeficitFindings, DeviationFindings, ElasticityFindings,
    EliminationFindings, EquilibriumFindings, FINDINGS_SCHEMA, Findings, GameFindings,
    ImprovementFindings, PackageFindings, PathFindings, PayoffFindings, PlayerFindings,
    ProfileFindings, Provenance, RegionFindings, ReplyFindings, RiskDominanceFindings,
    TermFindings, ToleranceFindings, VariantFindings, WeightFindings,
};

/// A label that breaks HTML, Markdown, CSV and SVG if it is not escaped, with letters beyond ASCII.
pub(crate) const HOSTILE: &str = "Liste „<b>&\"'|*_中国";

/// Payoffs of the row player at (row, column).
const UNITED_STATES: [[f64; 2]; 3] = [[0.0, -0.012], [0.018, -0.024], [-0.05, -0.06]];
/// Payoffs of the column player at (row, column).
const CHINA: [[f64; 2]; 3] = [[0.0, 0.010], [-0.031, -0.040], [-0.21, -0.19]];

/// A 3 x 2 game of chicken: pure equilibria (list, hold) and (hold, match), and a mixed one in
/// which the list has probability 10/19 and matching 3/5, found by hand from the indifference of
/// each player; the ban is strictly dominated by holding still.
pub(crate) fn chicken() -> Findings {
    let players = vec![
        player("USA", "United States", &["Hold still", HOSTILE, "Ban on chip sales"]),
        player("CHN", "China", &["Hold still", "Match in kind"]),
    ];
    let profiles =
        profiles(&players, |profile, at| [UNITED_STATES, CHINA][at][profile[0]][profile[1]]);
    let main = chicken_game();
    Findings {
        schema: FINDINGS_SCHEMA.into(),
        answer: Answer {
            headline: "Under Nash equilibrium, selected by best replies from the status quo: the \
                       United States levies its list and China holds still."
                .into(),
            points: vec![
                "The United States gains 0.038 % of real income and China loses 0.031 %.".into(),
                "With welfare alone the answer is the same.".into(),
            ],
            caveats: vec!["Weights marked illustrative have no source.".into()],
        },
        assumptions: assumptions(),
        quantal: None,
        decomposition: None,
        without: vec![VariantFindings {
            name: "welfare-alone".into(),
            description: "every strategic term".into(),
            game: main.clone(),
            payoffs: (0..2)
                .map(|at| profiles.iter().map(|profile| profile.payoffs[at].welfare).collect())
                .collect(),
            same_answer: true,
        }],
        elasticity_sets: vec![solved_set(&main), failed_set()],
        replies: vec![ReplyFindings {
            elasticities: "caliendo-parro-2015".into(),
            player: "CHN".into(),
            package: "package-2".into(),
            instead_of: "package-1".into(),
            against: "USA: Hold still".into(),
            welfare_gain: -0.0021,
            total_gain: 0.010,
            decisive_term: Some("red-line".into()),
        }],
        better_for_all: vec![ImprovementFindings {
            profile: vec![0, 0],
            gains: vec![0.004, 0.031],
            temptations: vec![
                DeviationFindings {
                    player: "USA".into(),
                    package: "package-2".into(),
                    gain: 0.018,
                },
                DeviationFindings { player: "CHN".into(), package: "package-1".into(), gain: 0.0 },
            ],
        }],
        policy: None,
        escalation: None,
        history: None,
        stability: None,
        sustain: None,
        kept_tariffs: None,
        no_kept_tariffs: None,
        robustness: None,
        talks: None,
        resolve: None,
        provenance: provenance(),
        players,
        profiles,
        main,
    }
}

/// A 6 x 5 game with long labels, as the embedded scenario has.
pub(crate) fn wide() -> Findings {
    let rows = [
        "Hold still",
        "US$ 50 bn list at 25 %",
        "US$ 50 bn list and US$ 150 bn threat at 10 %",
        "US$ 150 bn threat at 25 %",
        "Ban on chip sales to China",
        "Everything: lists, threat and chip ban, for as long as it takes",
    ];
    let columns = [
        "Hold still",
        "Match in kind",
        "Made in China 2025, intensified",
        "Buy its way out (US$ 100 bn)",
        "Buy its way out and end forced transfer",
    ];
    let mut findings = chicken();
    findings.players =
        vec![player("USA", "United States", &rows), player("CHN", "China", &columns)];
    findings.profiles = profiles(&findings.players, |profile, at| {
        let [row, column] = [profile[0], profile[1]].map(|index| index as f64);
        if at == 0 { 0.7 * row - 0.4 * row * column } else { 0.3 * column - 0.25 * row }
    });
    let mut game = chicken_game();
    game.equilibria = vec![pure(&findings, &[0, 4]), pure(&findings, &[1, 1])];
    game.components = vec![vec![0], vec![1]];
    game.best_replies = best_replies(&findings);
    game.path = PathFindings {
        profiles: vec![vec![0, 0], vec![5, 0], vec![5, 4], vec![0, 4]],
        movers: vec!["USA".into(), "CHN".into(), "USA".into()],
        cycle: None,
    };
    game.risk_dominance.clear();
    game.eliminated.clear();
    findings.without[0].game = game.clone();
    findings.without[0].payoffs = vec![vec![0.5; 30], vec![-0.5; 30]];
    findings.elasticity_sets = vec![solved_set(&game), failed_set()];
    findings.main = game;
    findings
}

/// Matching pennies: no pure equilibrium, and best replies turn in a cycle.
pub(crate) fn cycle() -> Findings {
    let mut findings = chicken();
    findings.players = vec![
        player("USA", "United States", &["Hold", "List"]),
        player("CHN", "China", &["Hold", "Match"]),
    ];
    findings.profiles = profiles(&findings.players, |profile, at| {
        let same = if profile[0] == profile[1] { 1.0 } else { -1.0 };
        if at == 0 { -same } else { same }
    });
    let mut mixed = pure(&findings, &[0, 0]);
    mixed.pure = false;
    mixed.profile = None;
    mixed.strategies = vec![vec![0.5, 0.5], vec![0.5, 0.5]];
    mixed.exact = None;
    let turn = vec![vec![0, 0], vec![1, 0], vec![1, 1], vec![0, 1]];
    findings.main.equilibria = vec![mixed];
    findings.main.components = vec![vec![0]];
    findings.main.risk_dominance.clear();
    findings.main.eliminated.clear();
    findings.main.best_replies = best_replies(&findings);
    findings.main.path = PathFindings {
        profiles: turn.iter().cloned().chain([vec![0, 0]]).collect(),
        movers: ["USA", "CHN", "USA", "CHN"].map(str::to_owned).into(),
        cycle: Some(turn),
    };
    findings.without.clear();
    findings.better_for_all.clear();
    findings.elasticity_sets.clear();
    findings
}

/// Three players, so that neither a matrix nor a heat map can be drawn.
pub(crate) fn three() -> Findings {
    let mut findings = chicken();
    findings.players = vec![
        player("USA", "United States", &["Hold", "List"]),
        player("CHN", "China", &["Hold", "Match"]),
        player("EUU", "European Union", &["Hold", HOSTILE]),
    ];
    findings.profiles =
        profiles(&findings.players, |profile, at| profile.iter().sum::<usize>() as f64 - at as f64);
    findings.main.equilibria = vec![pure(&findings, &[1, 1, 1])];
    findings.main.components = vec![vec![0]];
    findings.main.risk_dominance.clear();
    findings.main.eliminated.clear();
    findings.main.best_replies = findings
        .profiles
        .iter()
        .map(|at| at.profile.iter().map(|&own| own == 1).collect())
        .collect();
    findings.main.path = PathFindings {
        profiles: vec![vec![0, 0, 0], vec![1, 0, 0], vec![1, 1, 0], vec![1, 1, 1]],
        movers: ["USA", "CHN", "EUU"].map(str::to_owned).into(),
        cycle: None,
    };
    findings.without.clear();
    findings.better_for_all.clear();
    findings.elasticity_sets.clear();
    findings
}

fn player(region: &str, region_name: &str, labels: &[&str]) -> PlayerFindings {
    let package = |(at, label): (usize, &&str)| PackageFindings {
        name: format!("package-{}", at + 1),
        label: (*label).into(),
        description: format!("What “{label}” means."),
        moves: if at == 0 { vec![] } else { vec![format!("tariff of {} %", 10 * at)] },
    };
    PlayerFindings {
        name: region.into(),
        region: region.into(),
        region_name: region_name.into(),
        packages: labels.iter().enumerate().map(package).collect(),
    }
}

/// Every profile, player 1 fastest; terms are taken off the total to leave welfare.
fn profiles(
    players: &[PlayerFindings],
    total: impl Fn(&[usize], usize) -> f64,
) -> Vec<ProfileFindings> {
    let sizes: Vec<usize> = players.iter().map(|player| player.packages.len()).collect();
    let count = sizes.iter().product();
    let digits = |mut index: usize| {
        let digit = |size: &usize| {
            let package = index % size;
            index /= size;
            package
        };
        sizes.iter().map(digit).collect::<Vec<usize>>()
    };
    (0..count)
        .map(|index| {
            let profile = digits(index);
            let totals: Vec<f64> = (0..players.len()).map(|at| total(&profile, at)).collect();
            at_profile(players, profile, &totals)
        })
        .collect()
}

fn at_profile(players: &[PlayerFindings], profile: Vec<usize>, totals: &[f64]) -> ProfileFindings {
    let payoff = |(at, &total): (usize, &f64)| {
        let own = profile[at] as f64;
        let values = [("deficit", -0.02 * own), ("red-line", 0.015 * own), ("cost", 0.0)];
        let terms: Vec<TermFindings> =
            values.map(|(name, value)| TermFindings { name: name.into(), value }).into();
        let welfare = total - terms.iter().map(|term| term.value).sum::<f64>();
        PayoffFindings { total, welfare, terms }
    };
    let payoffs: Vec<PayoffFindings> = totals.iter().enumerate().map(payoff).collect();
    let income = [19_000_000.0, 12_000_000.0, 16_000_000.0];
    let region = |(at, player): (usize, &PlayerFindings)| RegionFindings {
        code: player.region.clone(),
        welfare_percent: payoffs[at].welfare,
        equivalent_variation_musd: payoffs[at].welfare / 100.0 * income[at],
    };
    let mut regions: Vec<RegionFindings> = players.iter().enumerate().map(region).collect();
    regions.push(RegionFindings {
        code: "ROW".into(),
        welfare_percent: -1e-9,
        equivalent_variation_musd: -0.4,
    });
    ProfileFindings {
        deficits: vec![DeficitFindings {
            player: "USA".into(),
            partner: "CHN".into(),
            base_musd: 375_576.0,
            musd: 375_576.0 - 40_000.0 * profile[0] as f64,
            cut_share: 40_000.0 * profile[0] as f64 / 375_576.0,
            demanded_share: 0.266,
        }],
        technology_gap_years: Some(4.2 - 0.1 * profile[1] as f64),
        self_sufficiency: Some(0.16 + 0.05 * profile[1] as f64),
        residual: 3e-15,
        fold_at: None,
        profile,
        payoffs,
        regions,
    }
}

fn chicken_game() -> GameFindings {
    let regions = |us: f64, china: f64| {
        [("USA", us, 190_000.0), ("CHN", china, 120_000.0)]
            .map(|(code, welfare_percent, one_percent)| RegionFindings {
                code: code.into(),
                welfare_percent,
                equivalent_variation_musd: welfare_percent * one_percent,
            })
            .into()
    };
    let one =
        |strategies: [Vec<f64>; 2], exact: [&[&str]; 2], profile, values: [f64; 2], regret| {
            EquilibriumFindings {
                pure: Option::is_some(&profile),
                strategies: strategies.into(),
                exact: Some(
                    exact.map(|own| own.iter().map(|&share| share.to_owned()).collect()).into(),
                ),
                profile,
                values: values.into(),
                welfare_percent: regions(values[0] + 0.005, values[1] + 0.005),
                max_regret: regret,
                deviations: ["USA", "CHN"]
                    .map(|name| DeviationFindings {
                        player: name.into(),
                        package: "package-1".into(),
                        gain: regret,
                    })
                    .into(),
            }
        };
    let (p, q) = (10.0 / 19.0, 3.0 / 5.0);
    GameFindings {
        concept: "Nash equilibrium".into(),
        method: "vertex_enumeration".into(),
        termination: "enumerated".into(),
        complete: true,
        equilibria: vec![
            one(
                [vec![0.0, 1.0, 0.0], vec![1.0, 0.0]],
                [&["0", "1", "0"], &["1", "0"]],
                Some(vec![1, 0]),
                [0.018, -0.031],
                0.0,
            ),
            one(
                [vec![1.0, 0.0, 0.0], vec![0.0, 1.0]],
                [&["1", "0", "0"], &["0", "1"]],
                Some(vec![0, 1]),
                [-0.012, 0.010],
                0.0,
            ),
            one(
                [vec![1.0 - p, p, 0.0], vec![1.0 - q, q]],
                [&["9/19", "10/19", "0"], &["2/5", "3/5"]],
                None,
                [-0.012 * q, -0.031 * p],
                3.2e-18,
            ),
        ],
        components: vec![vec![0], vec![1], vec![2]],
        selected: Some(0),
        selection_rule: "best replies from the status quo".into(),
        best_replies: vec![
            vec![false, false],
            vec![true, true],
            vec![false, false],
            vec![true, true],
            vec![false, false],
            vec![false, true],
        ],
        eliminated: vec![EliminationFindings {
            round: 1,
            player: "USA".into(),
            package: "package-3".into(),
            dominated_by: "Hold still".into(),
        }],
        risk_dominance: vec![RiskDominanceFindings {
            pair: [0, 1],
            products: [0.018 * 0.009, 0.012 * 0.010],
            dominant: Some(0),
        }],
        path: PathFindings {
            profiles: vec![vec![0, 0], vec![1, 0]],
            movers: vec!["USA".into()],
            cycle: None,
        },
    }
}

fn pure(findings: &Findings, profile: &[usize]) -> EquilibriumFindings {
    let at =
        findings.profiles.iter().find(|at| at.profile == profile).expect("a profile of the game");
    let strategy = |(player, &own): (&PlayerFindings, &usize)| {
        (0..player.packages.len()).map(|at| f64::from(u8::from(at == own))).collect()
    };
    EquilibriumFindings {
        pure: true,
        strategies: findings.players.iter().zip(profile).map(strategy).collect(),
        exact: None,
        profile: Some(profile.to_vec()),
        values: at.payoffs.iter().map(|payoff| payoff.total).collect(),
        welfare_percent: at.regions.clone(),
        max_regret: 0.0,
        deviations: vec![],
    }
}

fn best_replies(findings: &Findings) -> Vec<Vec<bool>> {
    let total = |profile: &[usize], at: usize| {
        findings
            .profiles
            .iter()
            .find(|found| found.profile == profile)
            .map(|found| found.payoffs[at].total)
    };
    let is_best = |profile: &[usize], at: usize| {
        let own = total(profile, at);
        (0..findings.players[at].packages.len()).all(|other| {
            let mut deviation = profile.to_vec();
            deviation[at] = other;
            total(&deviation, at) <= own
        })
    };
    let at_profile =
        |found: &ProfileFindings| (0..2).map(|at| is_best(&found.profile, at)).collect();
    findings.profiles.iter().map(at_profile).collect()
}

fn solved_set(game: &GameFindings) -> ElasticityFindings {
    ElasticityFindings {
        elasticities: "caliendo-parro-2015".into(),
        failure: None,
        folds: 0,
        game: Some(game.clone()),
        welfare_alone: Some(GameFindings { selected: None, ..game.clone() }),
        payoffs: vec![],
        welfare_payoffs: vec![],
        same_answer: false,
    }
}

fn failed_set() -> ElasticityFindings {
    ElasticityFindings {
        elasticities: "lashkaripour-lugovskyy-2023".into(),
        failure: Some("the branch folds at step 3 of 8".into()),
        folds: 0,
        game: None,
        welfare_alone: None,
        payoffs: vec![],
        welfare_payoffs: vec![],
        same_answer: false,
    }
}

fn assumptions() -> Assumptions {
    Assumptions {
        scenario: "fixture".into(),
        title: "A game of chicken <in> tariffs & \"lists\"".into(),
        description: "Two governments, one list, one ban.".into(),
        data: "us-china-2017".into(),
        data_title: "United States and China, 2017".into(),
        data_sources: vec!["https://example.org/a?b=1&c=2".into(), "A second source".into()],
        elasticities: "simonovska-waugh-2014".into(),
        scale_factor: 0.0,
        strategic_terms: true,
        deficits: "fixed".into(),
        market: "competitive".into(),
        weights: vec![WeightFindings {
            key: "player.USA.objective.deficit_weight".into(),
            value: 0.25,
            unit: "percent of real income".into(),
            description: "Cost of the whole deficit.".into(),
            source: "illustrative, no source".into(),
        }],
    }
}

fn provenance() -> Provenance {
    Provenance {
        version: "0.1.0".into(),
        scenario_toml: None,
        scenario_sha256: "0".repeat(64),
        data_sha256: "f".repeat(64),
        seed: 1,
        methods: vec!["vertex_enumeration".into()],
        tolerances: vec![ToleranceFindings { name: "trade equilibrium".into(), value: 1e-12 }],
        command: "talion run".into(),
        policies_solved: 6,
        largest_residual: 3e-15,
    }
}
