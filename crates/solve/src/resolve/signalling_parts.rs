//! The equilibria of a signalling game pattern by pattern, and which patterns hang together.

use super::signalling_programs::{Pattern, Programs, Support, found, unit};
use crate::SolveError;
use crate::exact::{LinearProgram, Optimum};
use dashu::rational::RBig;
use talion_game::Observer;

/// Patterns that are looked at, at most.
const MOST_PATTERNS: usize = 1_000_000;

/// A pattern with equilibria, and one of them.
pub(super) struct Part {
    pub(super) pattern: Pattern,
    /// `w(t, m)` at `t * messages + m`.
    pub(super) weights: Vec<RBig>,
    /// `b(a | m, r)` at [`Programs::reply_at`].
    pub(super) replies: Vec<RBig>,
}

/// All patterns that hold equilibria, those that mix least first.
pub(super) fn parts(
    programs: &Programs<'_>,
    observer: &dyn Observer,
) -> Result<Vec<Part>, SolveError> {
    let subsets = |count: usize| -> Vec<Vec<bool>> {
        (1..1_usize << count).map(|bits| (0..count).map(|k| bits >> k & 1 == 1).collect()).collect()
    };
    let of_types = vec![subsets(programs.messages()); programs.types()];
    let sendings = products(&of_types);
    let replies: Vec<Vec<Vec<Vec<bool>>>> = (0..programs.messages())
        .map(|m| products(&vec![subsets(programs.game.actions(m).len()); programs.others()]))
        .collect();
    let total = sendings.len() as f64 * replies.iter().map(|own| own.len() as f64).product::<f64>();
    if total > MOST_PATTERNS as f64 {
        return Err(SolveError::Patterns { patterns: total, limit: MOST_PATTERNS });
    }
    let mut parts = Vec::new();
    for (done, sent) in sendings.iter().enumerate() {
        if observer.stopped() {
            return Err(SolveError::Stopped { method: super::signalling::METHOD });
        }
        observer.progress(super::signalling::METHOD, done as u64, sendings.len() as u64);
        // Replies that some beliefs of the right support make best, message by message.
        let believable: Vec<Vec<Vec<Vec<bool>>>> =
            (0..programs.messages()).map(|m| believable(programs, m, sent, &replies[m])).collect();
        for taken in products(&believable) {
            let pattern = Pattern { sent: sent.clone(), taken };
            let Some(replies) = found(
                &programs.replies_of(&pattern, Support::Full),
                programs.replies(),
                Support::Full,
            ) else {
                continue;
            };
            let count = programs.types() * programs.messages();
            let weights = programs.weights_of(&pattern, Support::Full);
            if let Some(weights) = found(&weights, count, Support::Full) {
                parts.push(Part { pattern, weights, replies });
            }
        }
    }
    parts.sort_by_key(|part| part.pattern.size());
    Ok(parts)
}

fn believable(
    programs: &Programs<'_>,
    m: usize,
    sent: &[Vec<bool>],
    replies: &[Vec<Vec<bool>>],
) -> Vec<Vec<Vec<bool>>> {
    let senders: Vec<bool> = sent.iter().map(|own| own[m]).collect();
    let (allowed, support) = if senders.contains(&true) {
        (senders, Support::Full)
    } else {
        (vec![true; programs.types()], Support::Closed)
    };
    let holds = |taken: &&Vec<Vec<bool>>| programs.believed(m, &allowed, taken, support).is_some();
    replies.iter().filter(holds).cloned().collect()
}

/// Every way to take one entry of each list, the first varying slowest.
fn products<T: Clone>(lists: &[Vec<T>]) -> Vec<Vec<T>> {
    lists.iter().fold(vec![Vec::new()], |all, list| {
        let longer = |start: &Vec<T>| {
            let start = start.clone();
            list.iter().map(move |entry| {
                let mut whole = start.clone();
                whole.push(entry.clone());
                whole
            })
        };
        all.iter().flat_map(longer).collect()
    })
}

/// Groups of parts whose strategies touch, each in the order of the list.
pub(super) fn components(programs: &Programs<'_>, parts: &[Part]) -> Vec<Vec<usize>> {
    let mut group: Vec<usize> = (0..parts.len()).collect();
    for a in 0..parts.len() {
        for b in 0..a {
            if group[a] != group[b] && touch(programs, &parts[a].pattern, &parts[b].pattern) {
                let (kept, gone) = (group[a].min(group[b]), group[a].max(group[b]));
                group.iter_mut().filter(|of| **of == gone).for_each(|of| *of = kept);
            }
        }
    }
    let heads: Vec<usize> = (0..parts.len()).filter(|&at| group[at] == at).collect();
    let of = |head: &usize| (0..parts.len()).filter(|&at| group[at] == *head).collect();
    heads.iter().map(of).collect()
}

/// Whether some strategies are in the closure of both.
fn touch(programs: &Programs<'_>, one: &Pattern, other: &Pattern) -> bool {
    let feasible = |count: usize, add: &dyn Fn(&mut LinearProgram, &Pattern)| {
        let mut program = LinearProgram::maximise(unit(count + 1, count));
        program.at_most(unit(count + 1, count), RBig::ONE);
        add(&mut program, one);
        add(&mut program, other);
        program.solve() != Optimum::Infeasible
    };
    feasible(programs.types() * programs.messages(), &|program, pattern| {
        programs.add_weights(program, pattern, Support::Closed);
    }) && feasible(programs.replies(), &|program, pattern| {
        programs.add_replies(program, pattern, Support::Closed);
    })
}

/// Least and largest value of every variable of a polytope, and the points where they are taken.
pub(super) struct Extent {
    pub(super) least: Vec<RBig>,
    pub(super) largest: Vec<RBig>,
}

/// The extent of the closure of a pattern: of its weights, or of its replies.
pub(super) fn extent(count: usize, add: &dyn Fn(&mut LinearProgram)) -> Extent {
    let best = |at: usize, up: bool| {
        let mut objective = vec![RBig::ZERO; count + 1];
        objective[at] = if up { RBig::ONE } else { -RBig::ONE };
        let mut program = LinearProgram::maximise(objective);
        program.at_most(unit(count + 1, count), RBig::ONE);
        add(&mut program);
        match program.solve() {
            Optimum::At(point, _) => point[at].clone(),
            // The pattern has points, and probabilities are bounded.
            Optimum::Infeasible | Optimum::Unbounded => RBig::ZERO,
        }
    };
    let all = |up: bool| (0..count).map(|at| best(at, up)).collect();
    Extent { least: all(false), largest: all(true) }
}
