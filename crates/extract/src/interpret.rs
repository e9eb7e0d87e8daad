//! Runs a content stream: operators to glyphs, rules, fills and images (ISO 32000-1, annex A).

use crate::budget::{Budget, Options};
use crate::content::{Damage, page_content, stream_content};
use crate::font::{CidMaps, Font};
use crate::lexer::{Lexer, Operand, Operands, Token};
use crate::matrix::Matrix;
use crate::object::Objects;
use crate::path::{Paint, Path, intersection};
use crate::sink::Sink;
use crate::state::{Colour, Space, State};
use gongkai_model::BBox;
use gongkai_model::page::{Axis, Rule};
use lopdf::{Dictionary, Object, Stream};
use std::collections::HashMap;
use std::rc::Rc;

/// Fonts and character maps of a document, kept over its pages.
#[derive(Debug, Default)]
pub(crate) struct Fonts {
    by_address: HashMap<usize, Rc<Font>>,
    cid_maps: Rc<CidMaps>,
}

impl Fonts {
    fn get(&mut self, objects: &Objects<'_>, dict: &Dictionary, limit: usize) -> Rc<Font> {
        // A loaded document never moves its dictionaries: the address names the font.
        let key = std::ptr::from_ref(dict) as usize;
        if let Some(font) = self.by_address.get(&key) {
            return Rc::clone(font);
        }
        if self.by_address.len() >= limit {
            self.by_address.clear();
        }
        let font = Rc::new(Font::read(objects, dict, &self.cid_maps));
        self.by_address.insert(key, Rc::clone(&font));
        font
    }
}

/// What a name stands for among the fonts of some resources.
struct Named {
    resources: usize,
    name: Vec<u8>,
    font: Option<(Rc<Font>, u16)>,
}

/// Names of fonts that are remembered.
const MAX_NAMED: usize = 32;

/// Runs content streams of one page.
pub(crate) struct Interpreter<'a, S> {
    pub(crate) objects: Objects<'a>,
    pub(crate) options: &'a Options,
    pub(crate) fonts: &'a mut Fonts,
    named: Vec<Named>,
    pub(crate) budget: Budget,
    /// What of the content drawn so far is not in the file.
    pub(crate) damage: Damage,
    pub(crate) sink: S,
    pub(crate) state: State,
    stack: Vec<State>,
    path: Path,
    clip_pending: bool,
    /// Parts of the page may be switched off (optional content).
    has_layers: bool,
    pub(crate) text_matrix: Matrix,
    pub(crate) line_matrix: Matrix,
    /// Forms being run, by the address of their stream: a form that draws itself is left out.
    running: Vec<usize>,
}

/// `q` nested deeper than this is a lie.
const MAX_STATES: usize = 512;

impl<'a, S: Sink> Interpreter<'a, S> {
    pub(crate) fn new(objects: Objects<'a>, options: &'a Options, fonts: &'a mut Fonts, sink: S, state: State) -> Self {
        Self {
            objects,
            options,
            fonts,
            named: Vec::new(),
            budget: Budget::of_page(options),
            damage: Damage::None,
            sink,
            state,
            stack: Vec::new(),
            path: Path::default(),
            clip_pending: false,
            has_layers: false,
            text_matrix: Matrix::IDENTITY,
            line_matrix: Matrix::IDENTITY,
            running: Vec::new(),
        }
    }

    /// Runs the content of a page.
    pub(crate) fn page(&mut self, page: &Dictionary, resources: Option<&Dictionary>) {
        let content = page_content(&self.objects, page);
        self.damage = content.damage;
        if self.budget.bytes(content.bytes.len()) {
            self.run(&content.bytes, resources);
        }
    }

