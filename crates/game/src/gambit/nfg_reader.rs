//! Reader of `.nfg`, Gambit's format of games in normal form, in its payoff and outcome versions.

use super::bytes::text_of;
use super::lexer::{Lexer, Token};
use crate::exact::{Number, Tensor};
use crate::{GameError, NormalForm, Player, ReadError, ReadProblem};

/// A game from the bytes of an `.nfg` file.
///
/// # Errors
/// The first thing that is wrong, with its line and column.
pub fn read_nfg(bytes: &[u8]) -> Result<NormalForm, ReadError> {
    let text = text_of(bytes);
    let mut lexer = Lexer::new(&text)?;
    lexer.expect(Token::Word("NFG"), "`NFG`, which opens a file of this format,")?;
    lexer.expect(Token::Number("1"), "the version of the format, 1,")?;
    if !lexer.take(Token::Word("D"))? {
        lexer.expect(Token::Word("R"), "the kind of numbers, R or D,")?;
    }
    let title = lexer.text_if()?.unwrap_or_default();
    let place = lexer.place();
    let labels = label_list(&mut lexer, "the list of players")?;
    if labels.is_empty() {
        return Err(lexer.error_at(place, GameError::NoPlayers.into()));
    }
    lexer.text_if()?;
    let players = players(&mut lexer, labels)?;
    lexer.text_if()?;
    let profiles = profile_count(&players, &lexer)?;
    let tensors = if lexer.take(Token::Open)? {
        outcome_body(&mut lexer, players.len(), profiles)?
    } else {
        payoff_body(&mut lexer, &players, profiles)?
    };
    lexer.skip_commas()?;
    if lexer.current() != Token::End {
        return Err(lexer.unexpected("the end of the file (all payoffs are there)"));
    }
    NormalForm::from_tensors(title, players, tensors).map_err(|e| lexer.error(e.into()))
}

/// `{ "a" "b" }`; bare numbers are taken as labels too.
fn label_list(lexer: &mut Lexer<'_>, what: &str) -> Result<Vec<String>, ReadError> {
    lexer.expect(Token::Open, &format!("`{{`, which opens {what},"))?;
    labels_to_close(lexer, what)
}

fn labels_to_close(lexer: &mut Lexer<'_>, what: &str) -> Result<Vec<String>, ReadError> {
    let mut labels = Vec::new();
    loop {
        lexer.skip_commas()?;
        match lexer.current() {
            Token::Text(_) => labels.extend(lexer.text_if()?),
            Token::Number(word) => {
                labels.push(word.to_owned());
                lexer.advance()?;
            }
            Token::Close => break,
            _ => return Err(lexer.unexpected(&format!("a label, or `}}` to close {what},"))),
        }
    }
    lexer.advance()?;
    Ok(labels)
}

/// The strategies of all players: `{ 2 3 }` or `{ { "a" "b" } { "c" "d" "e" } }`.
fn players(lexer: &mut Lexer<'_>, labels: Vec<String>) -> Result<Vec<Player>, ReadError> {
    let start = lexer.place();
    lexer.expect(Token::Open, "`{`, which opens the list of strategies,")?;
    let mut strategies: Vec<Vec<String>> = Vec::new();
    loop {
        lexer.skip_commas()?;
        if lexer.take(Token::Open)? {
            strategies.push(labels_to_close(lexer, "the strategies of a player")?);
        } else if lexer.take(Token::Close)? {
            break;
        } else {
            let place = lexer.place();
            let count = lexer.index("a number of strategies, or `{` and their labels,")?;
            // One byte at least for each profile: nobody's labels are made for a file that is cut.
            if count > lexer.bytes_left() {
                let bytes = lexer.bytes_left();
                let problem = ReadProblem::TooShort { promised: count.to_string(), bytes };
                return Err(lexer.error_at(place, problem));
            }
            strategies.push((1..=count).map(|s| s.to_string()).collect());
        }
    }
    if strategies.len() != labels.len() {
        let problem = ReadProblem::Count {
            what: "players with strategies".to_owned(),
            found: strategies.len(),
            expected: labels.len(),
        };
        return Err(lexer.error_at(start, problem));
    }
    let idle = labels.iter().zip(&strategies).find(|(_, strategies)| strategies.is_empty());
    if let Some((player, _)) = idle {
        let problem = GameError::NoStrategies { player: player.clone() }.into();
        return Err(lexer.error_at(start, problem));
    }
    let players = labels.into_iter().zip(strategies);
    Ok(players.map(|(label, strategies)| Player { label, strategies }).collect())
}

/// Number of profiles, which the rest of the file must have room for.
fn profile_count(players: &[Player], lexer: &Lexer<'_>) -> Result<usize, ReadError> {
    let bytes = lexer.bytes_left();
    let counts = players.iter().map(|player| player.strategies.len());
    let count = counts.clone().try_fold(1_usize, usize::checked_mul);
    match count {
        Some(count) if count <= bytes => Ok(count),
        _ => {
            let promised = count.map_or_else(
                || counts.map(|m| m.to_string()).collect::<Vec<_>>().join(" x "),
                |count| count.to_string(),
            );
            Err(lexer.error(ReadProblem::TooShort { promised, bytes }))
        }
    }
}

/// Payoffs of all players at each profile in turn, player 1's strategy varying fastest.
fn payoff_body(
    lexer: &mut Lexer<'_>,
    players: &[Player],
    profiles: usize,
) -> Result<Vec<Tensor>, ReadError> {
    let mut tensors = vec![Tensor::default(); players.len()];
    for profile in 0..profiles {
        for (player, tensor) in tensors.iter_mut().enumerate() {
            lexer.skip_commas()?;
            if !matches!(lexer.current(), Token::Number(_)) {
                let (at, of) = (profile + 1, player + 1);
                return Err(lexer.unexpected(&format!(
                    "the payoff of player {of} at profile {at} of {profiles}"
                )));
            }
            tensor.push(lexer.number("a payoff")?);
        }
    }
    Ok(tensors)
}

/// Numbered outcomes, and the number of an outcome for each profile; 0 is worth nothing to anybody.
fn outcome_body(
    lexer: &mut Lexer<'_>,
    players: usize,
    profiles: usize,
) -> Result<Vec<Tensor>, ReadError> {
    let mut outcomes = vec![Tensor::default(); players];
    loop {
        lexer.skip_commas()?;
        if lexer.take(Token::Close)? {
            break;
        }
        lexer.expect(Token::Open, "`{`, which opens an outcome, or `}` after the last one,")?;
        lexer.text_if()?;
        for outcome in &mut outcomes {
            lexer.skip_commas()?;
            outcome.push(lexer.number("the payoff of every player")?);
        }
        lexer.skip_commas()?;
        lexer.expect(Token::Close, "`}` after the payoffs of an outcome")?;
    }
    let count = outcomes.first().map_or(0, Tensor::len);
    let mut tensors = vec![Tensor::default(); players];
    for profile in 1..=profiles {
        lexer.skip_commas()?;
        let place = lexer.place();
        let number = lexer
            .index(&format!("the number of the outcome at profile {profile} of {profiles}"))?;
        if number > count {
            return Err(lexer.error_at(place, ReadProblem::Undefined { what: "outcome", number }));
        }
        for (tensor, outcome) in tensors.iter_mut().zip(&outcomes) {
            tensor.push(match number.checked_sub(1) {
                Some(at) => outcome.number(at),
                None => Number::Double(0.0),
            });
        }
    }
    Ok(tensors)
}
