//! A legend that flows: samples with names, broken into lines where they do not fit.

use super::scene::{Scene, Type, lines, text_width};

/// Space between a sample and its name, and between a name and the next sample.
const GAPS: (f64, f64) = (6.0, 14.0);
/// Height of a line.
const LINE: f64 = 18.0;

/// Where a legend flows, and how large it is.
pub(super) struct Legend {
    /// First column of samples.
    pub(super) left: f64,
    /// Where names end at the latest.
    pub(super) right: f64,
    /// Longest name; what goes beyond is cut.
    pub(super) longest: f64,
    /// Width of a sample.
    pub(super) sample: f64,
    /// Size of type.
    pub(super) size: f64,
}

impl Legend {
    /// Draws names below what is there; `sample` draws that of the name at a position, from a column on,
    /// on the line of `scene.height`.
    pub(super) fn draw<'n>(
        &self,
        scene: &mut Scene,
        names: impl IntoIterator<Item = &'n str>,
        mut sample: impl FnMut(&mut Scene, usize, f64),
    ) {
        let mut x = self.left;
        scene.height += LINE;
        for (at, name) in names.into_iter().enumerate() {
            let text = lines(name, self.longest, self.size).swap_remove(0);
            let needs = self.sample + GAPS.0 + text_width(&text, self.size) + GAPS.1;
            if x > self.left && x + needs > self.right {
                x = self.left;
                scene.height += LINE;
            }
            sample(scene, at, x);
            scene.text(x + self.sample + GAPS.0, scene.height, Type::plain(self.size), &text);
            x += needs;
        }
    }
}
