//! Von Neumann-Morgenstern farsighted stable sets, by exact search within a limit.
//!
//! A set `V` is stable under indirect dominance `<<` if no member dominates another (internal) and
//! every state outside is dominated by a member (external). These are the kernels of the graph of `<<`
//! (Diamantoudi and Xue 2003; Mauleon, Vannetelbosch and Vergote 2011). The search decides the states
//! that have the fewest ways left to be dominated first.

use super::farsighted::IndirectDominance;
use serde::Serialize;
use talion_game::{Observer, StateId};

/// Stable sets that were found.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct StableSets {
    /// The sets, each ascending, in ascending order.
    pub sets: Vec<Vec<StateId>>,
    /// Whether these are proved to be all.
    pub complete: bool,
    /// Choices that were tried.
    pub tried: u64,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Place {
    Open,
    In,
    Out,
}

/// Where states are so far, and the choice that is made next.
type Branch = (Vec<Place>, Option<(usize, Place)>);

struct Search<'a> {
    above: Vec<Vec<usize>>,
    below: Vec<Vec<usize>>,
    found: StableSets,
    most_sets: usize,
    observer: &'a dyn Observer,
}

/// All farsighted stable sets; at most `most_sets` of them, and at most `most_tried` choices tried.
pub fn farsighted_stable_sets(
    dominance: &IndirectDominance<'_>,
    most_tried: u64,
    most_sets: usize,
    observer: &dyn Observer,
) -> StableSets {
    let states = dominance.state_count();
    let own = |s: usize| dominance.dominators(StateId(s)).map(|d| d.0).filter(move |&d| d != s);
    let above: Vec<Vec<usize>> = (0..states).map(|s| own(s).collect()).collect();
    let mut below = vec![Vec::new(); states];
    for (state, dominators) in above.iter().enumerate() {
        for &dominator in dominators {
            below[dominator].push(state);
        }
    }
    let found = StableSets { sets: Vec::new(), complete: true, tried: 0 };
    let mut search = Search { above, below, found, most_sets, observer };
    let mut open = vec![(vec![Place::Open; states], None)];
    // Depth first, with a stack of its own: a conflict may be deeper than the thread's.
    while let Some((places, choice)) = open.pop() {
        if search.found.tried >= most_tried || search.found.sets.len() >= search.most_sets {
            search.found.complete = false;
            break;
        }
        if search.found.tried.is_multiple_of(1024) && search.observer.stopped() {
            search.found.complete = false;
            break;
        }
        search.found.tried += 1;
        search.branch(places, choice, &mut open);
    }
    search.found.sets.sort_unstable();
    search.found
}

impl Search<'_> {
    /// Makes a choice, draws its consequences, and leaves the next choices open.
    fn branch(
        &mut self,
        mut places: Vec<Place>,
        choice: Option<(usize, Place)>,
        open: &mut Vec<Branch>,
    ) {
        let made = choice.is_none_or(|(state, place)| self.put(&mut places, state, place));
        if !made || !self.force(&mut places) {
            return;
        }
        let ways =
            |state: usize| self.above[state].iter().filter(|&&d| places[d] == Place::Open).count();
        let undecided = (0..places.len()).filter(|&s| places[s] == Place::Open);
        let Some(state) = undecided.min_by_key(|&s| ways(s)) else {
            let set = (0..places.len()).filter(|&s| places[s] == Place::In).map(StateId);
            self.found.sets.push(set.collect());
            return;
        };
        open.push((places.clone(), Some((state, Place::Out))));
        open.push((places, Some((state, Place::In))));
    }

    /// Puts a state in or out; false if it cannot be there.
    fn put(&self, places: &mut [Place], state: usize, place: Place) -> bool {
        if places[state] != Place::Open {
            return places[state] == place;
        }
        places[state] = place;
        place == Place::Out
            || self.above[state]
                .iter()
                .chain(&self.below[state])
                .all(|&other| self.put(places, other, Place::Out))
    }

    /// Draws consequences until nothing follows: a state outside must be dominated by a member, and
    /// one that nothing can dominate any more must be a member. False if that cannot be.
    fn force(&self, places: &mut [Place]) -> bool {
        loop {
            let mut changed = false;
            for state in 0..places.len() {
                if places[state] == Place::In
                    || self.above[state].iter().any(|&d| places[d] == Place::In)
                {
                    continue;
                }
                let mut ways = self.above[state].iter().filter(|&&d| places[d] == Place::Open);
                let forced = match (places[state], ways.next(), ways.next()) {
                    (Place::Open, None, _) => Some(state),
                    (Place::Out, None, _) => return false,
                    (Place::Out, Some(&only), None) => Some(only),
                    _ => None,
                };
                if let Some(state) = forced {
                    if !self.put(places, state, Place::In) {
                        return false;
                    }
                    changed = true;
                }
            }
            if !changed {
                return true;
            }
        }
    }
}
