//! A study: one scenario through the trade model and its games.

use crate::came_about::came_about;
use crate::findings::{
    ElasticityFindings, FINDINGS_SCHEMA, Findings, GameFindings, VariantFindings,
};
use crate::solved::{better_for_all, solve_game};
use crate::{
    EscalationFindings, EscalationOptions, EscalationStudy, KeptTariffFindings, PolicyFindings,
    ResolveFindings, RobustnessFindings, StabilityFindings, StudyError, SustainFindings,
    TalksFindings, TalksOptions, TalksStudy, answer, decomposed, policy, profiles, provenance,
    quantal, replies, robustness, stability, sustain,
};
use talion_economy::{Economy, EconomyOptions};
use talion_game::{NormalForm, Observer, PlayerId};
use talion_model::{ModelError, Play, Scenario, Term, Terms, play};

/// The plays under other elasticity sets, each with the name of its set.
type PlaysBySet = Vec<(String, Play)>;

/// A scenario that is ready to be studied.
#[derive(Debug, Clone)]
pub struct Study {
    scenario: Scenario,
    seed: u64,
    draws: usize,
    command: String,
}

/// What one layer found; nothing where the scenario does not ask.
type Layer<T> = Result<Option<T>, StudyError>;

/// What all layers beyond the game of packages found.
struct Layers {
    policy: Layer<PolicyFindings>,
    escalation: Layer<EscalationFindings>,
    stability: Layer<StabilityFindings>,
    sustain: Layer<SustainFindings>,
    kept_tariffs: Layer<Result<KeptTariffFindings, String>>,
    robustness: Layer<RobustnessFindings>,
    talks: Layer<TalksFindings>,
    resolve: Layer<ResolveFindings>,
}

impl Default for Layers {
    fn default() -> Self {
        Self {
            policy: Ok(None),
            escalation: Ok(None),
            stability: Ok(None),
            sustain: Ok(None),
            kept_tariffs: Ok(None),
            robustness: Ok(None),
            talks: Ok(None),
            resolve: Ok(None),
        }
    }
}

/// Draws of what is assumed, unless somebody says how many.
const DRAWS: usize = 250;

impl Study {
    /// A study of a scenario, with seed 0.
    pub fn new(scenario: Scenario) -> Self {
        let command = format!("talion run {}", scenario.name());
        Self { scenario, seed: 0, draws: DRAWS, command }
    }

    /// Sets the seed of everything random.
    #[must_use]
    pub fn seed(mut self, seed: u64) -> Self {
        self.seed = seed;
        self
    }

    /// Sets how many draws of what is assumed are made; none leaves the block on robustness out.
    #[must_use]
    pub fn draws(mut self, draws: usize) -> Self {
        self.draws = draws;
        self
    }

    /// Sets the command that the report names for making it again.
    #[must_use]
    pub fn command(mut self, command: impl Into<String>) -> Self {
        self.command = command.into();
        self
    }

    /// Runs the study: payoffs of all profiles, the game and its variants, and the answer in words.
    ///
    /// # Errors
    /// A trade model without equilibrium at some profile of the main game, purchases out of reach,
    /// or an observer that asked to stop before the main game was solved.
    pub fn run(&self, observer: &dyn Observer) -> Result<Findings, StudyError> {
        let scenario = &self.scenario;
        let economy = Economy::new(scenario.dataset(), scenario.economy_options())?;
        let main_play = play(scenario, &economy, observer).map_err(interrupted)?;
        let main_game = main_play.game(scenario, Terms::All)?;
        let main = self.solve(&main_game, &main_play, observer)?;
        let quantal = quantal::quantal(&main_game, &main, observer)?;
        let decomposition = decomposed::decomposed(&economy, &main_play, &main);
        let strategic = has_strategic_terms(&main_play);
        let without = self.variants(&main_play, &main, observer)?;
        let (elasticity_sets, other_plays) = self.other_sets(&main, observer)?;
        let mut reply_rows = replies::replies(scenario, &main_play, economy.elasticities());
        for (set, other) in &other_plays {
            reply_rows.extend(replies::replies(scenario, other, set));
        }
        let better_for_all = match main.selected {
            Some(at) => better_for_all(&main_game, &main.equilibria[at].values)?,
            None => Vec::new(),
        };
        let plays: Vec<&Play> =
            std::iter::once(&main_play).chain(other_plays.iter().map(|(_, play)| play)).collect();
        let layers = self.layers(&economy, &main_game, &main_play, &main, observer);
        let policy = layers.policy?;
        let escalation = unless_stopped(layers.escalation)?;
        let observed = scenario.escalation().and_then(|plan| plan.observed.as_ref());
        let history = observed.zip(escalation.as_ref()).map(|(came, game)| came_about(came, game));
        let stability = unless_stopped(layers.stability)?;
        let sustain = unless_stopped(layers.sustain)?;
        let (kept_tariffs, no_kept_tariffs) = match unless_stopped(layers.kept_tariffs)? {
            Some(Ok(found)) => (Some(found), None),
            Some(Err(why)) => (None, Some(why)),
            None => (None, None),
        };
        let talks = unless_stopped(layers.talks)?;
        let robustness = unless_stopped(layers.robustness)?;
        let resolve = unless_stopped(layers.resolve)?;
        let mut findings = Findings {
            schema: FINDINGS_SCHEMA.to_owned(),
            answer: crate::Answer::default(),
            assumptions: profiles::assumptions(scenario, &economy, strategic),
            players: profiles::players(scenario),
            profiles: profiles::profiles(scenario, &main_play),
            quantal: Some(quantal),
            decomposition,
            without,
            elasticity_sets,
            replies: reply_rows,
            better_for_all,
            policy,
            escalation,
            history,
            stability,
            sustain,
            kept_tariffs,
            no_kept_tariffs,
            robustness,
            talks,
            resolve,
            provenance: provenance::provenance(
                scenario,
                self.seed,
                &self.command,
                methods(&main),
                &plays,
            ),
            main,
        };
        findings.answer = answer::answer(scenario, &findings);
        Ok(findings)
    }

