//! What continuous policy costs: one equilibrium, one gradient, whole tariff wars, and how the cost
//! grows with regions, sectors and players.
//!
//! `cargo bench -p talion --bench policy` prints Markdown tables and writes the growth curves to
//! `docs/src/figures/cost.svg`. With `TALION_DATA=FOLDER` the data sets in that folder (those of
//! Ossa 2014, Ju et al. 2024, WIOD, ICIO) are measured too. Times are medians on one machine; ratios
//! count more.

use plotters::prelude::*;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::time::{Duration, Instant};
use talion::economy::{
    Dataset, DeficitRule, Economy, EconomyOptions, MarketStructure, Objective, RegionId, SectorId,
};
use talion::game::{ContinuousGame, Observer, SearchBudget};
use talion::model::{FormulaOptions, RateBy, RateTargets, TariffGame, TariffGameOptions};
use talion::solve::{NashOptions, Order, ReplyOptions, nash};
use talion::{TariffConcept, TariffStudy, TariffStudyOptions};

type Failure = Box<dyn std::error::Error>;

fn main() -> Result<(), Failure> {
    equilibria()?;
    wars()?;
    floor()?;
    growth()
}

/// A clock that nobody stops.
struct Clock(Instant);

impl Observer for Clock {
    fn elapsed(&self) -> Duration {
        self.0.elapsed()
    }
}

/// Median seconds of a piece of work: as many runs as fit into a second, at least three, one at
/// most if it takes longer than twenty.
fn seconds(mut work: impl FnMut()) -> f64 {
    let mut times = Vec::new();
    let begun = Instant::now();
    while times.len() < 3 || (begun.elapsed().as_secs_f64() < 1.0 && times.len() < 1000) {
        let started = Instant::now();
        work();
        times.push(started.elapsed().as_secs_f64());
        if begun.elapsed().as_secs_f64() > 20.0 {
            break;
        }
    }
    times.sort_by(f64::total_cmp);
    times[times.len() / 2]
}

fn shown(seconds: f64) -> String {
    if seconds < 1e-3 {
        format!("{:.0} us", 1e6 * seconds)
    } else if seconds < 1.0 {
        format!("{:.3} ms", 1e3 * seconds)
    } else {
        format!("{seconds:.2} s")
    }
}

/// Folder of a data set that is not part of the project, if it is there.
fn set(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(std::env::var_os("TALION_DATA")?).join(name);
    folder.is_dir().then_some(folder)
}

/// Peak memory of this process so far, in GiB, where the system tells.
fn peak_gib() -> Option<f64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    let kib: f64 = line.split_whitespace().nth(1)?.parse().ok()?;
    Some(kib / 1024.0 / 1024.0)
}

/// One equilibrium and one gradient: a 25 % tariff of the first region on everything.
fn equilibria() -> Result<(), Failure> {
    println!("| economy | cold solve | warm solve | gradient | gradient / cold solve |");
    println!("|---|---|---|---|---|");
    let built_in = Dataset::embedded("us-china-2017")?;
    for elasticities in ["simonovska-waugh-2014", "lashkaripour-lugovskyy-2023"] {
        let options = EconomyOptions {
            elasticities: Some(elasticities.to_owned()),
            ..EconomyOptions::default()
        };
        equilibrium(elasticities, &Economy::new(&built_in, &options)?)?;
    }
    for name in ["ossa-2014-7x33", "ju-2017-7x44", "wiod-2014-44x16", "icio-2017-81x28"] {
        if let Some(folder) = set(name) {
            equilibrium(
                name,
                &Economy::new(&Dataset::load(&folder)?, &EconomyOptions::default())?,
            )?;
        }
    }
    if let Some(peak) = peak_gib() {
        println!("\nPeak memory of all of these together: {peak:.2} GiB.");
    }
    Ok(())
}

fn equilibrium(name: &str, economy: &Economy) -> Result<(), Failure> {
    let mut policy = economy.baseline_policy();
    for partner in 1..economy.region_count() {
        for sector in 0..economy.sector_count() {
            policy.set_tariff(RegionId(0), RegionId(partner), SectorId(sector), 0.25);
        }
    }
    let mut near = policy.clone();
    near.set_tariff(RegionId(0), RegionId(1), SectorId(0), 0.2);
    let outcome = economy.solve(&policy, None)?;
    let start = economy.solve(&near, None)?;
    let cold = seconds(|| drop(economy.solve(&policy, None)));
    let warm = seconds(|| drop(economy.solve(&policy, Some(&start))));
    let mut adjoint = economy.adjoint();
    let aim = [Objective::welfare(RegionId(0))];
    let slope = seconds(|| {
        let _ = adjoint.gradients_into(&policy, &outcome, &aim, |_, _| ());
    });
    println!(
        "| {name} | {} | {} | {} | {:.2} |",
        shown(cold),
        shown(warm),
        shown(slope),
        slope / cold
    );
    Ok(())
}

