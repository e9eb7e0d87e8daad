//! Affine transforms `[a b c d e f]` of the PDF imaging model (ISO 32000-1, 8.3.3).

use gongkai_model::BBox;

/// `x' = a x + c y + e`, `y' = b x + d y + f`.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Matrix {
    pub(crate) a: f32,
    pub(crate) b: f32,
    pub(crate) c: f32,
    pub(crate) d: f32,
    pub(crate) e: f32,
    pub(crate) f: f32,
}

impl Matrix {
    pub(crate) const IDENTITY: Self = Self::new(1.0, 0.0, 0.0, 1.0, 0.0, 0.0);

    pub(crate) const fn new(a: f32, b: f32, c: f32, d: f32, e: f32, f: f32) -> Self {
        Self { a, b, c, d, e, f }
    }

    pub(crate) fn from_slice(v: &[f32]) -> Option<Self> {
        match v {
            [a, b, c, d, e, f] => Some(Self::new(*a, *b, *c, *d, *e, *f)),
            _ => None,
        }
    }

    /// `self` first, then `outer`.
    pub(crate) fn then(&self, outer: &Self) -> Self {
        Self {
            a: self.a * outer.a + self.b * outer.c,
            b: self.a * outer.b + self.b * outer.d,
            c: self.c * outer.a + self.d * outer.c,
            d: self.c * outer.b + self.d * outer.d,
            e: self.e * outer.a + self.f * outer.c + outer.e,
            f: self.e * outer.b + self.f * outer.d + outer.f,
        }
    }

    pub(crate) fn apply(&self, x: f32, y: f32) -> (f32, f32) {
        (self.a * x + self.c * y + self.e, self.b * x + self.d * y + self.f)
    }

    /// Length of the transformed unit vector along x.
    pub(crate) fn x_scale(&self) -> f32 {
        self.a.hypot(self.b)
    }

    /// Length of the transformed unit vector along y.
    pub(crate) fn y_scale(&self) -> f32 {
        self.c.hypot(self.d)
    }

    /// Bounding box of a transformed rectangle.
    pub(crate) fn bbox(&self, x0: f32, y0: f32, x1: f32, y1: f32) -> BBox {
        let (ax, ay) = self.apply(x0, y0);
        let (bx, by) = self.apply(x1, y0);
        let (cx, cy) = self.apply(x0, y1);
        let (dx, dy) = self.apply(x1, y1);
        BBox::new(
            ax.min(bx).min(cx.min(dx)),
            ay.min(by).min(cy.min(dy)),
            ax.max(bx).max(cx.max(dx)),
            ay.max(by).max(cy.max(dy)),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn then_applies_the_left_matrix_first() {
        let scale = Matrix::new(2.0, 0.0, 0.0, 3.0, 0.0, 0.0);
        let shift = Matrix::new(1.0, 0.0, 0.0, 1.0, 10.0, 20.0);
        assert_eq!(scale.then(&shift).apply(1.0, 1.0), (12.0, 23.0));
        assert_eq!(shift.then(&scale).apply(1.0, 1.0), (22.0, 63.0));
    }
}
