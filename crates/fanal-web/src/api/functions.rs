//! `functions`: the functions of the query language, from the tables that the engine and the
//! manual read.

use axum::http::StatusCode;
use axum::response::Response;
use fanal_odsql::{Family, Function};
use fanal_words::Words;
use serde::Serialize;

use super::answer::json;
use crate::extract::Asked;

#[derive(Serialize)]
struct FunctionList {
    functions: Vec<FunctionWire>,
}

#[derive(Serialize)]
struct FunctionWire {
    name: &'static str,
    family: &'static str,
    signature: String,
    description: String,
    arguments: Vec<ArgumentWire>,
    #[serde(rename = "type")]
    result: &'static str,
    examples: Vec<ExampleWire>,
}

#[derive(Serialize)]
struct ArgumentWire {
    name: &'static str,
    optional: bool,
    repeated: bool,
}

#[derive(Serialize)]
struct ExampleWire {
    clause: &'static str,
    text: &'static str,
}

impl FunctionWire {
    fn new(function: Function, words: &Words) -> Self {
        let arguments = function.arguments().iter().map(|argument| ArgumentWire {
            name: argument.name,
            optional: argument.optional,
            repeated: argument.repeated,
        });
        let examples = function.examples().iter();
        let example = |(clause, text): &(fanal_odsql::Clause, &'static str)| ExampleWire {
            clause: clause.name(),
            text,
        };
        Self {
            name: function.name(),
            family: family(function.family()),
            signature: function.signature(),
            description: words.say(&function.sentence()),
            arguments: arguments.collect(),
            result: function.result(),
            examples: examples.map(example).collect(),
        }
    }
}

fn family(family: Family) -> &'static str {
    match family {
        Family::Aggregate => "aggregate",
        Family::Value => "value",
        Family::Date => "date",
        Family::Condition => "condition",
        Family::Group => "group",
        Family::Order => "order",
        Family::Selection => "selection",
    }
}

/// The functions that are answered, in the caller's language.
pub(super) async fn list(Asked(caller): Asked) -> Response {
    let words = Words::of(caller.language);
    let answered = Function::ALL.iter().copied().filter(|function| function.is_answered());
    let list = FunctionList {
        functions: answered.map(|function| FunctionWire::new(function, words)).collect(),
    };
    json(StatusCode::OK, &list)
}
