//! Words as LaTeX shows them: every character with a meaning is escaped, typographic ones are spelt out.

/// A word, such as a hash, may be broken after so many letters and digits; a key at its dots.
const LONGEST_RUN: usize = 16;

/// Text for running LaTeX, in any place that takes words: a cell, a heading, a caption.
///
/// Letters that no rule here names stand as they are: `pdflatex` knows those of western Europe, `lualatex`
/// and `xelatex` all that the document's font has.
pub(super) fn escaped(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let (mut raised, mut run) = (false, 0);
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let digit = superscript(letter);
        if raised != digit.is_some() {
            out.push_str(if raised { "}$" } else { "$^{" });
            raised = !raised;
        }
        match (digit, spelt(letter)) {
            (Some(digit), _) => out.push(digit),
            (None, Some(spelt)) => out.push_str(spelt),
            (None, None) if letter.is_control() => out.push(' '),
            (None, None) => out.push(letter),
        }
        run = if letter.is_ascii_alphanumeric() { run + 1 } else { 0 };
        let goes_on = letters.peek().is_some_and(char::is_ascii_alphabetic);
        if run == LONGEST_RUN || (goes_on && matches!(letter, '.' | '_' | '/')) {
            out.push_str(r"\allowbreak{}");
            run = 0;
        }
    }
    if raised {
        out.push_str("}$");
    }
    // Two hyphens would become a dash.
    out.replace("--", "-{}-")
}

/// What a character that cannot stand for itself is written as.
fn spelt(letter: char) -> Option<&'static str> {
    let spelt = match letter {
        '\\' => r"\textbackslash{}",
        '{' => r"\{",
        '}' => r"\}",
        '$' => r"\$",
        '&' => r"\&",
        '%' => r"\%",
        '#' => r"\#",
        '_' => r"\_",
        '~' => r"\textasciitilde{}",
        '^' => r"\textasciicircum{}",
        '<' => r"\textless{}",
        '>' => r"\textgreater{}",
        '|' => r"\textbar{}",
        '"' => r"\textquotedbl{}",
        '`' => r"\textasciigrave{}",
        // At the head of a row these would be read as options of the line break before them.
        '[' => "{[}",
        ']' => "{]}",
        '*' => "{*}",
        '\u{a0}' => "~",
        '\u{202f}' | '\u{2009}' => r"\,",
        _ => return sign(letter),
    };
    Some(spelt)
}

/// Signs of typography and mathematics.
fn sign(letter: char) -> Option<&'static str> {
    let spelt = match letter {
        '\u{2212}' => "$-$",
        '±' => r"$\pm$",
        '×' => r"$\times$",
        '·' => r"$\cdot$",
        '≤' => r"$\leq$",
        '≥' => r"$\geq$",
        '≠' => r"$\neq$",
        '≈' => r"$\approx$",
        '∞' => r"$\infty$",
        '→' => r"$\rightarrow$",
        '←' => r"$\leftarrow$",
        '↑' => r"$\uparrow$",
        '↓' => r"$\downarrow$",
        '▲' | '△' => r"$\bigtriangleup$",
        '▼' | '▽' => r"$\bigtriangledown$",
        '★' => r"$\star$",
        '‘' => r"\textquoteleft{}",
        '’' => r"\textquoteright{}",
        '“' => r"\textquotedblleft{}",
        '”' => r"\textquotedblright{}",
        '„' => r"\quotedblbase{}",
        '–' => r"\textendash{}",
        '—' => r"\textemdash{}",
        '…' => r"\ldots{}",
        '°' => r"\textdegree{}",
        '€' => r"\texteuro{}",
        'α' => r"$\alpha$",
        'β' => r"$\beta$",
        'γ' => r"$\gamma$",
        'δ' => r"$\delta$",
        'ε' => r"$\varepsilon$",
        'θ' => r"$\theta$",
        'λ' => r"$\lambda$",
        'μ' | 'µ' => r"$\mu$",
        'π' => r"$\pi$",
        'σ' => r"$\sigma$",
        'φ' => r"$\varphi$",
        'ψ' => r"$\psi$",
        _ => return None,
    };
    Some(spelt)
}

/// The plain form of a raised digit or minus.
fn superscript(letter: char) -> Option<char> {
    const RAISED: [char; 11] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁻'];
    const PLAIN: [char; 11] = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9', '-'];
    RAISED.iter().position(|raised| *raised == letter).map(|at| PLAIN[at])
}

#[cfg(test)]
mod tests {
    use super::escaped;

    #[test]
    fn every_special_character_loses_its_meaning() {
        assert_eq!(
            escaped(r"50 % & $5 #1 a_1 {x} ~ ^ \ | < > [0] *"),
            r"50 \% \& \$5 \#1 a\_1 \{x\} \textasciitilde{} \textasciicircum{} \textbackslash{} \textbar{} \textless{} \textgreater{} {[}0{]} {*}"
        );
    }

    #[test]
    fn numbers_read_as_numbers() {
        assert_eq!(escaped("−0.020"), "$-$0.020");
        assert_eq!(escaped("3\u{202f}×\u{202f}10⁻¹⁵"), r"3\,$\times$\,10$^{-15}$");
        assert_eq!(escaped("12⁵ m²"), "12$^{5}$ m$^{2}$");
    }

    #[test]
    fn keys_and_hashes_may_be_broken() {
        assert_eq!(escaped("technology.ban_x"), r"technology.\allowbreak{}ban\_\allowbreak{}x");
        assert_eq!(escaped(&"0".repeat(17)), r"0000000000000000\allowbreak{}0");
        assert_eq!(escaped("a 0.25."), "a 0.25.");
    }

    #[test]
    fn hyphens_stay_hyphens_and_lines_are_joined() {
        assert_eq!(escaped("--out\nx"), "-{}-out x");
    }
}
