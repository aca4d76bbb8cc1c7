//! The table of scenario keys.

use super::{Default, Key, Shape};

const NONE: &str = "illustrative, no source";
const INF: f64 = f64::INFINITY;
const ANY: Shape = Shape::Number { min: -INF, max: INF };
const NONNEGATIVE: Shape = Shape::Number { min: 0.0, max: INF };
const SHARE: Shape = Shape::Number { min: 0.0, max: 1.0 };
const POINTS: &str = "percent of real income";

const LISTS: &[&str] = &["tariff", "retaliation", "export-control", "purchases", "lift-controls"];
const TRADE: &[&str] =
    &["tariff", "retaliation", "export-control", "subsidy", "purchases", "lift-controls"];

/// A key outside the list of moves.
const fn key(
    path: &'static str,
    shape: Shape,
    unit: &'static str,
    default: Default,
    description: &'static str,
    source: &'static str,
) -> Key {
    Key { path, shape, unit, default, kinds: &[], description, source }
}

/// A key of a move, with the kinds that take it.
const fn of_move(
    path: &'static str,
    shape: Shape,
    unit: &'static str,
    default: Default,
    kinds: &'static [&'static str],
    description: &'static str,
) -> Key {
    Key { path, shape, unit, default, kinds, description, source: "set by the scenario" }
}