    /// Runs one content stream with its resources.
    pub(crate) fn run(&mut self, content: &[u8], resources: Option<&Dictionary>) {
        let mut lexer = Lexer::new(content);
        let mut operands = Operands::default();
        let bottom = self.stack.len();
        let mut spans = 0u32;
        while let Token::Operator(range) = lexer.next_operator(&mut operands) {
            if !self.budget.operator() {
                break;
            }
            match content.get(range).unwrap_or_default() {
                b"q" if self.stack.len() < MAX_STATES => self.stack.push(self.state.clone()),
                b"Q" if self.stack.len() > bottom => {
                    self.state = self.stack.pop().unwrap_or_else(|| self.state.clone())
                }
                b"BMC" => {
                    spans += 1;
                    self.sink.begin_span(None);
                }
                b"BDC" => {
                    spans += 1;
                    self.has_layers |= operands.tag() == Some(b"OC");
                    let text = self.actual_text(&operands, resources);
                    self.sink.begin_span(text);
                }
                b"EMC" if spans > 0 => {
                    spans -= 1;
                    self.sink.end_span();
                }
                b"ID" => lexer.skip_inline_image(inline_image_length(&operands)),
                b"BI" => self.sink.image(self.unit_square()),
                op => self.operator(op, &operands, resources),
            }
        }
        // What a stream leaves open does not reach the next one.
        self.stack.truncate(bottom);
        for _ in 0..spans {
            self.sink.end_span();
        }
    }

    fn operator(&mut self, op: &[u8], o: &Operands, resources: Option<&Dictionary>) {
        match op {
            b"cm" => {
                if let Some(m) = o.numbers::<6>().and_then(|n| Matrix::from_slice(&n)) {
                    self.state.ctm = m.then(&self.state.ctm);
                }
            }
            b"w" => self.state.line_width = o.numbers::<1>().map_or(1.0, |[w]| w.abs()),
            b"gs" => self.graphics_state(o, resources),
            b"m" | b"l" | b"c" | b"v" | b"y" | b"h" | b"re" => self.construct(op, o),
            b"S" | b"s" | b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*" | b"n" => self.paint(op),
            b"W" | b"W*" => self.clip_pending = true,
            b"g" | b"rg" | b"k" | b"sc" | b"scn" | b"cs" | b"G" | b"RG" | b"K" | b"SC" | b"SCN" | b"CS" => {
                self.colour(op, o, resources);
            }
            b"Do" => {
                if let Some(name) = o.name()
                    && let Some(list) = resources.and_then(|r| self.objects.dict(r, b"XObject"))
                {
                    match self.objects.get(list, name) {
                        Some(Object::Stream(stream)) => self.external_object(stream, resources),
                        // Named, but not in the file.
                        None if list.has(name) => self.damage = Damage::Cut,
                        _ => {}
                    }
                }
            }
            b"sh" => self.sink.other_ink(),
            b"Tf" => {
                if let Some([size]) = o.numbers::<1>() {
                    self.state.text.size = size;
                }
                // Text in a font that is not in the file is lost: in another font it would be other text.
                self.state.text.font = o.name().zip(resources).and_then(|(name, r)| self.named_font(name, r));
            }
            _ => self.text_operator(op, o),
        }
    }

    /// The font of a name and its index on the page. Most content names one of a few fonts before each piece of text.
    fn named_font(&mut self, name: &[u8], resources: &Dictionary) -> Option<(Rc<Font>, u16)> {
        // A loaded document never moves its dictionaries: the address names the resources.
        let place = std::ptr::from_ref(resources) as usize;
        if let Some(known) = self.named.iter().find(|known| known.resources == place && known.name == name) {
            return known.font.clone();
        }
        let dict = self.objects.dict(resources, b"Font").and_then(|fonts| self.objects.dict(fonts, name));
        let font = dict.map(|dict| {
            let font = self.fonts.get(&self.objects, dict, self.options.max_cached_fonts);
            let index = self.sink.font(&font.face);
            (font, index)
        });
        if self.named.len() >= MAX_NAMED {
            self.named.clear();
        }
        self.named.push(Named { resources: place, name: name.to_vec(), font: font.clone() });
        font
    }

