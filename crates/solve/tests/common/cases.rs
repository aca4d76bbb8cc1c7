//! The known answers of `cases/normal_form.json` (see the README beside it).

use super::{Matrix, bimatrix};
use serde_json::Value;
use talion_game::NormalForm;

/// The whole collection.
pub fn cases() -> Value {
    serde_json::from_str(include_str!("../cases/normal_form.json")).unwrap()
}

/// A list of numbers.
pub fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|x| x.as_f64().unwrap()).collect()
}

/// A list of lists of numbers.
pub fn matrix(value: &Value) -> Matrix {
    value.as_array().unwrap().iter().map(numbers).collect()
}

/// The game of a case; where only `A` is given the game is symmetric.
pub fn game_of(case: &Value) -> NormalForm {
    let row = matrix(&case["A"]);
    let column = if case["B"].is_null() {
        (0..row[0].len()).map(|j| row.iter().map(|line| line[j]).collect()).collect()
    } else {
        matrix(&case["B"])
    };
    bimatrix(&row, &column)
}