/// Whole wars, with the certificate that each carries.
fn wars() -> Result<(), Failure> {
    println!("\n| war | rates | to the answer | with certificate | largest gain found |");
    println!("|---|---|---|---|---|");
    let built_in = Dataset::embedded("us-china-2017")?;
    let pair = |dataset: &Dataset| -> Result<TariffGameOptions, Failure> {
        let players = vec![dataset.find_region("USA")?, dataset.find_region("CHN")?];
        Ok(TariffGameOptions::new(players))
    };
    for elasticities in ["simonovska-waugh-2014", "lashkaripour-lugovskyy-2023"] {
        let options = EconomyOptions {
            elasticities: Some(elasticities.to_owned()),
            ..EconomyOptions::default()
        };
        let economy = Economy::new(&built_in, &options)?;
        war(&format!("US-China, {elasticities}"), &economy, &pair(&built_in)?)?;
    }
    if let Some(folder) = set("ju-2017-7x44") {
        let dataset = Dataset::load(&folder)?;
        let economy = Economy::new(&dataset, &EconomyOptions::default())?;
        war("US-China, Ju et al. 7 x 44", &economy, &pair(&dataset)?)?;
    }
    if let Some(folder) = set("ossa-2014-7x33") {
        let dataset = Dataset::load(&folder)?;
        let options = EconomyOptions {
            market: MarketStructure::RestrictedEntry,
            ..EconomyOptions::default()
        };
        war("world, Ossa 7 x 33, restricted entry", &Economy::new(&dataset, &options)?, &all(7))?;
    }
    if let Some(folder) = set("wiod-2014-44x16") {
        wiod(&Dataset::load(&folder)?)?;
    }
    Ok(())
}

fn all(regions: usize) -> TariffGameOptions {
    TariffGameOptions {
        targets: RateTargets::All,
        ..TariffGameOptions::new((0..regions).map(RegionId).collect())
    }
}

fn wiod(dataset: &Dataset) -> Result<(), Failure> {
    let options = EconomyOptions {
        elasticities: Some("IS".to_owned()),
        deficits: DeficitRule::Purged,
        ..EconomyOptions::default()
    };
    let economy = Economy::new(dataset, &options)?;
    let players = (0..economy.region_count()).map(RegionId).collect();
    let formula = FormulaOptions::new(players);
    let time = seconds(|| drop(talion::model::formula_tariffs(&economy, &formula)));
    println!("| world, WIOD 44 x 16, formula | 44 | {} | | |", shown(time));
    let every = || (0..economy.sector_count()).map(SectorId);
    let one = TariffGameOptions {
        by: RateBy::Importer,
        sectors: Some(every().collect()),
        ..all(economy.region_count())
    };
    war("world, WIOD 44 x 16, one rate each", &economy, &one)?;
    // The last sector is services.
    let goods = every().take(economy.sector_count() - 1).collect();
    let fine = TariffGameOptions { sectors: Some(goods), ..all(economy.region_count()) };
    war("world, WIOD 44 x 16, by partner and sector", &economy, &fine)
}

/// Solving alone is timed without any search: first- and second-order conditions are still checked.
fn war(name: &str, economy: &Economy, game: &TariffGameOptions) -> Result<(), Failure> {
    let bare = NashOptions {
        starts: 0,
        order: Order::Jacobi,
        reply: ReplyOptions { starts: 0, budget: SearchBudget::NONE, ..ReplyOptions::default() },
        ..NashOptions::default()
    };
    let played = TariffGame::new(economy, game)?;
    let rates: usize = played.players().iter().map(|p| p.instruments.len()).sum();
    let alone = seconds(|| drop(nash(&played, &bare, &Clock(Instant::now()))));
    let mut gain = f64::NAN;
    let whole = seconds(|| {
        let options = TariffStudyOptions {
            starts: 0,
            budget: SearchBudget::LIGHT,
            ..TariffStudyOptions::new(TariffConcept::Nash, game.clone())
        };
        let study = TariffStudy::new(economy, name, options);
        if let Ok(found) = study.run(&Clock(Instant::now())) {
            gain = found.solutions.iter().map(|s| s.max_gain_percent).fold(f64::NAN, f64::max);
        }
    });
    println!("| {name} | {rates} | {} | {} | {gain:.0e} % |", shown(alone), shown(whole));
    Ok(())
}