    fn construct(&mut self, op: &[u8], o: &Operands) {
        if !self.budget.segment() {
            return;
        }
        let m = self.state.ctm;
        match op {
            b"m" => o.numbers().into_iter().for_each(|[x, y]| self.path.move_to(&m, x, y)),
            b"l" => o.numbers().into_iter().for_each(|[x, y]| self.path.line_to(&m, x, y)),
            b"c" => o.numbers().into_iter().for_each(|[_, _, _, _, x, y]| self.path.curve_to(&m, x, y)),
            b"v" | b"y" => o.numbers().into_iter().for_each(|[_, _, x, y]| self.path.curve_to(&m, x, y)),
            b"re" => o.numbers().into_iter().for_each(|[x, y, w, h]| self.path.rectangle(&m, x, y, w, h)),
            _ => self.path.close(),
        }
    }

    fn paint(&mut self, op: &[u8]) {
        if matches!(op, b"s" | b"b" | b"b*") {
            self.path.close();
        }
        let (clip, max_rule_thickness) = (self.state.clip, self.options.max_rule_thickness);
        let paint = |c: Colour| Paint { colour: c.rgb, clip, max_rule_thickness };
        if matches!(op, b"f" | b"F" | b"f*" | b"B" | b"B*" | b"b" | b"b*") && self.state.fill.alpha > 0.0 {
            self.path.fill(&paint(self.state.fill), &mut self.sink);
            if self.state.fills_opaquely()
                && let Some(bbox) = self.path.as_rectangle()
            {
                self.cover(&bbox);
            }
        }
        if matches!(op, b"S" | b"s" | b"B" | b"B*" | b"b" | b"b*") && self.state.stroke.alpha > 0.0 {
            let scale = (self.state.ctm.x_scale() * self.state.ctm.y_scale()).sqrt();
            self.path.stroke(&paint(self.state.stroke), self.state.line_width * scale, &mut self.sink);
        }
        if std::mem::take(&mut self.clip_pending)
            && let Some(bbox) = self.path.bbox()
        {
            self.clip_to(&bbox);
            self.state.clip_is_box &= self.path.as_rectangle().is_some();
        }
        self.path.clear();
    }

    /// Something opaque is painted, in so far as no layer of the page can be switched off.
    fn cover(&mut self, bbox: &BBox) {
        if !self.has_layers
            && let Some(seen) = intersection(bbox, &self.state.clip)
        {
            self.sink.cover(&seen);
        }
    }

    fn clip_to(&mut self, bbox: &BBox) {
        // A clip that misses the old one leaves nothing: an empty box far away.
        self.state.clip = intersection(&self.state.clip, bbox).unwrap_or(BBox::new(-1e6, -1e6, -1e6, -1e6));
    }

    fn colour(&mut self, op: &[u8], o: &Operands, resources: Option<&Dictionary>) {
        let target = if op[0].is_ascii_lowercase() { &mut self.state.fill } else { &mut self.state.stroke };
        let components: Vec<f32> = o.all_numbers().take(4).collect();
        match op {
            b"g" | b"G" | b"rg" | b"RG" | b"k" | b"K" => {
                target.space = Space::ByCount;
                target.set(&components);
            }
            b"cs" | b"CS" => {
                let name = o.name().unwrap_or_default();
                let list = resources.and_then(|r| self.objects.dict(r, b"ColorSpace"));
                let family = match list.and_then(|l| self.objects.get(l, name)) {
                    Some(Object::Array(a)) => a.first().map(|f| self.objects.resolve(f)),
                    other => other,
                };
                target.space = match family {
                    Some(Object::Name(n)) => space_of(n),
                    _ => space_of(name),
                };
                target.rgb = 0;
            }
            _ if components.is_empty() => target.rgb = 0x80_8080,
            _ => target.set(&components),
        }
    }

