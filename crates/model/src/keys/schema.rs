//! The JSON schema of a scenario file, written from the table.

use super::{Default, Key, Shape, children};
use serde_json::{Map, Value, json};

/// JSON schema (draft 2020-12) of a scenario file read as JSON.
pub fn json_schema() -> Value {
    let mut schema = object("");
    if let Some(fields) = schema.as_object_mut() {
        fields.insert("$schema".into(), "https://json-schema.org/draft/2020-12/schema".into());
        fields.insert("title".into(), "Talion scenario".into());
    }
    schema
}

fn object(parent: &str) -> Value {
    let mut properties = Map::new();
    let mut required = Vec::new();
    for key in children(parent) {
        properties.insert(key.name().into(), property(key));
        if key.default == Default::Required {
            required.push(Value::from(key.name()));
        }
    }
    json!({
        "type": "object",
        "additionalProperties": false,
        "properties": properties,
        "required": required,
    })
}

fn property(key: &Key) -> Value {
    let mut value = match key.shape {
        Shape::Text => json!({ "type": "string" }),
        Shape::Word(words) => json!({ "enum": words }),
        Shape::Number { min, max } => number(min, max),
        Shape::Flag => json!({ "type": "boolean" }),
        Shape::Texts => json!({ "type": "array", "items": { "type": "string" } }),
        Shape::BySector { min, max } => {
            json!({ "type": "object", "additionalProperties": number(min, max) })
        }
        Shape::Table => object(key.path),
        Shape::Tables => {
            let least = usize::from(key.default != Default::Empty);
            json!({ "type": "array", "minItems": least, "items": object(&format!("{}[]", key.path)) })
        }
    };
    if let Some(fields) = value.as_object_mut() {
        fields.insert("description".into(), describe(key).into());
        match key.default {
            Default::Number(x) => fields.insert("default".into(), json!(x)),
            Default::Text(text) => fields.insert("default".into(), json!(text)),
            Default::Flag(flag) => fields.insert("default".into(), json!(flag)),
            Default::Texts(texts) => fields.insert("default".into(), json!(texts)),
            Default::Empty => fields.insert("default".into(), json!([])),
            Default::Required | Default::Absent | Default::Filled => None,
        };
    }
    value
}

fn number(min: f64, max: f64) -> Value {
    let mut fields = Map::new();
    fields.insert("type".into(), "number".into());
    if min.is_finite() {
        fields.insert("minimum".into(), json!(min));
    }
    if max.is_finite() {
        fields.insert("maximum".into(), json!(max));
    }
    Value::Object(fields)
}

fn describe(key: &Key) -> String {
    let mut text = key.description.to_owned();
    for (name, value) in [("Unit", key.unit), ("Source", key.source)] {
        if !value.is_empty() {
            text.extend([" ", name, ": ", value, "."]);
        }
    }
    text
}
