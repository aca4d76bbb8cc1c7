//! One pass through the equilibrium conditions at a point (`x'` with the policy, `x^` its ratio):
//!
//! - unit cost `log c^_i^s = v log w^_i + sum_k g_i^{k,s} log P^_i^k - psi (log R^_i^s - log w^_i)`,
//!   productivity being part of the appeal `a`; `x_i = c^_i^{-theta}`
//! - price     `P^_n^s = Phi_n^{-1/theta}`, `Phi_n = sum_i a_in x_i`, shares `pi' = a x / Phi`
//! - spending  `E'_n^s = alpha_n^s I'_n + sum_k g_n^{s,k} R'_n^k`
//! - sales     `X_i^s = sum_n pi'_in E'_n / ((1-z)(1+e)(1+t))`, to be equal to `R'`
//! - income    `I'_n = w^_n (wL)_n + profits + duties + export taxes - subsidies + D_n`, profits
//!   `sum_s q_n^s R'_n^s`
//! - labour    `w^_n (wL)_n = sum_s l_n^s R'_n^s`

use super::state::State;
use super::terms::Terms;
use crate::economy::Calibration;

/// What a pass found. Regional arrays run sector by sector.
pub(crate) struct Sweep {
    /// `x = c^^{-theta}`; 0 for producers that are closed.
    pub(crate) pull: Vec<f64>,
    /// `Phi`; 1 for markets that are closed.
    pub(crate) phi: Vec<f64>,
    /// `E'`.
    pub(crate) spending: Vec<f64>,
    /// `X`, sales at factory gate that the demand side implies.
    pub(crate) demand: Vec<f64>,
    /// Net revenue by region.
    pub(crate) revenue: Vec<f64>,
    /// Wages paid, `sum_s l R'`, by region.
    pub(crate) payroll: Vec<f64>,
    /// Profits, `sum_s q R'`, by region.
    pub(crate) profits: Vec<f64>,
    /// `D_n`, by region, moved with world income where the rule says so.
    pub(crate) deficit: Vec<f64>,
    log_cost: Vec<f64>,
    prices_here: Vec<f64>,
    by_spending: Vec<f64>,
}

impl Sweep {
    pub(crate) fn new(cal: &Calibration) -> Self {
        let own = cal.n * cal.m;
        Self {
            pull: vec![0.0; own],
            phi: vec![1.0; own],
            spending: vec![0.0; own],
            demand: vec![0.0; own],
            revenue: vec![0.0; cal.n],
            payroll: vec![0.0; cal.n],
            profits: vec![0.0; cal.n],
            deficit: vec![0.0; cal.n],
            log_cost: vec![0.0; own],
            prices_here: vec![0.0; cal.m],
            by_spending: vec![0.0; cal.n],
        }
    }

    /// Passes through all conditions in the order of the list above.
    pub(crate) fn run(&mut self, cal: &Calibration, terms: &Terms, state: &State) {
        self.costs(cal, terms, state);
        self.prices(cal, terms);
        self.spending(cal, terms, state);
        self.sales(cal, terms);
        self.incomes(cal, terms, state);
    }

    fn costs(&mut self, cal: &Calibration, terms: &Terms, state: &State) {
        let (n, m) = (cal.n, cal.m);
        for i in 0..n {
            let inputs = cal.inputs_of(i);
            for (k, price) in self.prices_here.iter_mut().enumerate() {
                *price = state.log_price[k * n + i];
            }
            for s in 0..m {
                let at = s * n + i;
                if !terms.activity.producer[at] {
                    self.pull[at] = 0.0;
                    continue;
                }
                let (v, psi) = (cal.structure.value_added[at], cal.structure.psi[s]);
                let mut log_cost = v * state.log_wage[i];
                if let Some(row) = inputs.get(s * m..(s + 1) * m) {
                    log_cost += dot(row, &self.prices_here);
                }
                if psi != 0.0 {
                    log_cost -= psi * ((state.sales[at] / cal.sales[at]).ln() - state.log_wage[i]);
                }
                self.log_cost[at] = log_cost;
                self.pull[at] = (-cal.structure.theta[s] * log_cost).exp();
            }
        }
    }

    fn prices(&mut self, cal: &Calibration, terms: &Terms) {
        let n = cal.n;
        for at in 0..n * cal.m {
            let s = at / n;
            self.phi[at] = if terms.activity.market[at] {
                let appeal = &terms.appeal[at * n..(at + 1) * n];
                dot(appeal, &self.pull[s * n..(s + 1) * n])
            } else {
                1.0
            };
        }
    }

    fn spending(&mut self, cal: &Calibration, terms: &Terms, state: &State) {
        let (n, m) = (cal.n, cal.m);
        for at in 0..n * m {
            self.spending[at] = cal.final_share[at] * state.income[at % n];
        }
        for i in 0..n {
            let rows = cal.inputs_of(i).chunks_exact(m).enumerate();
            for (using, row) in rows {
                let sales = state.sales[using * n + i];
                for (input, &g) in row.iter().enumerate() {
                    self.spending[input * n + i] += g * sales;
                }
            }
        }
        for (spending, &alive) in self.spending.iter_mut().zip(&terms.activity.market) {
            if !alive {
                *spending = 0.0;
            }
        }
    }