    fn graphics_state(&mut self, o: &Operands, resources: Option<&Dictionary>) {
        let Some(name) = o.name() else { return };
        let Some(dict) =
            resources.and_then(|r| self.objects.dict(r, b"ExtGState")).and_then(|list| self.objects.dict(list, name))
        else {
            return;
        };
        if let Some(alpha) = self.objects.number(dict, b"ca") {
            self.state.fill.alpha = alpha;
        }
        if let Some(alpha) = self.objects.number(dict, b"CA") {
            self.state.stroke.alpha = alpha;
        }
        if let Some(mode) = self.objects.get(dict, b"BM") {
            self.state.blends = !matches!(mode.as_name(), Ok(b"Normal" | b"Compatible"));
        }
        if let Some(mask) = self.objects.get(dict, b"SMask") {
            self.state.is_masked = mask.as_name().is_err();
        }
        if let Some(width) = self.objects.number(dict, b"LW") {
            self.state.line_width = width.abs();
        }
        if let Some([font, size]) = self.objects.array(dict, b"Font")
            && let Some(font) = self.objects.as_dict(font)
        {
            let font = self.fonts.get(&self.objects, font, self.options.max_cached_fonts);
            let index = self.sink.font(&font.face);
            self.state.text.font = Some((font, index));
            self.state.text.size = self.objects.as_number(size).unwrap_or(0.0);
        }
    }

    fn external_object(&mut self, stream: &Stream, resources: Option<&Dictionary>) {
        match self.objects.name(&stream.dict, b"Subtype") {
            Some(b"Image") => {
                let bbox = self.unit_square();
                self.sink.image(bbox);
                if self.state.fills_opaquely() && self.is_opaque(&stream.dict) {
                    self.cover(&bbox);
                }
                // A line may be drawn as an image one pixel thick.
                let (w, h) = (bbox.width(), bbox.height());
                if w.min(h) <= 2.0 && w.max(h) >= 10.0 {
                    let horizontal = w > h;
                    self.sink.rule(Rule {
                        axis: if horizontal { Axis::Horizontal } else { Axis::Vertical },
                        at: if horizontal { bbox.center_y() } else { bbox.center_x() },
                        from: if horizontal { bbox.x0 } else { bbox.y0 },
                        to: if horizontal { bbox.x1 } else { bbox.y1 },
                        width: w.min(h),
                        colour: 0,
                    });
                }
            }
            _ => self.form(stream, resources),
        }
    }

    fn form(&mut self, stream: &Stream, resources: Option<&Dictionary>) {
        let key = std::ptr::from_ref(stream) as usize;
        if self.running.len() >= self.options.max_form_depth as usize || self.running.contains(&key) {
            return;
        }
        let content = stream_content(&self.objects, stream);
        self.damage = self.damage.max(content.damage);
        if !self.budget.bytes(content.bytes.len()) {
            return;
        }
        let outside = self.state.clone();
        let (text_matrix, line_matrix) = (self.text_matrix, self.line_matrix);
        if let Some(m) = Matrix::from_slice(&self.objects.numbers(&stream.dict, b"Matrix")) {
            self.state.ctm = m.then(&self.state.ctm);
        }
        if let [x0, y0, x1, y1] = self.objects.numbers(&stream.dict, b"BBox")[..] {
            let bbox = self.state.ctm.bbox(x0, y0, x1, y1);
            self.clip_to(&bbox);
        }
        self.state.in_translucent_group |= stream.dict.has(b"Group") && !self.state.is_opaque();
        let own = self.objects.dict(&stream.dict, b"Resources").or(resources);
        self.running.push(key);
        self.run(&content.bytes, own);
        self.running.pop();
        self.state = outside;
        self.text_matrix = text_matrix;
        self.line_matrix = line_matrix;
        self.path.clear();
    }

    /// Whether an image hides what lies under it: upright, without a mask, on no layer.
    fn is_opaque(&self, image: &Dictionary) -> bool {
        let ctm = &self.state.ctm;
        let is_upright = (ctm.b == 0.0 && ctm.c == 0.0) || (ctm.a == 0.0 && ctm.d == 0.0);
        is_upright
            && ![b"SMask".as_slice(), b"Mask", b"ImageMask", b"SMaskInData", b"OC"].iter().any(|key| image.has(key))
    }

