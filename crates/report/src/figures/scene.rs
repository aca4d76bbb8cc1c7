//! A figure as shapes: rectangles, lines, polygons and text that is known to fit.

use serde::Serialize;

/// Width of a column of text as a share of the type size; wide faces such as `DejaVu` need so much.
const COLUMN: f64 = 0.6;

/// What a figure is made of, in pixels from the top left.
#[derive(Debug, Clone, Serialize)]
pub(super) struct Scene {
    pub(super) name: String,
    pub(super) title: String,
    pub(super) caption: String,
    pub(super) width: f64,
    pub(super) height: f64,
    /// Whether a page may shrink it to its own width.
    pub(super) fluid: bool,
    shapes: Vec<Drawn>,
    /// Layer of what is drawn from here on.
    #[serde(skip)]
    layer: Option<String>,
}

/// A shape and what a reader can do with it.
#[derive(Debug, Clone, Serialize)]
struct Drawn {
    #[serde(flatten)]
    shape: Shape,
    /// Name of the layer that it belongs to, which a page can switch off.
    layer: Option<String>,
    /// What it says when pointed at.
    hint: Option<String>,
}

/// A colour: one of the page's, which follow light and dark, or a fixed one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Paint {
    /// Text and marks.
    Ink,
    /// Text of second rank.
    Muted,
    /// Thin lines.
    Rule,
    /// The ground.
    Paper,
    /// A colour that carries a meaning and stays.
    Fixed(super::colour::Rgb),
}

/// Where text stands relative to its point.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Anchor {
    Start,
    Middle,
    End,
}

/// How a line is drawn.
#[derive(Debug, Clone, Copy)]
pub(super) struct Stroke {
    pub(super) thickness: f64,
    pub(super) dashed: bool,
}

/// How text is set.
#[derive(Debug, Clone, Copy)]
pub(super) struct Type {
    pub(super) size: f64,
    pub(super) bold: bool,
    pub(super) underline: bool,
    pub(super) anchor: Anchor,
    pub(super) paint: Paint,
}

impl Type {
    /// Plain text of a size, from its left end.
    pub(super) fn plain(size: f64) -> Self {
        Self { size, bold: false, underline: false, anchor: Anchor::Start, paint: Paint::Ink }
    }

    pub(super) fn bold(self) -> Self {
        Self { bold: true, ..self }
    }

    pub(super) fn underlined(self, underline: bool) -> Self {
        Self { underline, ..self }
    }

    pub(super) fn at(self, anchor: Anchor) -> Self {
        Self { anchor, ..self }
    }

    pub(super) fn in_paint(self, paint: Paint) -> Self {
        Self { paint, ..self }
    }

    /// Height of a line.
    pub(super) fn leading(&self) -> f64 {
        self.size * 1.25
    }
}

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "shape", rename_all = "snake_case")]
enum Shape {
    Rect {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        class: &'static str,
        fill: String,
    },
    Frame {
        x: f64,
        y: f64,
        width: f64,
        height: f64,
        class: &'static str,
        stroke: String,
        thickness: f64,
    },
    Line {
        x1: f64,
        y1: f64,
        x2: f64,
        y2: f64,
        class: &'static str,
        stroke: String,
        thickness: f64,
        dashed: bool,
    },
    Path {
        points: String,
        class: &'static str,
        stroke: String,
        thickness: f64,
        dashed: bool,
    },
    Polygon {
        points: String,
        class: &'static str,
        fill: String,
    },
    Circle {
        x: f64,
        y: f64,
        radius: f64,
        class: &'static str,
        fill: String,
    },
    Text {
        x: f64,
        y: f64,
        size: f64,
        bold: bool,
        underline: bool,
        anchor: &'static str,
        class: &'static str,
        fill: String,
        text: String,
    },
}

/// A rectangle.
#[derive(Debug, Clone, Copy)]
pub(super) struct Area {
    pub(super) x: f64,
    pub(super) y: f64,
    pub(super) width: f64,
    pub(super) height: f64,
}