    /// All that the scenario asks for beyond the game of packages, side by side: no layer needs another.
    fn layers(
        &self,
        economy: &Economy,
        main_game: &NormalForm,
        main_play: &Play,
        main: &GameFindings,
        observer: &dyn Observer,
    ) -> Layers {
        let scenario = &self.scenario;
        let mut found = Layers::default();
        rayon::scope(|layers| {
            layers.spawn(|_| found.escalation = self.escalation(observer));
            layers.spawn(|_| found.talks = self.talks(observer));
            layers.spawn(|_| {
                found.kept_tariffs = sustain::kept_tariffs(scenario, economy, observer);
            });
            layers.spawn(|_| {
                let (draws, seed) = (self.draws, self.seed);
                found.robustness =
                    robustness::study(scenario, economy, main_play, main, draws, seed, observer);
            });
            layers.spawn(|_| {
                let data = scenario.dataset().name();
                let asked = scenario.tariffs();
                let policy = asked.map(|plan| policy::policy(economy, data, plan, observer));
                found.policy = policy.transpose();
            });
            layers.spawn(|_| found.stability = stability::study(scenario, observer));
            layers.spawn(|_| found.sustain = sustain::study(scenario, main_game, observer));
            layers.spawn(|_| {
                let asked = scenario.private();
                let study = asked.map(|_| crate::ResolveStudy::new(scenario).run(observer));
                found.resolve = study.transpose();
            });
        });
        found
    }

    /// The game over time, where the scenario asks for it.
    fn escalation(
        &self,
        observer: &dyn Observer,
    ) -> Result<Option<EscalationFindings>, StudyError> {
        let Some(plan) = self.scenario.escalation() else { return Ok(None) };
        let options = EscalationOptions {
            thresholds: plan.flips.iter().map(|key| (key.clone(), None)).collect(),
            seed: self.seed,
            ..EscalationOptions::default()
        };
        Ok(Some(EscalationStudy::new(&self.scenario, options).run(observer)?))
    }

    /// The talks, where the scenario has any.
    fn talks(&self, observer: &dyn Observer) -> Result<Option<TalksFindings>, StudyError> {
        if self.scenario.talks().is_none() {
            return Ok(None);
        }
        Ok(Some(TalksStudy::new(&self.scenario, TalksOptions::default()).run(observer)?))
    }

    fn solve(
        &self,
        game: &NormalForm,
        play: &Play,
        observer: &dyn Observer,
    ) -> Result<GameFindings, StudyError> {
        let regions = |at: usize| profiles::regions(&self.scenario, &play.profiles[at]);
        solve_game(&self.scenario, game, &regions, observer)
    }

