//! Figures as PNG, for slides and word processors: drawn with a face that is part of this program, so that
//! they look alike on every machine, also on one without fonts.

use std::sync::Arc;

use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::fontdb::Database;
use resvg::usvg::{Options, Tree};

use crate::error::ReportError;
use crate::figures::Figure;

/// Pixels of the picture to one of the drawing.
const SCALE: f32 = 2.0;
/// Latin, Greek, Cyrillic, arrows and signs out of `DejaVu Sans`; other letters are drawn as boxes.
const FACES: [&[u8]; 2] = [
    include_bytes!("../fonts/DejaVuSans-subset.ttf"),
    include_bytes!("../fonts/DejaVuSans-Bold-subset.ttf"),
];
const FAMILY: &str = "DejaVu Sans";

/// Draws pictures of figures.
pub struct Painter {
    options: Options<'static>,
}

impl Painter {
    /// A painter with the face loaded.
    pub fn new() -> Self {
        let mut faces = Database::new();
        for face in FACES {
            faces.load_font_data(face.to_vec());
        }
        faces.set_sans_serif_family(FAMILY);
        let options = Options {
            font_family: FAMILY.to_owned(),
            fontdb: Arc::new(faces),
            ..Options::default()
        };
        Self { options }
    }

    /// The figure as PNG, twice as large as drawn, on white.
    ///
    /// # Errors
    /// [`ReportError::Picture`] if the drawing is no SVG or has no size.
    pub fn png(&self, figure: &Figure) -> Result<Vec<u8>, ReportError> {
        let fault = |why: String| ReportError::Picture { figure: figure.name.clone(), why };
        let tree =
            Tree::from_str(&figure.svg, &self.options).map_err(|error| fault(error.to_string()))?;
        let size = tree.size().to_int_size().scale_by(SCALE);
        let mut picture = size
            .and_then(|size| Pixmap::new(size.width(), size.height()))
            .ok_or_else(|| fault("the drawing has no size".to_owned()))?;
        resvg::render(&tree, Transform::from_scale(SCALE, SCALE), &mut picture.as_mut());
        picture.encode_png().map_err(|error| fault(error.to_string()))
    }
}

impl Default for Painter {
    fn default() -> Self {
        Self::new()
    }
}
