//! The folder for the report, tried before the work starts.

use std::io;
use std::path::{Path, PathBuf};
use thiserror::Error;

/// Why a folder cannot take the report.
#[derive(Debug, Error)]
pub(crate) enum OutFolderError {
    #[error("cannot write to {}: it is a file, and the report needs a folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("cannot write to {}: {source}", folder.display())]
    NotWritable { folder: PathBuf, source: io::Error },
    #[error("--out is empty; name a folder for the report")]
    Empty,
}

/// Checks that files can be made in `out`, or that `out` itself can be made, and leaves no trace.
///
/// Permissions alone do not say it (read-only disks, quotas), so a file without a name is made in
/// the nearest folder that is there.
pub(crate) fn check(out: &Path) -> Result<(), OutFolderError> {
    if out.as_os_str().is_empty() {
        return Err(OutFolderError::Empty);
    }
    for part in out.ancestors() {
        // The last ancestor of a relative path is empty: the working folder.
        let part = if part.as_os_str().is_empty() { Path::new(".") } else { part };
        match std::fs::metadata(part) {
            Ok(found) if found.is_dir() => {
                return tempfile::tempfile_in(part).map(drop).map_err(|source| {
                    OutFolderError::NotWritable { folder: out.to_owned(), source }
                });
            }
            Ok(_) => return Err(OutFolderError::NotAFolder(part.to_owned())),
            // A dangling link looks absent but cannot be made into a folder.
            Err(_) if part.is_symlink() => return Err(OutFolderError::NotAFolder(part.to_owned())),
            Err(source) if source.kind() == io::ErrorKind::NotFound => {}
            // Below a file, what does not exist is "not a directory"; the file is further up.
            Err(source) if source.kind() == io::ErrorKind::NotADirectory => {}
            Err(source) => {
                return Err(OutFolderError::NotWritable { folder: out.to_owned(), source });
            }
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_folder_that_is_not_there_yet_is_fine_and_is_not_made() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let out = home.path().join("a/b/c");
        check(&out).expect("it can be made");
        assert_eq!(std::fs::read_dir(home.path()).expect("readable").count(), 0);
    }

    #[test]
    fn a_file_in_the_way_is_named() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let file = home.path().join("taken");
        std::fs::write(&file, "").expect("written");
        for out in [file.clone(), file.join("below/it")] {
            match check(&out) {
                Err(OutFolderError::NotAFolder(named)) => assert_eq!(named, file),
                other => panic!("{other:?}"),
            }
        }
    }

    #[test]
    fn an_empty_name_is_refused() {
        assert!(matches!(check(Path::new("")), Err(OutFolderError::Empty)));
    }
}