    /// The game with welfare alone, then without each term that is not zero everywhere.
    fn variants(
        &self,
        play: &Play,
        main: &GameFindings,
        observer: &dyn Observer,
    ) -> Result<Vec<VariantFindings>, StudyError> {
        let mut variants = Vec::new();
        if !has_strategic_terms(play) {
            return Ok(variants);
        }
        let welfare_alone = (
            Terms::WelfareAlone,
            "welfare-alone".to_owned(),
            "welfare alone, without any strategic term".to_owned(),
        );
        let used = Term::ALL.into_iter().filter(|term| is_used(play, *term)).map(|term| {
            (
                Terms::Without(term),
                format!("without-{}", term.name()),
                format!("without {}", term.words()),
            )
        });
        for (terms, name, description) in std::iter::once(welfare_alone).chain(used) {
            let game = play.game(&self.scenario, terms)?;
            let solved = self.solve(&game, play, observer)?;
            variants.push(VariantFindings {
                name,
                description,
                same_answer: same_answer(&solved, main),
                payoffs: payoffs(&game),
                game: solved,
            });
        }
        Ok(variants)
    }

    /// The game under every other elasticity set. A set under which the economy has no equilibrium
    /// at some profile, or that an interruption left unsolved, is reported with the reason.
    fn other_sets(
        &self,
        main: &GameFindings,
        observer: &dyn Observer,
    ) -> Result<(Vec<ElasticityFindings>, PlaysBySet), StudyError> {
        let mut found = Vec::new();
        let mut plays = Vec::new();
        for set in self.scenario.compare_elasticities() {
            let options = EconomyOptions {
                elasticities: Some(set.clone()),
                ..self.scenario.economy_options().clone()
            };
            let played = Economy::new(self.scenario.dataset(), &options)
                .map_err(StudyError::from)
                .and_then(|economy| Ok(play(&self.scenario, &economy, observer)?));
            match played {
                Ok(played) => {
                    found.push(self.under_set(set, &played, main, observer)?);
                    plays.push((set.clone(), played));
                }
                Err(error) => found.push(ElasticityFindings {
                    elasticities: set.clone(),
                    failure: Some(error.to_string()),
                    folds: 0,
                    game: None,
                    welfare_alone: None,
                    payoffs: Vec::new(),
                    welfare_payoffs: Vec::new(),
                    same_answer: false,
                }),
            }
        }
        Ok((found, plays))
    }

    fn under_set(
        &self,
        set: &str,
        played: &Play,
        main: &GameFindings,
        observer: &dyn Observer,
    ) -> Result<ElasticityFindings, StudyError> {
        let game = played.game(&self.scenario, Terms::All)?;
        let welfare_game = played.game(&self.scenario, Terms::WelfareAlone)?;
        let solved = self.solve(&game, played, observer)?;
        Ok(ElasticityFindings {
            elasticities: set.to_owned(),
            failure: None,
            folds: played.profiles.iter().filter_map(profiles::fold_at).count(),
            same_answer: same_answer(&solved, main),
            game: Some(solved),
            welfare_alone: Some(self.solve(&welfare_game, played, observer)?),
            payoffs: payoffs(&game),
            welfare_payoffs: payoffs(&welfare_game),
        })
    }
}

/// A part that an interruption left undone is left out of the report, and the rest is kept.
fn unless_stopped<T>(found: Result<Option<T>, StudyError>) -> Result<Option<T>, StudyError> {
    match found {
        Err(StudyError::Interrupted) => Ok(None),
        other => other,
    }
}

/// An interruption before the main game is solved leaves nothing to report.
pub(crate) fn interrupted(error: ModelError) -> StudyError {
    match error {
        ModelError::Interrupted { .. } => StudyError::Interrupted,
        other => StudyError::Model(other),
    }
}

fn methods(main: &GameFindings) -> Vec<String> {
    vec![
        "exact-hat algebra, Newton".to_owned(),
        main.method.clone(),
        "iterated strict dominance by mixtures".to_owned(),
        "best-reply graph".to_owned(),
        "principal branch of logit equilibria".to_owned(),
        "path integrals of welfare by source".to_owned(),
    ]
}

fn payoffs(game: &NormalForm) -> Vec<Vec<f64>> {
    (0..game.player_count()).map(|p| game.payoffs(PlayerId(p)).to_vec()).collect()
}

fn is_used(play: &Play, term: Term) -> bool {
    play.profiles.iter().flat_map(|at| &at.payoffs).any(|payoff| payoff.term(term) != 0.0)
}

fn has_strategic_terms(play: &Play) -> bool {
    Term::ALL.into_iter().any(|term| is_used(play, term))
}

/// Whether two games select the same strategies (for mixed ones: the same supports).
fn same_answer(one: &GameFindings, other: &GameFindings) -> bool {
    let support = |game: &GameFindings| -> Option<Vec<Vec<bool>>> {
        let equilibrium = &game.equilibria[game.selected?];
        Some(
            equilibrium
                .strategies
                .iter()
                .map(|strategy| strategy.iter().map(|p| *p > 0.0).collect())
                .collect(),
        )
    };
    support(one) == support(other)
}
