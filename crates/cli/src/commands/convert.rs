//! `talion convert`: a game from one file format, or form, to another.

use crate::error::CliError;
use crate::exit::Exit;
use crate::flags::{ConvertFlags, GameForm};
use crate::game_file::{self, FileFormat, GameFile};
use crate::output::Output;
use std::io::Write;
use std::path::Path;
use talion::game::{
    BARGAINING_SCHEMA, CONFLICT_SCHEMA, NORMAL_FORM_SCHEMA, NormalForm, REPEATED_SCHEMA,
    SIGNALLING_SCHEMA, STOCHASTIC_SCHEMA, write_efg, write_json, write_nfg, write_stochastic_json,
};

/// Runs the command.
pub(crate) fn run(flags: &ConvertFlags, output: Output) -> Result<Exit, CliError> {
    let (Some(from), Some(to)) = (&flags.from, &flags.to) else {
        Output::result(match flags.schema {
            Some(GameForm::Stochastic) => STOCHASTIC_SCHEMA,
            Some(GameForm::Repeated) => REPEATED_SCHEMA,
            Some(GameForm::Conflict) => CONFLICT_SCHEMA,
            Some(GameForm::Bargaining) => BARGAINING_SCHEMA,
            Some(GameForm::Signalling) => SIGNALLING_SCHEMA,
            Some(GameForm::Normal) | None => NORMAL_FORM_SCHEMA,
        })?;
        return Ok(Exit::Certified);
    };
    let format = FileFormat::by_ending(to).ok_or_else(|| CliError::UnknownFormat(to.clone()))?;
    let text = text(game_file::open(from)?, format, to)?;
    write(to, &text)?;
    output.remark(&format!("{} written", to.display()))?;
    Ok(Exit::Certified)
}

fn text(game: GameFile, format: FileFormat, to: &Path) -> Result<String, CliError> {
    match game {
        GameFile::Normal(game) => text_of_normal(&game, format),
        GameFile::Extensive(game) if format == FileFormat::Efg => Ok(write_efg(&game)),
        GameFile::Extensive(game) => text_of_normal(&game.normal_form()?, format),
        GameFile::Stochastic(game) if format == FileFormat::Json => {
            Ok(write_stochastic_json(&game))
        }
        GameFile::Stochastic(_) => {
            Err(CliError::NotInFormat { path: to.to_owned(), form: "stochastic" })
        }
    }
}

fn text_of_normal(game: &NormalForm, format: FileFormat) -> Result<String, CliError> {
    Ok(match format {
        FileFormat::Nfg => write_nfg(game),
        FileFormat::Json => write_json(game),
        FileFormat::Efg => write_efg(&game.extensive_form()?),
    })
}

/// Writes a file in one go: under another name first, so that nothing half-written stays.
pub(super) fn write(path: &Path, text: &str) -> Result<(), CliError> {
    let failed = |source| CliError::Write { path: path.to_owned(), source };
    let folder = path.parent().filter(|parent| !parent.as_os_str().is_empty());
    let mut file = builder().tempfile_in(folder.unwrap_or(Path::new("."))).map_err(failed)?;
    file.write_all(text.as_bytes()).map_err(failed)?;
    file.persist(path).map_err(|error| failed(error.error))?;
    Ok(())
}

/// A file that others may read, as far as the user's mask allows; temporary ones are private else.
#[cfg(unix)]
fn builder() -> tempfile::Builder<'static, 'static> {
    use std::os::unix::fs::PermissionsExt;
    let mut builder = tempfile::Builder::new();
    builder.permissions(std::fs::Permissions::from_mode(0o666));
    builder
}

#[cfg(not(unix))]
fn builder() -> tempfile::Builder<'static, 'static> {
    tempfile::Builder::new()
}