/// Numbers from a linear congruential generator: the same economy on every machine.
struct Numbers(u64);

impl Numbers {
    fn next(&mut self) -> f64 {
        self.0 =
            self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 11) as f64 / (1_u64 << 53) as f64
    }
}

/// A made-up economy without input links: gravity flows, tariffs up to 10 %, elasticities 3 to 8.
fn made_up(regions: usize, sectors: usize) -> Result<Economy, Failure> {
    let mut numbers = Numbers(regions as u64 * 1000 + sectors as u64);
    let sizes: Vec<f64> = (0..regions).map(|_| 10.0 + 90.0 * numbers.next()).collect();
    let mut manifest =
        "name = \"made-up\"\ntitle = \"Made up\"\nyear = 2000\nunit = \"US$ million\"\n".to_owned();
    for i in 0..regions {
        write!(manifest, "[[region]]\ncode = \"R{i}\"\nname = \"R{i}\"\n")?;
    }
    for s in 0..sectors {
        write!(manifest, "[[sector]]\ncode = \"S{s}\"\nname = \"S{s}\"\n")?;
    }
    let mut trade = "exporter,importer,sector,flow\n".to_owned();
    let mut tariffs = "importer,exporter,sector,ad_valorem\n".to_owned();
    let mut elasticities = "set,sector,trade_elasticity,scale_elasticity\n".to_owned();
    for s in 0..sectors {
        writeln!(elasticities, "one,S{s},{},0", 3.0 + 5.0 * numbers.next())?;
        for i in 0..regions {
            for n in 0..regions {
                let home = if i == n { 5.0 * regions as f64 } else { 1.0 };
                let flow = home * sizes[i] * sizes[n] * (0.5 + numbers.next());
                writeln!(trade, "R{i},R{n},S{s},{flow}")?;
                if i != n {
                    writeln!(tariffs, "R{n},R{i},S{s},{}", 0.1 * numbers.next())?;
                }
            }
        }
    }
    let files = [
        ("dataset.toml", manifest),
        ("trade.csv", trade),
        ("tariffs.csv", tariffs),
        ("elasticities.csv", elasticities),
    ];
    let dataset = Dataset::from_memory(files.iter().map(|(name, text)| (*name, text.as_bytes())))?;
    let options = EconomyOptions { deficits: DeficitRule::Purged, ..EconomyOptions::default() };
    Ok(Economy::new(&dataset, &options)?)
}

/// What one Newton step must cost at the least, and what it costs.
///
/// Without input links a step takes `n m` exponentials and as many logarithms, `2 n^3 m` additions
/// and multiplications for how every exporter's sales answer every other's cost, and `2/3 (2n)^3`
/// for the border system in wages and incomes.
fn floor() -> Result<(), Failure> {
    let speed = {
        let (a, b) = (vec![1.000_1_f64; 4096], vec![0.999_9_f64; 4096]);
        let mut sum = 0.0;
        let time = seconds(|| {
            for _ in 0..100 {
                sum += std::hint::black_box(&a)
                    .iter()
                    .zip(std::hint::black_box(&b))
                    .map(|(x, y)| x * y)
                    .sum::<f64>();
            }
        });
        std::hint::black_box(sum);
        2.0 * 4096.0 * 100.0 / time
    };
    let exponential = {
        let x: Vec<f64> = (0..4096).map(|k| f64::from(k) * 1e-3 - 2.0).collect();
        let mut sum = 0.0;
        let time = seconds(|| sum += std::hint::black_box(&x).iter().map(|x| x.exp()).sum::<f64>());
        std::hint::black_box(sum);
        time / 4096.0
    };
    println!(
        "\nFloor: plain dot products run at {:.2} Gflop/s, an exponential takes {:.1} ns.\n",
        speed / 1e9,
        exponential * 1e9
    );
    println!("| regions x sectors | steps | exponentials | Mflop | floor | measured | ratio |");
    println!("|---|---|---|---|---|---|---|");
    for (n, m) in [(5, 16), (20, 16), (44, 16), (80, 28)] {
        let economy = made_up(n, m)?;
        let mut policy = economy.baseline_policy();
        for partner in 1..n {
            for sector in 0..m {
                policy.set_tariff(RegionId(0), RegionId(partner), SectorId(sector), 0.25);
            }
        }
        let steps = economy.solve(&policy, None)?.iterations;
        let time = seconds(|| drop(economy.solve(&policy, None)));
        let (n, m, k) = (n as f64, m as f64, steps as f64);
        let exponentials = 2.0 * n * m * k + n * m;
        let flops = k * (2.0 * n.powi(3) * m + 2.0 / 3.0 * (2.0 * n).powi(3));
        let least = exponentials * exponential + flops / speed;
        println!(
            "| {n} x {m} | {steps} | {exponentials:.0} | {:.1} | {} | {} | {:.1} |",
            flops / 1e6,
            shown(least),
            shown(time),
            time / least
        );
    }
    Ok(())
}

