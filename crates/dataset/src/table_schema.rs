//! Table Schema (Frictionless) of a JSONL file, derived from the JSON Schema of its entity so that the two cannot drift.

use crate::entity::{Entity, Reference};
use serde_json::{Map, Value, json};

/// Table Schema of an entity's JSONL file.
#[must_use]
pub fn table_schema(entity: Entity) -> Value {
    let schema = entity.json_schema();
    let empty = Map::new();
    let properties = schema.get("properties").and_then(Value::as_object).unwrap_or(&empty);
    let mut fields = Vec::new();
    if entity != Entity::Documents {
        fields.push(json!({
            "name": "doc_id",
            "type": "string",
            "description": "Document it was read from: SHA-256 of the input.",
            "constraints": { "required": true },
        }));
    }
    for (name, property) in properties {
        fields.push(field(entity, name, property, &schema));
    }
    let mut result = json!({
        "fields": fields,
        "missingValues": [""],
        "primaryKey": entity.primary_key(),
    });
    let references: Vec<Value> = entity.references().iter().map(|r| foreign_key(entity, r)).collect();
    if let (false, Some(object)) = (references.is_empty(), result.as_object_mut()) {
        object.insert("foreignKeys".to_owned(), Value::Array(references));
    }
    result
}

fn foreign_key(entity: Entity, reference: &Reference) -> Value {
    // An empty resource is the file itself.
    let resource = if reference.target == entity { "" } else { reference.target.name() };
    json!({
        "fields": reference.fields,
        "reference": { "resource": resource, "fields": reference.target_fields },
    })
}

fn field(entity: Entity, name: &str, property: &Value, root: &Value) -> Value {
    let shape = Shape::of(property, root);
    let mut field = Map::new();
    field.insert("name".to_owned(), json!(name));
    field.insert("type".to_owned(), json!(shape.kind));
    if let Some(description) = property.get("description").or(shape.description.as_ref()) {
        field.insert("description".to_owned(), description.clone());
    }
    let mut constraints = Map::new();
    // An empty string counts as missing in a Table Schema, so strings are required in keys alone.
    if !shape.nullable && (shape.kind != "string" || entity.primary_key().contains(&name)) {
        constraints.insert("required".to_owned(), json!(true));
    }
    if !shape.values.is_empty() {
        constraints.insert("enum".to_owned(), Value::Array(shape.values));
    }
    if is_decimal(name) {
        constraints.insert("pattern".to_owned(), json!(r"-?\d+(\.\d+)?"));
    }
    if !constraints.is_empty() {
        field.insert("constraints".to_owned(), Value::Object(constraints));
    }
    if let Some(column_type) = column_type(entity, name) {
        field.insert("columnType".to_owned(), json!(column_type));
    }
    Value::Object(field)
}

/// Fields that hold an exact decimal number as a string.
fn is_decimal(name: &str) -> bool {
    matches!(name, "amount_yuan" | "lhs" | "rhs" | "difference" | "tolerance" | "confidence")
}

/// What a field is in the Fiscal Data Package taxonomy of column types (1.0rc1).
fn column_type(entity: Entity, name: &str) -> Option<&'static str> {
    if entity != Entity::BudgetLines {
        return None;
    }
    Some(match name {
        "line_id" => "budget-line-id",
        "amount_yuan" => "value",
        "fiscal_year" => "date:fiscal-year",
        "side" => "direction",
        "phase" => "phase:id",
        "fund" => "fin-source:generic:code",
        "project_id" => "activity:generic:project:code",
        "unit_code" => "administrative-classification:generic:level1:code",
        "unit_name" => "administrative-classification:generic:level1:label",
        "region" => "geo:target:label",
        _ => return None,
    })
}

/// What a JSON Schema of a property comes down to.
#[derive(Debug, Default)]
struct Shape {
    kind: &'static str,
    nullable: bool,
    values: Vec<Value>,
    description: Option<Value>,
}

impl Shape {
    fn of(property: &Value, root: &Value) -> Self {
        let mut shape = Self { kind: "any", ..Self::default() };
        shape.add(property, root, 0);
        shape
    }

    fn add(&mut self, schema: &Value, root: &Value, depth: u8) {
        if depth > 8 {
            return;
        }
        let target = schema.get("$ref").and_then(Value::as_str).and_then(|r| r.strip_prefix('#'));
        if let Some(target) = target.and_then(|pointer| root.pointer(pointer)) {
            if self.description.is_none() {
                self.description = target.get("description").cloned();
            }
            self.add(target, root, depth + 1);
        }
        match schema.get("type") {
            Some(Value::String(kind)) => self.add_type(kind),
            Some(Value::Array(kinds)) => kinds.iter().filter_map(Value::as_str).for_each(|kind| self.add_type(kind)),
            _ => {}
        }
        for list in ["anyOf", "oneOf", "allOf"] {
            for part in schema.get(list).and_then(Value::as_array).into_iter().flatten() {
                self.add(part, root, depth + 1);
            }
        }
        if let Some(value) = schema.get("const") {
            self.values.push(value.clone());
        }
        self.values.extend(schema.get("enum").and_then(Value::as_array).into_iter().flatten().cloned());
    }

    fn add_type(&mut self, kind: &str) {
        match kind {
            "null" => self.nullable = true,
            "string" => self.kind = "string",
            "integer" => self.kind = "integer",
            "number" => self.kind = "number",
            "boolean" => self.kind = "boolean",
            "array" => self.kind = "array",
            "object" => self.kind = "object",
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field_named(entity: Entity, name: &str) -> Value {
        let schema = table_schema(entity);
        schema["fields"].as_array().unwrap().iter().find(|f| f["name"] == name).unwrap().clone()
    }

    #[test]
    fn types_enumerations_and_nulls_follow_the_model() {
        let phase = field_named(Entity::BudgetLines, "phase");
        assert_eq!(phase["type"], "string");
        assert_eq!(phase["constraints"]["enum"], json!(["budget", "budget_adjusted", "execution", "final"]));
        assert_eq!(field_named(Entity::BudgetLines, "line_id")["constraints"]["required"], true);
        assert_eq!(field_named(Entity::BudgetLines, "lane")["constraints"]["required"], true);
        let lane_kind = field_named(Entity::BudgetLines, "lane_kind");
        assert!(lane_kind["constraints"].get("required").is_none());
        assert_eq!(field_named(Entity::BudgetLines, "amount_yuan")["columnType"], "value");
        assert_eq!(field_named(Entity::Tables, "cells")["type"], "array");
        assert_eq!(field_named(Entity::Documents, "region")["type"], "object");
    }

    #[test]
    fn every_key_is_a_field_of_known_type() {
        for entity in Entity::ALL {
            let schema = table_schema(entity);
            let names: Vec<_> =
                schema["fields"].as_array().unwrap().iter().map(|f| f["name"].as_str().unwrap()).collect();
            let keys = entity.primary_key().iter().chain(entity.references().iter().flat_map(|r| r.fields));
            for key in keys {
                assert!(names.contains(key), "{entity:?} {key}");
            }
            for field in schema["fields"].as_array().unwrap() {
                assert_ne!(field["type"], "any", "{entity:?} {field}");
            }
        }
    }
}
