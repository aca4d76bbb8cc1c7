//! Small linear programs in exact rationals, where a wrong sign would be a wrong theorem.
//!
//! Maximise `c x` over `x >= 0` with lines `a x <= b` and `a x = b`. The simplex method on the full
//! tableau, artificial variables first (two phases), the least index on both sides of every pivot, so
//! that it cannot cycle (Bland, "New finite pivoting rules for the simplex method", 1977).

use dashu::rational::RBig;

/// A linear program under construction.
#[derive(Debug, Clone)]
pub(crate) struct LinearProgram {
    columns: usize,
    /// Coefficients, right side, and whether the line is an equation.
    lines: Vec<(Vec<RBig>, RBig, bool)>,
    objective: Vec<RBig>,
}

/// How a program ended.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Optimum {
    /// No point meets all lines.
    Infeasible,
    /// The objective has no bound.
    Unbounded,
    /// A best point, and what it is worth.
    At(Vec<RBig>, RBig),
}

impl LinearProgram {
    /// A program in so many variables, all at least zero, without lines.
    pub(crate) fn maximise(objective: Vec<RBig>) -> Self {
        Self { columns: objective.len(), lines: Vec::new(), objective }
    }

    /// Adds `a x <= b`.
    pub(crate) fn at_most(&mut self, line: Vec<RBig>, bound: RBig) {
        self.lines.push((line, bound, false));
    }

    /// Adds `a x >= b`.
    pub(crate) fn at_least(&mut self, line: Vec<RBig>, bound: RBig) {
        self.at_most(line.into_iter().map(|a| -a).collect(), -bound);
    }

    /// Adds `a x = b`.
    pub(crate) fn equal(&mut self, line: Vec<RBig>, value: RBig) {
        self.lines.push((line, value, true));
    }

    /// Solves the program.
    pub(crate) fn solve(&self) -> Optimum {
        let mut simplex = Simplex::of(self);
        let artificial = simplex.first_artificial;
        let phase_one: Vec<RBig> = (0..simplex.width)
            .map(|j| if j >= artificial { -RBig::ONE } else { RBig::ZERO })
            .collect();
        // Sums of nonnegative artificial variables are bounded.
        simplex.optimise(&phase_one, simplex.width);
        if simplex.worth(&phase_one) < RBig::ZERO {
            return Optimum::Infeasible;
        }
        simplex.drive_out();
        let mut objective = self.objective.clone();
        objective.resize(simplex.width, RBig::ZERO);
        if !simplex.optimise(&objective, artificial) {
            return Optimum::Unbounded;
        }
        let mut point = vec![RBig::ZERO; self.columns];
        for (line, &variable) in simplex.lines.iter().zip(&simplex.basis) {
            if variable < self.columns {
                point[variable].clone_from(&line[simplex.width]);
            }
        }
        Optimum::At(point, simplex.worth(&objective))
    }
}

/// The tableau: every line solved for its basic variable.
struct Simplex {
    /// Coefficients, then the right side.
    lines: Vec<Vec<RBig>>,
    basis: Vec<usize>,
    width: usize,
    first_artificial: usize,
}

impl Simplex {
    fn of(program: &LinearProgram) -> Self {
        let count = program.lines.len();
        let slacks = program.lines.iter().filter(|(_, _, equation)| !equation).count();
        let first_artificial = program.columns + slacks;
        let width = first_artificial + count;
        let mut slack = program.columns;
        let mut lines = Vec::with_capacity(count);
        let mut basis = Vec::with_capacity(count);
        for (i, (coefficients, bound, equation)) in program.lines.iter().enumerate() {
            let mut line = coefficients.clone();
            line.resize(width + 1, RBig::ZERO);
            line[width].clone_from(bound);
            let own = (!equation).then_some(slack);
            if let Some(own) = own {
                line[own] = RBig::ONE;
                slack += 1;
            }
            if *bound < RBig::ZERO {
                for cell in &mut line {
                    *cell = -std::mem::take(cell);
                }
            }
            // A slack that came out positive can be basic; others need an artificial variable.
            if let Some(own) = own.filter(|&own| line[own] > RBig::ZERO) {
                basis.push(own);
            } else {
                line[first_artificial + i] = RBig::ONE;
                basis.push(first_artificial + i);
            }
            lines.push(line);
        }
        Self { lines, basis, width, first_artificial }
    }

    fn worth(&self, objective: &[RBig]) -> RBig {
        let terms = self.lines.iter().zip(&self.basis);
        terms.fold(RBig::ZERO, |sum, (line, &v)| sum + &objective[v] * &line[self.width])
    }