/// All keys, parents before children, in the order of the reference page.
#[rustfmt::skip]
pub const KEYS: &[Key] = &[
    key("name", Shape::Text, "", Default::Required, "Short name of the scenario, used in file names.", ""),
    key("title", Shape::Text, "", Default::Text(""), "Title of the report.", ""),
    key("description", Shape::Text, "", Default::Text(""), "What the scenario is about, for the report.", ""),

    key("economy", Shape::Table, "", Default::Filled, "The trade model that payoffs come from.", ""),
    key("economy.data", Shape::Text, "", Default::Text("us-china-2017"), "Name of a built-in data set, or path of a data-set folder, relative to the scenario file.", ""),
    key("economy.elasticities", Shape::Text, "", Default::Absent, "Elasticity set of the data set; left out, the set that the data set names as its default.", ""),
    key("economy.scale_factor", NONNEGATIVE, "factor", Default::Number(1.0), "Multiplies every scale elasticity; 0 gives constant returns.", "Lashkaripour and Lugovskyy (2023) for the elasticities themselves"),
    key("economy.deficits", Shape::Word(&["fixed", "proportional", "purged"]), "", Default::Text("fixed"), "What trade imbalances do: stay fixed in the numeraire, move with world income, or are set to zero first.", "Dekle, Eaton and Kortum (2007); Ossa (2014) for purging"),
    key("economy.market", Shape::Word(&["competitive", "restricted-entry"]), "", Default::Text("competitive"), "How firms compete: perfectly, or as a fixed number of firms that earn profits.", "Ossa (2014) for restricted entry"),
    key("economy.services", Shape::Texts, "", Default::Texts(&[]), "Sectors that are no goods: tariffs, lists and bilateral goods deficits leave them out.", ""),
    key("economy.compare_elasticities", Shape::Texts, "", Default::Texts(&["*"]), "Other elasticity sets under which the game is solved again; `*` is every set.", ""),

    key("tariffs", Shape::Table, "", Default::Absent, "How far tariffs and subsidies would go if every rate could be chosen; left out, nobody asks.", ""),
    key("tariffs.concepts", Shape::Texts, "", Default::Texts(&["nash"]), "Which rates to look for: `nash`, `optimal` (each player alone), `stackelberg`, `cooperative`, `formula` (one rate per importer, Lashkaripour 2021).", "Johnson (1953) for the first; Ossa (2014)"),
    key("tariffs.targets", Shape::Word(&["each-other", "all"]), "", Default::Text("each-other"), "Against whom the players set rates.", ""),
    key("tariffs.instruments", Shape::Texts, "", Default::Texts(&["tariff"]), "What they set: `tariff`, `subsidy`, `export-tax`, and under `cooperative` also `transfer`.", ""),
    key("tariffs.by", Shape::Word(&["sector", "partner", "importer"]), "", Default::Text("sector"), "How finely they can tell rates apart.", ""),
    key("tariffs.sectors", Shape::Texts, "", Default::Absent, "Sectors with rates to set; left out, all goods.", ""),
    key("tariffs.lowest", Shape::Number { min: -0.99, max: 100.0 }, "ad valorem", Default::Number(0.0), "Lowest tariff.", NONE),
    key("tariffs.highest", Shape::Number { min: -0.99, max: 100.0 }, "ad valorem", Default::Number(10.0), "Highest tariff.", NONE),
    key("tariffs.lowest_subsidy", Shape::Number { min: -100.0, max: 0.99 }, "ad valorem", Default::Number(-0.5), "Lowest production subsidy.", NONE),
    key("tariffs.highest_subsidy", Shape::Number { min: -100.0, max: 0.99 }, "ad valorem", Default::Number(0.5), "Highest production subsidy.", NONE),
    key("tariffs.lowest_export_tax", Shape::Number { min: -0.99, max: 100.0 }, "ad valorem", Default::Number(-0.5), "Lowest export tax.", NONE),
    key("tariffs.highest_export_tax", Shape::Number { min: -0.99, max: 100.0 }, "ad valorem", Default::Number(0.5), "Highest export tax.", NONE),
    key("tariffs.largest_transfer", Shape::Number { min: 0.0, max: 0.99 }, "share of the payer's income", Default::Number(0.1), "Largest transfer, either way.", NONE),
    key("tariffs.leader", Shape::Text, "", Default::Absent, "Player who moves first under `stackelberg`; left out, the first one.", ""),
    key("tariffs.split", Shape::Word(&["nash-bargaining", "kalai-smorodinsky", "weighted-sum"]), "", Default::Text("nash-bargaining"), "How an agreement is picked; a weighted sum weighs all alike.", "Nash (1950); Kalai and Smorodinsky (1975)"),
    key("tariffs.disagreement", Shape::Word(&["nash", "status-quo"]), "", Default::Text("nash"), "What happens without an agreement.", ""),
    key("tariffs.formula", Shape::Word(&["program", "paper"]), "", Default::Text("program"), "Which form of the formula.", "Lashkaripour (2021)"),
    key("tariffs.political_weights", Shape::Flag, "", Default::Flag(false), "Whether governments weigh sectors by the data set's political weights; else they maximise real income.", "Grossman and Helpman (1994); Ossa (2014)"),
    key("tariffs.starts", Shape::Number { min: 0.0, max: 1000.0 }, "count", Default::Number(2.0), "Starts besides the status quo.", NONE),
    key("tariffs.search", Shape::Word(&["light", "normal", "thorough"]), "", Default::Text("normal"), "How hard the certificate's independent search looks for a profitable deviation.", ""),
    key("tariffs.curves", Shape::Flag, "", Default::Flag(true), "Whether to draw best-response curves where two play.", ""),

    key("technology", Shape::Table, "", Default::Absent, "The race between a leader and a follower; left out, there is none.", ""),
    key("technology.leader", Shape::Text, "", Default::Required, "Player that is ahead.", ""),
    key("technology.follower", Shape::Text, "", Default::Required, "Player that is behind.", ""),
    key("technology.sectors", Shape::Texts, "", Default::Required, "Sectors whose productivity follows the technology levels.", ""),
    key("technology.gap_years", NONNEGATIVE, "frontier years", Default::Number(5.0), "How far the follower is behind at the start.", "ITIF (2024): about five years, no smaller than ten years before"),
    key("technology.horizon_quarters", NONNEGATIVE, "quarters", Default::Number(20.0), "Time over which the expected gap is taken.", NONE),
    key("technology.frontier_rate", SHARE, "probability per quarter", Default::Number(0.25), "Chance that the leader advances by a frontier year.", "by definition: one frontier year a year"),
    key("technology.catch_up", SHARE, "probability per quarter", Default::Number(0.20), "Chance that the follower advances by a frontier year, with no policy at all (h0).", NONE),
    key("technology.catch_up_subsidy", SHARE, "probability per quarter", Default::Number(0.05), "Added by full industrial policy (hs).", NONE),
    key("technology.catch_up_transfer", SHARE, "probability per quarter", Default::Number(0.05), "Added by full forced technology transfer, as far as no ban cuts it off (hf).", NONE),
    key("technology.ban_slows", SHARE, "probability per quarter", Default::Number(0.08), "Taken away by a full ban (hb).", NONE),
    key("technology.ban_spurs", SHARE, "probability per quarter", Default::Number(0.12), "Added by a full ban together with full industrial policy: pressure that spurs the follower's own industry (hbs).", NONE),
    key("technology.transfer_now", SHARE, "share", Default::Number(1.0), "Forced technology transfer in force at the start, as a share of all there could be.", NONE),
    key("technology.subsidy_now", SHARE, "share", Default::Number(0.0), "Industrial policy in force at the start beyond what the data already hold.", NONE),
    key("technology.productivity_per_year", NONNEGATIVE, "log points per frontier year", Default::Number(0.01), "Productivity that a frontier year is worth in the technology sectors.", NONE),
    key("technology.self_sufficiency_now", SHARE, "share", Default::Number(0.16), "Home supply in the follower's use of the key product at the start.", "PwC (2015), IC Insights: about 16 % of chips"),
    key("technology.self_sufficiency_target", SHARE, "share", Default::Number(0.70), "The follower's goal for it.", "Made in China 2025: 70 % by 2025"),

    key("escalation", Shape::Table, "", Default::Absent, "The game over time: how far and how long they escalate, and whether talks bring a deal; left out, nobody asks. Its steps are the `[[rung]]`s.", ""),
    key("escalation.order", Shape::Word(&["simultaneous", "alternating"]), "", Default::Text("simultaneous"), "Whether all players act in every quarter, or one a quarter in turn.", "Maskin and Tirole (1988) for the second"),
    key("escalation.discount", Shape::Number { min: 0.0, max: 0.9999 }, "factor per quarter", Default::Number(0.98), "What a quarter's delay leaves of a payoff.", NONE),
    key("escalation.slip", Shape::Number { min: 0.0, max: 0.9999 }, "probability per quarter", Default::Number(0.10), "Chance that a step which is taken does not come about in its quarter.", NONE),
    key("escalation.breakdown", SHARE, "probability per quarter", Default::Number(0.10), "Chance that talks which have agreed on nothing break down.", NONE),
    key("escalation.periods_per_year", Shape::Number { min: 1.0, max: 365.0 }, "count", Default::Number(4.0), "How many periods make a year. Every key of escalation that speaks of quarters speaks of these periods, the discount factor among them; 12 makes them months.", "by definition: the other keys speak of quarters"),
    key("escalation.truce_quarters", Shape::Number { min: 0.0, max: 40.0 }, "quarters", Default::Number(1.0), "How long talks pause when they have agreed on nothing; policies stand still meanwhile.", "the truces of December 2018 and May 2025 were set for 90 days"),
    key("escalation.largest_gap", Shape::Number { min: 0.0, max: 200.0 }, "frontier years", Default::Number(8.0), "Largest technology gap that is told apart; beyond it the gap grows no more.", NONE),
    key("escalation.talks_at_start", Shape::Flag, "", Default::Flag(true), "Whether talks are under way at the start.", ""),
    key("escalation.deal_moves", Shape::Texts, "", Default::Texts(&[]), "Moves in force under the deal that is on the table, of any players.", ""),
    key("escalation.deal_keeps", Shape::Texts, "", Default::Texts(&[]), "Tracks that the deal leaves where they stand; it takes all others back to nothing.", ""),
    key("escalation.flips", Shape::Texts, "", Default::Texts(&[]), "Scenario keys in which the report looks for values at which a deal within eight quarters turns likelier than not.", ""),
    key("escalation.rule", Shape::Word(&["risk-dominance", "payoff-dominance", "first", "last"]), "", Default::Text("risk-dominance"), "Which equilibrium is played where a quarter has several; with a horizon only.", "Harsanyi and Selten (1988)"),
    key("escalation.horizon_quarters", Shape::Number { min: 0.0, max: 1000.0 }, "quarters", Default::Number(0.0), "Quarters after which policies stay as they are for good; 0 lets play go on without end.", NONE),

    key("rung", Shape::Tables, "", Default::Empty, "A step of escalation, written `[[rung]]`: the rungs of a track follow each other from the first above nothing.", ""),
    key("rung[].player", Shape::Text, "", Default::Required, "Player whose step it is.", ""),
    key("rung[].track", Shape::Text, "", Default::Required, "Track that it belongs to, such as `tariffs` or `controls`; a track belongs to one player.", ""),
    key("rung[].name", Shape::Text, "", Default::Required, "Name of the rung.", ""),
    key("rung[].label", Shape::Text, "", Default::Absent, "The rung in words; left out, its name.", ""),
    key("rung[].moves", Shape::Texts, "", Default::Required, "Moves in force on the rung: all of them, also those of the rungs below that stay in force.", ""),
    key("rung[].irreversible", Shape::Flag, "", Default::Flag(false), "Whether its player cannot step down from it, but for a deal.", ""),

    key("resolve", Shape::Table, "", Default::Absent, "Private resolve: who threatens, who gives in, and who bluffs, where each side alone knows how much it minds; left out, nobody asks.", ""),
    key("resolve.sender", Shape::Text, "", Default::Absent, "Player who may threaten; left out, the first one.", ""),
    key("resolve.receiver", Shape::Text, "", Default::Absent, "Player who replies; left out, the other player of a two-player game.", ""),
    key("resolve.settlement_years", NONNEGATIVE, "years", Default::Number(4.0), "How long what a stand-off ends in lasts: payoffs of a year count so many times against the costs of holding out.", NONE),
    key("resolve.audience_growth", NONNEGATIVE, "share of the audience cost per quarter", Default::Number(0.25), "By how much the cost of giving in grows while a stand-off lasts.", "Fearon (1994) for the idea; the size is illustrative"),
    key("resolve.observe_from", Shape::Text, "", Default::Text("2018-03"), "First month of the record from which an audience learns.", ""),
    key("resolve.observe_to", Shape::Text, "", Default::Text("2020-01"), "Last month of it.", ""),
    key("resolve.type", Shape::Tables, "", Default::Required, "What a player may be, written `[[resolve.type]]`; a player without any is known for what it is.", ""),
    key("resolve.type[].name", Shape::Text, "", Default::Required, "Name of the type, unlike that of any other type.", ""),
    key("resolve.type[].player", Shape::Text, "", Default::Required, "Player whose type it is.", ""),
    key("resolve.type[].label", Shape::Text, "", Default::Absent, "The type in words; left out, its name.", ""),
    key("resolve.type[].prior", SHARE, "probability", Default::Absent, "How likely the others think it at the start, above 0; one type of each player may leave it out and has what the others leave.", NONE),
    key("resolve.type[].never_gives_in", Shape::Flag, "", Default::Flag(false), "Whether it holds out for ever in a stand-off.", ""),
    key("resolve.type[].conflict_cost", NONNEGATIVE, POINTS, Default::Number(0.0), "What a threat that is carried out costs it at home, on top of what the economy does.", NONE),
    key("resolve.type[].deficit_weight", NONNEGATIVE, "percent of real income per base deficit", Default::Absent, "Takes the place of the player's own weight.", NONE),
    key("resolve.type[].lead_weight", NONNEGATIVE, "percent of real income per frontier year", Default::Absent, "Takes the place of the player's own weight.", NONE),
    key("resolve.type[].self_sufficiency_weight", NONNEGATIVE, "percent of real income per unit share", Default::Absent, "Takes the place of the player's own weight.", NONE),
    key("resolve.type[].access_weight", NONNEGATIVE, "percent of real income per unit share", Default::Absent, "Takes the place of the player's own weight.", NONE),
    key("resolve.type[].audience_cost", NONNEGATIVE, POINTS, Default::Absent, "Takes the place of the player's own cost of backing down.", NONE),
    key("resolve.type[].red_line_cost", NONNEGATIVE, POINTS, Default::Absent, "Takes the place of the player's own cost of crossing a red line.", NONE),
    key("resolve.type[].escalates", SHARE, "probability per month", Default::Absent, "Chance that the type threatens or carries out in a month of the record; given with the next two, or not at all.", NONE),
    key("resolve.type[].holds", SHARE, "probability per month", Default::Absent, "Chance that it does neither that nor concede.", NONE),
    key("resolve.type[].concedes", SHARE, "probability per month", Default::Absent, "Chance that it concedes or agrees.", NONE),
    key("resolve.threat", Shape::Tables, "", Default::Required, "Something that the sender may threaten, written `[[resolve.threat]]`.", ""),
    key("resolve.threat[].name", Shape::Text, "", Default::Required, "Name of the threat.", ""),
    key("resolve.threat[].label", Shape::Text, "", Default::Absent, "The threat in words; left out, its name.", ""),
    key("resolve.threat[].moves", Shape::Texts, "", Default::Required, "The sender's moves that are in force when it is carried out.", ""),
    key("resolve.threat[].audience", SHARE, "share", Default::Number(1.0), "How far the sender backs down if it is not, for audience costs.", NONE),
    key("resolve.threat[].risk", SHARE, "probability", Default::Number(0.0), "Chance that a threat which was not conceded to is carried out whatever the sender would rather do.", "Schelling (1960) for the idea; the size is illustrative"),
    key("resolve.reply", Shape::Tables, "", Default::Required, "What the receiver may do about a threat, written `[[resolve.reply]]`.", ""),
    key("resolve.reply[].name", Shape::Text, "", Default::Required, "Name of the reply.", ""),
    key("resolve.reply[].label", Shape::Text, "", Default::Absent, "The reply in words; left out, its name.", ""),
    key("resolve.reply[].moves", Shape::Texts, "", Default::Texts(&[]), "The receiver's moves that are in force with it.", ""),
    key("resolve.reply[].concedes", Shape::Flag, "", Default::Flag(false), "Whether it gives in, so that the threat is not carried out; at least one reply does not.", ""),
    key("resolve.reply[].backs_down", SHARE, "share", Default::Number(0.0), "How far the receiver backs down with it, for audience costs.", NONE),

    key("player", Shape::Tables, "", Default::Required, "A government, written `[[player]]`.", ""),
    key("player[].name", Shape::Text, "", Default::Required, "Name of the player.", ""),
    key("player[].region", Shape::Text, "", Default::Required, "Region of the data set that it governs.", ""),
    key("player[].discount", Shape::Number { min: 0.0, max: 0.9999 }, "factor per quarter", Default::Absent, "The player's own discount factor; left out, that of the escalation.", NONE),
    key("player[].objective", Shape::Table, "", Default::Filled, "What it minds besides welfare; every weight at 0 switches its term off.", ""),
    key("player[].objective.deficit_weight", NONNEGATIVE, "percent of real income per base deficit", Default::Number(0.0), "Cost of the bilateral goods deficit that remains above the demand, per unit of the base deficit.", NONE),
    key("player[].objective.deficit_partner", Shape::Text, "", Default::Absent, "Region of the partner in that deficit; left out, the other player of a two-player game.", ""),
    key("player[].objective.deficit_cut", SHARE, "share of the base deficit", Default::Number(0.2665), "Cut that is demanded.", "US$ 100 bn of the 2017 goods deficit of US$ 375.2 bn (US Census Bureau)"),
    key("player[].objective.lead_weight", NONNEGATIVE, "percent of real income per frontier year", Default::Number(0.0), "Worth of a frontier year of expected technology lead at the horizon; a loss for the follower.", NONE),
    key("player[].objective.self_sufficiency_weight", NONNEGATIVE, "percent of real income per unit share", Default::Number(0.0), "Worth of the follower's self-sufficiency, up to the target, to the player.", NONE),
    key("player[].objective.access_weight", NONNEGATIVE, "percent of real income per unit share", Default::Number(0.0), "Cost of technology-sector imports that export controls cut off, as a share of all of them.", NONE),
    key("player[].objective.audience_cost", NONNEGATIVE, POINTS, Default::Number(0.0), "Cost at home of backing down, times the package's `backs_down`.", "Fearon (1994) for the idea; the size is illustrative"),
    key("player[].objective.red_line_cost", NONNEGATIVE, POINTS, Default::Number(0.0), "Cost of each move that crosses a red line of the player's own.", NONE),

    key("move", Shape::Tables, "", Default::Required, "A move, written `[[move]]`.", ""),
    key("move[].name", Shape::Text, "", Default::Required, "Name of the move, for packages to refer to.", ""),
    key("move[].player", Shape::Text, "", Default::Required, "Player whose move it is.", ""),
    key("move[].kind", Shape::Word(&["tariff", "retaliation", "export-control", "subsidy", "technology-transfer", "purchases", "lift-controls"]), "", Default::Required, "What it does.", ""),
    key("move[].label", Shape::Text, "", Default::Absent, "The move in words; left out, its name.", ""),
    key("move[].cost", ANY, POINTS, Default::Number(0.0), "Cost of making the move.", NONE),
    key("move[].crosses_red_line", Shape::Flag, "", Default::Flag(false), "Whether the move crosses a red line of its own player.", ""),
    of_move("move[].target", Shape::Text, "", Default::Absent, LISTS, "Region that the move is aimed at: the exporter for tariffs and purchases, the importer for export controls. Left out, the other player of a two-player game."),
    of_move("move[].sectors", Shape::Texts, "", Default::Absent, TRADE, "Sectors that it reaches; left out, all goods."),
    of_move("move[].rate", Shape::Number { min: -0.99, max: 100.0 }, "ad valorem", Default::Absent, &["tariff", "retaliation", "subsidy"], "Rate: added to the applied tariff on what the list covers (tariff), instead of the matched list's own rate (retaliation), or share of sales that a production subsidy pays (subsidy, below 1)."),
    of_move("move[].coverage", Shape::BySector { min: 0.0, max: 1.0 }, "share of the sector's trade", Default::Absent, &["tariff", "export-control"], "What a list covers in each sector; sectors left out are not covered. A control that covers 1 is a ban."),
    of_move("move[].value_usd_bn", NONNEGATIVE, "US$ billion", Default::Absent, &["tariff", "purchases"], "Trade that a list covers, or amount of the purchases."),
    of_move("move[].base_usd_bn", Shape::Number { min: 1e-9, max: INF }, "US$ billion", Default::Absent, &["tariff", "purchases"], "The statistic that `value_usd_bn` is a part of (all goods imports for a list, the base deficit or imports for purchases); left out, the data set's own figure."),
    of_move("move[].spread", Shape::BySector { min: 0.0, max: INF }, "relative weight", Default::Absent, &["tariff"], "How `value_usd_bn` spreads: covered share of each sector's trade relative to the others; left out, the same share everywhere."),
    of_move("move[].added_rates", Shape::BySector { min: -0.99, max: 100.0 }, "ad valorem", Default::Absent, &["tariff"], "Rate added to the applied one, sector by sector; instead of `rate`."),
    of_move("move[].applied_rates", Shape::BySector { min: -0.99, max: 100.0 }, "ad valorem", Default::Absent, &["tariff"], "Rate that replaces the applied one, sector by sector; instead of `rate`."),
    of_move("move[].ratio", NONNEGATIVE, "US$ per US$", Default::Number(1.0), &["retaliation"], "Trade hit per US$ of trade that the other side's lists hit, up to all imports of the listed sectors."),
    of_move("move[].third_country_reach", SHARE, "share", Default::Number(0.0), &["export-control"], "Share of other countries' supply of the same sectors that the control reaches too."),
    of_move("move[].intensity", SHARE, "share", Default::Number(1.0), &["subsidy"], "How much of a full industrial policy it is in the catch-up hazard."),
    of_move("move[].level", SHARE, "share", Default::Number(0.0), &["technology-transfer"], "Forced technology transfer that remains in force."),
    of_move("move[].measure", Shape::Word(&["imports", "deficit"]), "", Default::Text("imports"), &["purchases"], "What the purchases are counted in: `imports` of the buyer from the target beyond the baseline, or what comes off the target's bilateral goods `deficit` with the buyer, beyond the same policies without purchases."),
    of_move("move[].share_of_deficit", SHARE, "share of the base deficit", Default::Absent, &["purchases"], "Purchases as a share of the target's base goods deficit with the buyer; instead of `value_usd_bn`."),
    of_move("move[].trade_gain", NONNEGATIVE, "share of trade", Default::Absent, &["lift-controls"], "Rise of the freed trade at unchanged prices and incomes, from a lower iceberg cost."),

    key("package", Shape::Tables, "", Default::Required, "A named set of moves, written `[[package]]`: one strategy of its player.", ""),
    key("package[].player", Shape::Text, "", Default::Required, "Player whose package it is.", ""),
    key("package[].name", Shape::Text, "", Default::Required, "Name of the package.", ""),
    key("package[].label", Shape::Text, "", Default::Absent, "Short label for tables and figures; left out, the name.", ""),
    key("package[].description", Shape::Text, "", Default::Text(""), "What the package is.", ""),
    key("package[].moves", Shape::Texts, "", Default::Absent, "Names of its moves. A package without moves must say `status_quo = true`.", ""),
    key("package[].status_quo", Shape::Flag, "", Default::Flag(false), "Whether this is holding still: exactly one package of each player.", ""),
    key("package[].backs_down", SHARE, "share", Default::Number(0.0), "How far the package backs down from what was threatened or sworn, for audience costs.", NONE),
];
