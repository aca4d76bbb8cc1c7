//! Small economies made of numbers, written in the folder form and read back.

#![allow(dead_code)] // Every test binary uses a part of it.

pub(crate) mod oracle;
pub(crate) mod ossa;
pub(crate) mod random;

use std::fmt::Write;

use talion_economy::{Dataset, EconomyError};

/// An economy as plain arrays. Indices run `[sector][importer][exporter]` for pairs, `[sector]
/// [region]` for regions, `[region][using][input]` for inputs.
#[derive(Debug, Clone)]
pub(crate) struct Figures {
    pub(crate) regions: Vec<String>,
    pub(crate) sectors: Vec<String>,
    pub(crate) flow: Vec<Vec<Vec<f64>>>,
    pub(crate) tariff: Vec<Vec<Vec<f64>>>,
    pub(crate) export_tax: Vec<Vec<Vec<f64>>>,
    pub(crate) subsidy: Vec<Vec<f64>>,
    pub(crate) input: Vec<Vec<Vec<f64>>>,
    pub(crate) theta: Vec<f64>,
    pub(crate) psi: Vec<f64>,
}

impl Figures {
    /// Free trade with constant returns and no input links.
    pub(crate) fn simple(flow: Vec<Vec<Vec<f64>>>, theta: Vec<f64>) -> Self {
        let (m, n) = (flow.len(), flow[0].len());
        let zero_pairs = vec![vec![vec![0.0; n]; n]; m];
        Self {
            regions: (0..n).map(|i| format!("R{i}")).collect(),
            sectors: (0..m).map(|s| format!("S{s}")).collect(),
            tariff: zero_pairs.clone(),
            export_tax: zero_pairs,
            subsidy: vec![vec![0.0; n]; m],
            input: vec![vec![vec![0.0; m]; m]; n],
            psi: vec![0.0; m],
            flow,
            theta,
        }
    }

    /// The files of the folder form, names and texts.
    pub(crate) fn files(&self) -> Vec<(&'static str, String)> {
        vec![
            ("dataset.toml", self.manifest()),
            ("trade.csv", self.trade()),
            ("tariffs.csv", self.border("importer,exporter,sector,ad_valorem", &self.tariff)),
            (
                "export_taxes.csv",
                self.border("importer,exporter,sector,ad_valorem", &self.export_tax),
            ),
            ("subsidies.csv", self.subsidies()),
            ("production.csv", self.production()),
            ("input_output.csv", self.input_output()),
            ("elasticities.csv", self.elasticities()),
        ]
    }

    /// The data set that these figures make.
    pub(crate) fn read(&self) -> Result<Dataset, EconomyError> {
        let files = self.files();
        Dataset::from_memory(files.iter().map(|(name, text)| (*name, text.as_bytes())))
    }

    fn manifest(&self) -> String {
        let mut text =
            "name = \"small\"\ntitle = \"A small economy\"\nyear = 2000\nunit = \"US$ million\"\n"
                .to_owned();
        for (axis, codes) in [("region", &self.regions), ("sector", &self.sectors)] {
            for code in codes {
                writeln!(text, "[[{axis}]]\ncode = \"{code}\"\nname = \"{code}\"").unwrap();
            }
        }
        text
    }

    fn trade(&self) -> String {
        let mut text = "exporter,importer,sector,flow\n".to_owned();
        self.pairs(|s, n, i| {
            let flow = self.flow[s][n][i];
            let (exporter, importer) = (&self.regions[i], &self.regions[n]);
            writeln!(text, "{exporter},{importer},{},{flow:?}", self.sectors[s]).unwrap();
        });
        text
    }

    fn border(&self, header: &str, rates: &[Vec<Vec<f64>>]) -> String {
        let mut text = format!("{header}\n");
        self.pairs(|s, n, i| {
            let (importer, exporter) = (&self.regions[n], &self.regions[i]);
            writeln!(text, "{importer},{exporter},{},{:?}", self.sectors[s], rates[s][n][i])
                .unwrap();
        });
        text
    }

    fn pairs(&self, mut each: impl FnMut(usize, usize, usize)) {
        let n = self.regions.len();
        for s in 0..self.sectors.len() {
            for importer in 0..n {
                for exporter in 0..n {
                    each(s, importer, exporter);
                }
            }
        }
    }

    fn subsidies(&self) -> String {
        let mut text = "region,sector,ad_valorem\n".to_owned();
        for (s, rates) in self.subsidy.iter().enumerate() {
            for (i, rate) in rates.iter().enumerate() {
                writeln!(text, "{},{},{rate:?}", self.regions[i], self.sectors[s]).unwrap();
            }
        }
        text
    }

    fn production(&self) -> String {
        let mut text = "region,sector,value_added_share\n".to_owned();
        for (i, rows) in self.input.iter().enumerate() {
            for (s, row) in rows.iter().enumerate() {
                let share = 1.0 - row.iter().sum::<f64>();
                writeln!(text, "{},{},{share:?}", self.regions[i], self.sectors[s]).unwrap();
            }
        }
        text
    }

    fn input_output(&self) -> String {
        let mut text = "region,input_sector,using_sector,share_of_gross_output\n".to_owned();
        for (i, rows) in self.input.iter().enumerate() {
            for (using, row) in rows.iter().enumerate() {
                for (input, share) in row.iter().enumerate() {
                    let (input, using) = (&self.sectors[input], &self.sectors[using]);
                    writeln!(text, "{},{input},{using},{share:?}", self.regions[i]).unwrap();
                }
            }
        }
        text
    }

    fn elasticities(&self) -> String {
        let mut text = "set,sector,trade_elasticity,scale_elasticity\n".to_owned();
        for (s, sector) in self.sectors.iter().enumerate() {
            writeln!(text, "only,{sector},{:?},{:?}", self.theta[s], self.psi[s]).unwrap();
        }
        text
    }
}
