//! Months and days of the calendar, as the record writes them.

use serde::{Serialize, Serializer};
use std::fmt;
use std::str::FromStr;

/// A month of a year.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Month {
    year: u16,
    /// From 1.
    month: u8,
}

/// A day, or a month whose day nobody noted.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Date {
    month: Month,
    /// From 1; 0 where it is not known.
    day: u8,
}

impl Month {
    /// The month after.
    #[must_use]
    pub fn next(self) -> Self {
        match self.month {
            12 => Self { year: self.year + 1, month: 1 },
            month => Self { year: self.year, month: month + 1 },
        }
    }
}

impl Date {
    /// Its month.
    pub fn month(self) -> Month {
        self.month
    }
}

/// The text is no date.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is no date")]
pub struct NoDate(String);

/// Days of a month; 29 for every February, since no rule here depends on leap years.
fn days(month: u8) -> u8 {
    match month {
        2 => 29,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    }
}

impl FromStr for Month {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let parse = || {
            let (year, month) = text.split_once('-')?;
            let digits = year.len() == 4 && month.len() == 2;
            let (year, month) = (year.parse().ok()?, month.parse().ok()?);
            (digits && (1..=12).contains(&month)).then_some(Self { year, month })
        };
        parse().ok_or_else(|| NoDate(text.to_owned()))
    }
}

impl FromStr for Date {
    type Err = NoDate;

    fn from_str(text: &str) -> Result<Self, NoDate> {
        let no_date = || NoDate(text.to_owned());
        match text.rsplit_once('-') {
            Some((month, day)) if month.contains('-') => {
                let month: Month = month.parse().map_err(|_| no_date())?;
                let number: u8 = day.parse().map_err(|_| no_date())?;
                let fits = day.len() == 2 && (1..=days(month.month)).contains(&number);
                if fits { Ok(Self { month, day: number }) } else { Err(no_date()) }
            }
            _ => Ok(Self { month: text.parse().map_err(|_| no_date())?, day: 0 }),
        }
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year, self.month)
    }
}

impl fmt::Display for Date {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.day == 0 {
            return self.month.fmt(f);
        }
        write!(f, "{}-{:02}", self.month, self.day)
    }
}

impl Serialize for Month {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl Serialize for Date {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

#[cfg(test)]
mod tests {
    use super::{Date, Month};

    #[test]
    fn dates_are_read_as_they_are_written_and_no_others() {
        for text in ["2018-03-22", "2015-05", "2024-02-29"] {
            assert_eq!(text.parse::<Date>().unwrap().to_string(), text);
        }
        for text in ["2018", "2018-13", "2018-04-31", "2018-3-2", "18-03-02", "x", "2018-00-01"] {
            assert!(text.parse::<Date>().is_err(), "{text}");
        }
        let december: Month = "2018-12".parse().unwrap();
        assert_eq!(december.next().to_string(), "2019-01");
    }
}