    fn unit_square(&self) -> BBox {
        let bbox = self.state.ctm.bbox(0.0, 0.0, 1.0, 1.0);
        intersection(&bbox, &self.state.clip).unwrap_or(BBox::new(bbox.x0, bbox.y0, bbox.x0, bbox.y0))
    }

    /// `ActualText` of a marked-content span, written inline or in the page's properties.
    fn actual_text(&self, o: &Operands, resources: Option<&Dictionary>) -> Option<String> {
        let mut items = o.items.iter();
        while let Some(item) = items.next() {
            if let Operand::Name(a, b) = item
                && o.slice(*a, *b) == b"ActualText"
                && let Some(Operand::Text(a, b)) = items.next()
            {
                return Some(text_string(o.slice(*a, *b)));
            }
        }
        // `/Span /Name BDC`: two names and nothing else.
        if let [Operand::Name(..), Operand::Name(a, b)] = o.items[..] {
            let list = resources.and_then(|r| self.objects.dict(r, b"Properties"))?;
            let dict = self.objects.dict(list, o.slice(a, b))?;
            if let Some(Object::String(s, _)) = self.objects.get(dict, b"ActualText") {
                return Some(text_string(s));
            }
        }
        None
    }
}

/// A text string: UTF-16 with BOM, UTF-8 with BOM, or PDFDocEncoding (ISO 32000-1, 7.9.2.2).
pub(crate) fn text_string(bytes: &[u8]) -> String {
    match bytes {
        [0xfe, 0xff, rest @ ..] => encoding_rs::UTF_16BE.decode_without_bom_handling(rest).0.into_owned(),
        [0xff, 0xfe, rest @ ..] => encoding_rs::UTF_16LE.decode_without_bom_handling(rest).0.into_owned(),
        [0xef, 0xbb, 0xbf, rest @ ..] => String::from_utf8_lossy(rest).into_owned(),
        _ if bytes.is_ascii() => bytes.iter().map(|b| char::from(*b)).collect(),
        // Chinese producers write UTF-8 or GBK where the standard wants UTF-16.
        _ => match std::str::from_utf8(bytes) {
            Ok(s) => s.to_owned(),
            Err(_) => encoding_rs::GBK.decode_without_bom_handling(bytes).0.into_owned(),
        },
    }
}

fn space_of(name: &[u8]) -> Space {
    match name {
        b"Separation" | b"DeviceN" => Space::Tint,
        b"Indexed" | b"I" | b"Pattern" => Space::Unknown,
        _ => Space::ByCount,
    }
}

/// Bytes of an inline image without filters; `None` where they are to be searched.
fn inline_image_length(o: &Operands) -> Option<usize> {
    let value = |keys: [&[u8]; 2]| {
        let at = o.items.iter().position(|i| matches!(i, Operand::Name(a, b) if keys.contains(&o.slice(*a, *b))))?;
        o.items.get(at + 1).copied()
    };
    if value([b"F", b"Filter"]).is_some() {
        return None;
    }
    let number = |keys| match value(keys) {
        Some(Operand::Number(n)) if (0.0..1e6).contains(&n) => Some(n as usize),
        _ => None,
    };
    let mask = value([b"IM", b"ImageMask"]).is_some();
    let bits = if mask { 1 } else { number([b"BPC", b"BitsPerComponent"])? };
    let components = match value([b"CS", b"ColorSpace"]) {
        Some(Operand::Name(a, b)) => match o.slice(a, b) {
            b"RGB" | b"DeviceRGB" => 3,
            b"CMYK" | b"DeviceCMYK" => 4,
            b"G" | b"DeviceGray" | b"I" | b"Indexed" => 1,
            _ => return None,
        },
        None if mask => 1,
        _ => return None,
    };
    let row = number([b"W", b"Width"])?.checked_mul(bits)?.checked_mul(components)?.div_ceil(8);
    row.checked_mul(number([b"H", b"Height"])?)
}
