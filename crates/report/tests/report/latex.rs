//! LaTeX tables: every group and environment is closed, nothing hostile gets through, rows are whole.

use talion_report::latex;

use crate::every_fixture::every_fixture;
use crate::fixture;
use crate::policy_fixture::policy;

/// The text without escaped characters, so that what is left of them has its meaning.
fn meaningful(text: &str) -> String {
    let mut left = String::new();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        match letter {
            '\\' if letters.peek().is_some_and(|next| "\\{}$&%#_,".contains(*next)) => {
                let next = letters.next();
                // The end of a row counts.
                left.push_str(if next == Some('\\') { "\n\n" } else { "" });
            }
            other => left.push(other),
        }
    }
    left
}

#[test]
fn groups_and_environments_are_balanced() {
    for table in every_fixture().iter().flat_map(latex::tables) {
        let text = meaningful(&table.text);
        let mut depth = 0_i32;
        for letter in text.chars() {
            depth += i32::from(letter == '{') - i32::from(letter == '}');
            assert!(depth >= 0, "{}: {}", table.name, table.text);
        }
        assert_eq!(depth, 0, "{}", table.name);
        assert_eq!(text.matches('$').count() % 2, 0, "{}", table.name);
        assert_eq!(text.matches("\\begin{").count(), text.matches("\\end{").count());
        // A sign of per cent begins a comment: only the first line is one, and what ends a line.
        for line in text.lines().skip(1) {
            assert!(!line.trim_end_matches("{%").contains('%'), "{}: {line}", table.name);
        }
        for letter in ['#', '_'] {
            assert!(!text.contains(letter), "{letter} in {}", table.name);
        }
    }
}

#[test]
fn every_row_has_the_columns_of_its_table() {
    for table in every_fixture().iter().flat_map(latex::tables) {
        let body =
            table.text.split("\\toprule").nth(1).and_then(|b| b.split("\\bottomrule").next());
        let Some(body) = body else { continue };
        let rows: Vec<usize> = body
            .lines()
            .filter(|line| line.ends_with("\\\\"))
            .map(|line| line.matches(" & ").count())
            .collect();
        assert!(rows.windows(2).all(|pair| pair[0] == pair[1]), "{}: {rows:?}", table.name);
    }
}

#[test]
fn hostile_labels_are_shown_as_they_are() {
    let tables = latex::tables(&fixture::chicken());
    let payoffs = tables.iter().find(|table| table.name == "payoffs").expect("the matrix");
    let label = "Liste \\quotedblbase{}\\textless{}b\\textgreater{}\\&\\textquotedbl{}'\\textbar{}{*}\\_中国";
    assert!(payoffs.text.contains(label), "{}", payoffs.text);
    assert!(payoffs.text.contains("\\underline{$-$0.012}"), "{}", payoffs.text);
}

#[test]
fn names_are_unique_and_the_article_shows_every_table() {
    let tables = latex::tables(&policy());
    let (article, tables) = tables.split_last().expect("tables");
    assert_eq!(article.name, "all-tables");
    let mut names: Vec<&str> = tables.iter().map(|table| table.name.as_str()).collect();
    for name in &names {
        assert!(article.text.contains(&format!("\\input{{{name}}}")), "{name}");
    }
    names.sort_unstable();
    names.dedup();
    assert_eq!(names.len(), tables.len());
}
