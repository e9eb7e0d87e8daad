//! Values of performance indicators.
use gongkai_model::record::Value;

/// Reads the value of an indicator.
#[must_use]
pub fn parse_value(text: &str) -> Value {
    Value { raw: text.to_owned(), ..Value::default() }
}