/// Seconds of one cold solve and one gradient as regions or sectors grow, and of a war as players do.
fn growth() -> Result<(), Failure> {
    let solve = |n: usize, m: usize| -> Result<f64, Failure> {
        let economy = made_up(n, m)?;
        let mut policy = economy.baseline_policy();
        for sector in 0..m {
            policy.set_tariff(RegionId(0), RegionId(1), SectorId(sector), 0.25);
        }
        Ok(seconds(|| drop(economy.solve(&policy, None))))
    };
    let fight = |players: usize| -> Result<f64, Failure> {
        let economy = made_up(24, 8)?;
        let options = TariffGameOptions::new((0..players).map(RegionId).collect());
        let game = TariffGame::new(&economy, &options)?;
        let bare = NashOptions {
            starts: 0,
            order: Order::Jacobi,
            reply: ReplyOptions {
                starts: 0,
                budget: SearchBudget::NONE,
                ..ReplyOptions::default()
            },
            ..NashOptions::default()
        };
        Ok(seconds(|| drop(nash(&game, &bare, &Clock(Instant::now())))))
    };
    let mut regions = Vec::new();
    let mut sectors = Vec::new();
    let mut players = Vec::new();
    for count in [4, 8, 16, 32, 64, 96] {
        regions.push((count as f64, solve(count, 16)?));
    }
    for count in [4, 8, 16, 32, 64, 128] {
        sectors.push((count as f64, solve(16, count)?));
    }
    for count in [2, 4, 8, 16, 24] {
        players.push((count as f64, fight(count)?));
    }
    println!("\n| growing | at | time |\n|---|---|---|");
    let curves = [
        ("regions (16 sectors), one solve", regions),
        ("sectors (16 regions), one solve", sectors),
        ("players (24 x 8, each other, by sector), one war", players),
    ];
    for (name, points) in &curves {
        for (at, time) in points {
            println!("| {name} | {at} | {} |", shown(*time));
        }
    }
    let figure = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/src/figures/cost.svg");
    draw(&figure, &curves)
}

type Curve = (&'static str, Vec<(f64, f64)>);

fn draw(path: &Path, curves: &[Curve]) -> Result<(), Failure> {
    let root = SVGBackend::new(path, (720, 420)).into_drawing_area();
    root.fill(&WHITE)?;
    let mut chart = ChartBuilder::on(&root)
        .margin(14)
        .x_label_area_size(42)
        .y_label_area_size(64)
        .build_cartesian_2d((2.0..160.0_f64).log_scale(), (1e-4..20.0_f64).log_scale())?;
    chart
        .configure_mesh()
        .x_desc("regions, sectors or players")
        .y_desc("seconds")
        .x_label_formatter(&|x| format!("{x:.0}"))
        .y_label_formatter(&|y| format!("{y}"))
        .light_line_style(WHITE)
        .draw()?;
    // Okabe and Ito's blue, vermilion and green: told apart by every eye.
    let colours = [RGBColor(0, 114, 178), RGBColor(213, 94, 0), RGBColor(0, 158, 115)];
    for ((name, points), colour) in curves.iter().zip(colours) {
        chart
            .draw_series(LineSeries::new(points.iter().copied(), colour.stroke_width(2)))?
            .label(*name)
            .legend(move |(x, y)| PathElement::new([(x, y), (x + 18, y)], colour.stroke_width(2)));
        chart.draw_series(points.iter().map(|&at| Circle::new(at, 4, colour.filled())))?;
    }
    chart
        .configure_series_labels()
        .position(SeriesLabelPosition::LowerRight)
        .background_style(WHITE.mix(0.9))
        .border_style(RGBColor(180, 180, 180))
        .draw()?;
    Ok(root.present()?)
}
