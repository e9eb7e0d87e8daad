//! Boxes on a page as displayed.

use schemars::JsonSchema;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// A box on a page as displayed (after `/Rotate` and `CropBox`), in points, origin at the top left, y downwards.
///
/// Written to JSON as `[x0, y0, x1, y1]`, rounded to two decimals.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct BBox {
    /// Left edge.
    pub x0: f32,
    /// Top edge.
    pub y0: f32,
    /// Right edge, not left of `x0`.
    pub x1: f32,
    /// Bottom edge, not above `y0`.
    pub y1: f32,
}

impl BBox {
    /// The box with these edges.
    #[must_use]
    pub const fn new(x0: f32, y0: f32, x1: f32, y1: f32) -> Self {
        Self { x0, y0, x1, y1 }
    }

    /// Width in points.
    #[must_use]
    pub fn width(&self) -> f32 {
        self.x1 - self.x0
    }

    /// Height in points.
    #[must_use]
    pub fn height(&self) -> f32 {
        self.y1 - self.y0
    }

    /// Horizontal middle.
    #[must_use]
    pub fn center_x(&self) -> f32 {
        (self.x0 + self.x1) * 0.5
    }

    /// Vertical middle.
    #[must_use]
    pub fn center_y(&self) -> f32 {
        (self.y0 + self.y1) * 0.5
    }

    /// Whether the point lies in the box, its edges included.
    #[must_use]
    pub fn contains(&self, x: f32, y: f32) -> bool {
        x >= self.x0 && x <= self.x1 && y >= self.y0 && y <= self.y1
    }

    /// Whether the boxes share any area.
    #[must_use]
    pub fn intersects(&self, other: &Self) -> bool {
        self.x0 < other.x1 && other.x0 < self.x1 && self.y0 < other.y1 && other.y0 < self.y1
    }

    /// The smallest box that holds both.
    #[must_use]
    pub fn union(&self, other: &Self) -> Self {
        Self {
            x0: self.x0.min(other.x0),
            y0: self.y0.min(other.y0),
            x1: self.x1.max(other.x1),
            y1: self.y1.max(other.y1),
        }
    }
}

fn hundredths(v: f32) -> f32 {
    let r = (v * 100.0).round() / 100.0;
    if r == 0.0 { 0.0 } else { r }
}

impl Serialize for BBox {
    fn serialize<S: Serializer>(&self, s: S) -> Result<S::Ok, S::Error> {
        [hundredths(self.x0), hundredths(self.y0), hundredths(self.x1), hundredths(self.y1)].serialize(s)
    }
}

impl<'de> Deserialize<'de> for BBox {
    fn deserialize<D: Deserializer<'de>>(d: D) -> Result<Self, D::Error> {
        let [x0, y0, x1, y1] = <[f32; 4]>::deserialize(d)?;
        Ok(Self { x0, y0, x1, y1 })
    }
}

impl JsonSchema for BBox {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "BBox".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "[x0, y0, x1, y1] in points, origin top left of the page as displayed (after /Rotate and CropBox)",
            "type": "array",
            "items": { "type": "number" },
            "minItems": 4,
            "maxItems": 4
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_box_is_written_as_four_rounded_numbers() {
        let b = BBox::new(1.004, -0.001, 123.456, 841.89);
        assert_eq!(serde_json::to_string(&b).unwrap(), "[1.0,0.0,123.46,841.89]");
    }
}