impl Scene {
    /// An empty figure with its title set at the top; drawing goes on at [`Self::height`].
    pub(super) fn titled(name: String, title: String, caption: String, width: f64) -> Self {
        let (height, fluid, shapes, layer) = (12.0, false, Vec::new(), None);
        let mut scene = Self { name, title, caption, width, height, fluid, shapes, layer };
        let heading = Type::plain(16.0).bold();
        for line in lines(&scene.title.clone(), width - 32.0, heading.size) {
            scene.height += heading.leading();
            scene.text(16.0, scene.height, heading, &line);
        }
        scene.height += 12.0;
        scene
    }

    /// Puts what is drawn from here on into a layer that a page can switch off; `None` ends it.
    pub(super) fn layer(&mut self, name: Option<&str>) {
        self.layer = name.map(str::to_owned);
    }

    /// What the last shape drawn says when pointed at.
    pub(super) fn hint(&mut self, text: String) {
        if let Some(last) = self.shapes.last_mut() {
            last.hint = Some(text);
        }
    }

    /// An area that shows nothing and says something when pointed at; it lies over what is drawn before.
    pub(super) fn sensor(&mut self, area: Area, text: String) {
        let Area { x, y, width, height } = area.rounded();
        let (class, fill) = ("sensor", "none".to_owned());
        self.push(Shape::Rect { x, y, width, height, class, fill });
        self.hint(text);
    }

    fn push(&mut self, shape: Shape) {
        self.shapes.push(Drawn { shape, layer: self.layer.clone(), hint: None });
    }

    pub(super) fn rect(&mut self, area: Area, paint: Paint) {
        let Area { x, y, width, height } = area.rounded();
        let (class, fill) = paint.fill();
        self.push(Shape::Rect { x, y, width, height, class, fill });
    }

    pub(super) fn frame(&mut self, area: Area, paint: Paint, thickness: f64) {
        let Area { x, y, width, height } = area.rounded();
        let (class, stroke) = paint.stroke();
        self.push(Shape::Frame { x, y, width, height, class, stroke, thickness });
    }

    pub(super) fn line(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint, thickness: f64) {
        self.push_line(from, to, paint, thickness, false);
    }

    /// A line with a head at its end.
    pub(super) fn arrow(&mut self, from: (f64, f64), to: (f64, f64), paint: Paint, dashed: bool) {
        const HEAD: f64 = 9.0;
        let (dx, dy) = (to.0 - from.0, to.1 - from.1);
        let length = dx.hypot(dy);
        if length <= HEAD {
            return;
        }
        let (ux, uy) = (dx / length, dy / length);
        let neck = (to.0 - HEAD * ux, to.1 - HEAD * uy);
        self.push_line(from, neck, paint, 2.5, dashed);
        let side = HEAD / 2.0;
        let corners = [
            to,
            (neck.0 - side * uy, neck.1 + side * ux),
            (neck.0 + side * uy, neck.1 - side * ux),
        ];
        self.polygon(&corners, paint);
    }

    /// A line through several points.
    pub(super) fn path(&mut self, through: &[(f64, f64)], paint: Paint, drawn: Stroke) {
        let (class, stroke) = paint.stroke();
        let (points, Stroke { thickness, dashed }) = (listed(through), drawn);
        self.push(Shape::Path { points, class, stroke, thickness, dashed });
    }

    pub(super) fn polygon(&mut self, corners: &[(f64, f64)], paint: Paint) {
        let (class, fill) = paint.fill();
        self.push(Shape::Polygon { points: listed(corners), class, fill });
    }

    /// A five-pointed star about a point.
    pub(super) fn star(&mut self, centre: (f64, f64), radius: f64, paint: Paint) {
        let corners: Vec<(f64, f64)> = (0..10)
            .map(|corner| {
                let reach = if corner % 2 == 0 { radius } else { radius * 0.4 };
                let angle = std::f64::consts::PI * f64::from(corner) / 5.0;
                (centre.0 + reach * angle.sin(), centre.1 - reach * angle.cos())
            })
            .collect();
        self.polygon(&corners, paint);
    }