    /// Pivots to an optimum over the first `usable` variables; false if there is no bound.
    fn optimise(&mut self, objective: &[RBig], usable: usize) -> bool {
        loop {
            let gain = |j: usize| {
                let terms = self.lines.iter().zip(&self.basis);
                terms.fold(objective[j].clone(), |sum, (line, &v)| {
                    if objective[v].is_zero() || line[j].is_zero() {
                        sum
                    } else {
                        sum - &objective[v] * &line[j]
                    }
                })
            };
            let entering = (0..usable).find(|&j| gain(j) > RBig::ZERO);
            let Some(entering) = entering else { return true };
            let ratio = |i: usize| &self.lines[i][self.width] / &self.lines[i][entering];
            let leaving = (0..self.lines.len())
                .filter(|&i| self.lines[i][entering] > RBig::ZERO)
                .min_by(|&i, &k| ratio(i).cmp(&ratio(k)).then(self.basis[i].cmp(&self.basis[k])));
            let Some(leaving) = leaving else { return false };
            self.pivot(leaving, entering);
        }
    }

    fn pivot(&mut self, row: usize, column: usize) {
        let pivot = self.lines[row][column].clone();
        for cell in &mut self.lines[row] {
            *cell = &*cell / &pivot;
        }
        let top = self.lines[row].clone();
        for (_, line) in self.lines.iter_mut().enumerate().filter(|(i, _)| *i != row) {
            if !line[column].is_zero() {
                let factor = line[column].clone();
                for (cell, above) in line.iter_mut().zip(&top) {
                    if !above.is_zero() {
                        *cell = &*cell - &factor * above;
                    }
                }
            }
        }
        self.basis[row] = column;
    }

    /// After phase one: artificial variables, all zero, leave the basis; lines that say nothing go.
    fn drive_out(&mut self) {
        let mut row = 0;
        while row < self.lines.len() {
            if self.basis[row] >= self.first_artificial {
                let own = (0..self.first_artificial).find(|&j| !self.lines[row][j].is_zero());
                let Some(column) = own else {
                    self.lines.remove(row);
                    self.basis.remove(row);
                    continue;
                };
                self.pivot(row, column);
            }
            row += 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(values: &[i32]) -> Vec<RBig> {
        values.iter().map(|&x| RBig::from(x)).collect()
    }

    fn ratio(top: i32, bottom: u32) -> RBig {
        RBig::from_parts(top.into(), bottom.into())
    }

    /// Chvatal, Linear Programming (1983), chapter 2: the optimum 13 at (2, 0, 1).
    #[test]
    fn a_textbook_program() {
        let mut program = LinearProgram::maximise(numbers(&[5, 4, 3]));
        program.at_most(numbers(&[2, 3, 1]), RBig::from(5));
        program.at_most(numbers(&[4, 1, 2]), RBig::from(11));
        program.at_most(numbers(&[3, 4, 2]), RBig::from(8));
        assert_eq!(program.solve(), Optimum::At(numbers(&[2, 0, 1]), RBig::from(13)));
    }

    #[test]
    fn equations_lower_bounds_and_lines_that_say_nothing() {
        let mut program = LinearProgram::maximise(numbers(&[1, 0]));
        program.equal(numbers(&[1, 2]), RBig::ONE);
        program.equal(numbers(&[2, 4]), RBig::from(2));
        program.at_least(numbers(&[0, 1]), ratio(1, 3));
        assert_eq!(program.solve(), Optimum::At(vec![ratio(1, 3), ratio(1, 3)], ratio(1, 3)));
        program.at_least(numbers(&[1, 0]), RBig::ONE);
        assert_eq!(program.solve(), Optimum::Infeasible);
    }

    #[test]
    fn no_bound_is_said() {
        let mut program = LinearProgram::maximise(numbers(&[1, -1]));
        program.at_most(numbers(&[1, -2]), RBig::ONE);
        assert_eq!(program.solve(), Optimum::Unbounded);
    }

    /// Beale's (1955) example, on which the largest-coefficient rule cycles.
    #[test]
    fn what_cycles_elsewhere_ends() {
        let mut program = LinearProgram::maximise(vec![
            ratio(3, 4),
            RBig::from(-150),
            ratio(1, 50),
            RBig::from(-6),
        ]);
        program.at_most(vec![ratio(1, 4), RBig::from(-60), ratio(-1, 25), 9.into()], RBig::ZERO);
        program.at_most(vec![ratio(1, 2), RBig::from(-90), ratio(-1, 50), 3.into()], RBig::ZERO);
        program.at_most(numbers(&[0, 0, 1, 0]), RBig::ONE);
        let Optimum::At(_, worth) = program.solve() else { panic!("it has an optimum") };
        assert_eq!(worth, ratio(1, 20));
    }
}