    fn sales(&mut self, cal: &Calibration, terms: &Terms) {
        let n = cal.n;
        self.revenue.fill(0.0);
        for s in 0..cal.m {
            let own = s * n..(s + 1) * n;
            let pull = &self.pull[own.clone()];
            let demand = &mut self.demand[own];
            demand.fill(0.0);
            self.by_spending.fill(0.0);
            for importer in 0..n {
                let at = s * n + importer;
                let pairs = at * n..(at + 1) * n;
                // Spending per unit of pull: E' / Phi.
                let y = self.spending[at] / self.phi[at];
                let gate = &terms.gate[pairs.clone()];
                for (demand, gate) in demand.iter_mut().zip(gate) {
                    *demand += gate * y;
                }
                let appeal = &terms.appeal[pairs.clone()];
                let duty = &terms.duty[pairs.clone()];
                let kept = appeal.iter().zip(duty).zip(pull);
                let kept: f64 = kept.map(|((a, duty), x)| a * duty * x).sum();
                self.revenue[importer] += kept * y;
                if terms.has_export_taxes {
                    let taxed = gate.iter().zip(&terms.export[pairs]);
                    for (sum, (gate, export)) in self.by_spending.iter_mut().zip(taxed) {
                        *sum += gate * export * y;
                    }
                }
            }
            for i in 0..n {
                demand[i] *= pull[i];
                self.revenue[i] += self.by_spending[i] * pull[i];
            }
        }
    }

    fn incomes(&mut self, cal: &Calibration, terms: &Terms, state: &State) {
        let n = cal.n;
        self.payroll.fill(0.0);
        self.profits.fill(0.0);
        for (at, &sales) in state.sales.iter().enumerate() {
            self.payroll[at % n] += cal.structure.labour[at] * sales;
            self.profits[at % n] += cal.structure.profit[at] * sales;
            self.revenue[at % n] -= (1.0 - terms.net_cost[at]) * sales;
        }
        let growth = if cal.proportional {
            state.income.iter().sum::<f64>() / cal.income.iter().sum::<f64>()
        } else {
            1.0
        };
        for (deficit, baseline) in self.deficit.iter_mut().zip(&terms.deficit) {
            *deficit = baseline * growth;
        }
        for (deficit, transfer) in self.deficit.iter_mut().zip(&terms.transfer) {
            *deficit += transfer;
        }
    }

    /// Residuals of all conditions, relative: prices, sales, incomes, labour markets, numeraire.
    pub(crate) fn residuals<'a>(
        &'a self,
        cal: &'a Calibration,
        terms: &'a Terms,
        state: &'a State,
    ) -> impl Iterator<Item = f64> + 'a {
        let n = cal.n;
        let markets = (0..n * cal.m).filter(|&at| terms.activity.market[at]);
        let prices = markets.map(move |at| self.price_gap(cal, state, at));
        let producers = (0..n * cal.m).filter(|&at| terms.activity.producer[at]);
        let sales = producers.map(move |at| self.sales_gap(state, at));
        let incomes = (0..n).map(move |i| self.income_gap(cal, state, i) / state.income[i]);
        let labour = (0..n).map(move |i| {
            let wages = state.log_wage[i].exp() * cal.wage_bill[i];
            (self.payroll[i] - wages) / wages
        });
        let part = &terms.activity.part;
        let numeraire = (0..n).filter(|&i| part[i] == i).map(move |first| {
            let inside = (0..n).filter(|&i| part[i] == first);
            let bills = inside.map(|i| (state.log_wage[i].exp(), cal.wage_bill[i]));
            let (now, before) =
                bills.fold((0.0, 0.0), |(now, before), (w, bill)| (now + w * bill, before + bill));
            now / before - 1.0
        });
        prices.chain(sales).chain(incomes).chain(labour).chain(numeraire)
    }

    /// `-log Phi / theta - log P^`.
    pub(crate) fn price_gap(&self, cal: &Calibration, state: &State, at: usize) -> f64 {
        -self.phi[at].ln() / cal.structure.theta[at / cal.n] - state.log_price[at]
    }

    /// `log X - log R'`; NaN where demand is not positive.
    pub(crate) fn sales_gap(&self, state: &State, at: usize) -> f64 {
        (self.demand[at] / state.sales[at]).ln()
    }

    /// What a region takes in beyond the income assumed, in US$ million.
    pub(crate) fn income_gap(&self, cal: &Calibration, state: &State, i: usize) -> f64 {
        let wages = state.log_wage[i].exp() * cal.wage_bill[i];
        wages + self.revenue[i] + self.deficit[i] + self.profits[i] - state.income[i]
    }
}

fn dot(a: &[f64], b: &[f64]) -> f64 {
    a.iter().zip(b).map(|(a, b)| a * b).sum()
}