    pub(super) fn circle(&mut self, centre: (f64, f64), radius: f64, paint: Paint) {
        let (class, fill) = paint.fill();
        let (x, y) = (round(centre.0), round(centre.1));
        self.push(Shape::Circle { x, y, radius, class, fill });
    }

    pub(super) fn text(&mut self, x: f64, y: f64, with: Type, text: &str) {
        let (class, fill) = with.paint.fill();
        let anchor = match with.anchor {
            Anchor::Start => "start",
            Anchor::Middle => "middle",
            Anchor::End => "end",
        };
        let Type { size, bold, underline, .. } = with;
        let (x, y, text) = (round(x), round(y), text.to_owned());
        self.push(Shape::Text { x, y, size, bold, underline, anchor, class, fill, text });
    }

    /// Lines one under the other; `y` is the base line of the first.
    pub(super) fn lines(&mut self, x: f64, y: f64, with: Type, lines: &[String]) {
        let mut base = y;
        for line in lines {
            self.text(x, base, with, line);
            base += with.leading();
        }
    }

    fn push_line(
        &mut self,
        from: (f64, f64),
        to: (f64, f64),
        paint: Paint,
        thickness: f64,
        dashed: bool,
    ) {
        let (class, stroke) = paint.stroke();
        let [x1, y1, x2, y2] = [from.0, from.1, to.0, to.1].map(round);
        self.push(Shape::Line { x1, y1, x2, y2, class, stroke, thickness, dashed });
    }
}

impl Area {
    fn rounded(self) -> Self {
        let Self { x, y, width, height } = self;
        Self { x: round(x), y: round(y), width: round(width), height: round(height) }
    }
}

impl Paint {
    /// Class and colour of a filled shape. The colour holds where no page says otherwise.
    fn fill(self) -> (&'static str, String) {
        match self {
            Self::Ink => ("ink", "#1b1f24".into()),
            Self::Muted => ("muted", "#57606a".into()),
            Self::Rule => ("rule-fill", "#c4c9cf".into()),
            Self::Paper => ("paper", "#ffffff".into()),
            Self::Fixed(colour) => ("fixed", colour.hex()),
        }
    }

    /// Class and colour of a line.
    fn stroke(self) -> (&'static str, String) {
        match self {
            Self::Ink => ("ink-line", "#1b1f24".into()),
            Self::Muted => ("muted-line", "#57606a".into()),
            Self::Rule => ("rule", "#c4c9cf".into()),
            Self::Paper => ("paper-line", "#ffffff".into()),
            Self::Fixed(colour) => ("fixed", colour.hex()),
        }
    }
}

/// Text broken into lines that fit a width, whatever face the reader has; at least one line.
pub(super) fn lines(text: &str, width: f64, size: f64) -> Vec<String> {
    let mut columns = 1;
    while (f64::from(columns) + 1.0) * COLUMN * size <= width {
        columns += 1;
    }
    let clean: String =
        text.chars().map(|letter| if letter.is_control() { ' ' } else { letter }).collect();
    // A number and its unit stay together.
    let bound = [(" %", "\u{a0}%"), ("US$ ", "US$\u{a0}"), (" bn", "\u{a0}bn")]
        .iter()
        .fold(clean, |text, (loose, tight)| text.replace(loose, tight));
    let columns = usize::try_from(columns).unwrap_or(1);
    textwrap::wrap(&bound, columns).into_iter().map(std::borrow::Cow::into_owned).collect()
}

/// Width that text is sure to fit in.
pub(super) fn text_width(text: &str, size: f64) -> f64 {
    textwrap::core::display_width(text) as f64 * COLUMN * size
}

/// Part of a file name, or an id: small letters, digits and hyphens.
pub(super) fn slug(text: &str) -> String {
    let letters = text.chars().filter(char::is_ascii_alphanumeric);
    letters.map(|letter| letter.to_ascii_lowercase()).collect()
}

/// Points as SVG lists them.
fn listed(points: &[(f64, f64)]) -> String {
    let points: Vec<String> =
        points.iter().map(|(x, y)| format!("{},{}", round(*x), round(*y))).collect();
    points.join(" ")
}

fn round(value: f64) -> f64 {
    (value * 100.0).round() / 100.0
}
