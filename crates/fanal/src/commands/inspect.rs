//! `fanal inspect`: what is understood of a file.

use std::path::PathBuf;
use std::process::ExitCode;

use fanal_model::{Argument, Problem};
use fanal_service::{
    GivenFile, Header, Part, Recipe, Rejected, Understanding, Unwatched, designates_person,
    understand,
};
use serde_json::{Value, json};

use super::reading::Reading;
use crate::console::Console;

#[derive(clap::Args)]
pub(crate) struct Arguments {
    /// The file
    file: PathBuf,
    #[command(flatten)]
    reading: Reading,
    /// Read the tables with the same columns one after the other
    #[arg(long)]
    union: bool,
    /// Table that is no part of the union; may be repeated
    #[arg(long, requires = "union")]
    without: Vec<String>,
    /// Print JSON
    #[arg(long)]
    json: bool,
}

pub(super) fn run(arguments: &Arguments, console: &Console) -> anyhow::Result<ExitCode> {
    let name = arguments.file.file_name().unwrap_or_default().to_string_lossy();
    let file = GivenFile {
        path: arguments.file.clone(),
        name: name.into_owned(),
        scratch: std::env::temp_dir(),
    };
    let recipe = arguments.reading.over(Recipe {
        union: arguments.union,
        tables_left_out: arguments.without.clone(),
        ..Recipe::default()
    });
    match understand(&file, &recipe, &[], &Unwatched) {
        Ok(understood) if arguments.json => {
            console.line(&serde_json::to_string_pretty(&as_json(&understood, console))?);
            Ok(ExitCode::SUCCESS)
        }
        Ok(understood) => {
            print(&understood, console);
            Ok(ExitCode::SUCCESS)
        }
        Err(error) => {
            console.problem(&error.problem());
            Ok(ExitCode::FAILURE)
        }
    }
}

/// The table that a rejected row comes from, where several are read as one.
fn table_of<'r>(understood: &Understanding, row: &'r Rejected) -> Option<&'r str> {
    understood.layout.union.as_ref().and_then(|union| union.table_of(row))
}

fn header_line(understood: &Understanding) -> u64 {
    match understood.layout.header {
        Header::Row(line) => line,
        Header::None => 0,
    }
}

/// What is understood, by the names of the reading recipe where it has one.
fn as_json(understood: &Understanding, console: &Console) -> Value {
    let Understanding { layout, profile, columns, .. } = understood;
    let doubts = |problems: &[fanal_model::Problem]| -> Vec<Value> {
        let doubt =
            |p: &fanal_model::Problem| json!({"code": p.code, "message": console.sentence(p)});
        problems.iter().map(doubt).collect()
    };
    let columns: Vec<Value> = profile
        .columns
        .iter()
        .zip(columns)
        .map(|(found, column)| {
            json!({
                "title": found.title,
                "name": column.field.name.as_str(),
                "type": column.field.field_type.name(),
                "meaning": found.meaning,
                "designates_person": designates_person(&column.field),
                "unit": found.unit,
                "empty": found.empty,
                "crs": found.crs,
                "samples": found.samples,
                "odd": found.odd.iter().map(|(line, text)| json!({"line": line, "value": text})).collect::<Vec<_>>(),
                "doubts": doubts(&found.doubts),
                "reasons": doubts(&found.reasons),
            })
        })
        .collect();
    let rejected: Vec<Value> = profile
        .first_rejected
        .iter()
        .map(|r| json!({"table": table_of(understood, r), "line": r.line, "code": r.reason.code, "message": console.sentence(&r.reason)}))
        .collect();
    json!({
        "format": layout.format.name(),
        "encoding": layout.encoding,
        "separator": layout.separator.map(|byte| char::from(byte).to_string()),
        "header_row": header_line(understood),
        "tables": layout.tables.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(),
        "table": layout.table,
        "alike": layout.alike,
        "union": layout.union.as_ref().map(|union| union.parts.iter().map(Part::name).collect::<Vec<_>>()),
        "evidence": doubts(&layout.evidence),
        "records": profile.records,
        "rejected": profile.rejected,
        "rejected_percent": understood.rejected_percent(),
        "first_rejected": rejected,
        "doubts": doubts(&doubts_of(understood)),
        "columns": columns,
    })
}

/// What people should look at, about the file as a whole.
fn doubts_of(understood: &Understanding) -> Vec<Problem> {
    let Understanding { layout, profile, .. } = understood;
    [&understood.doubts()[..], &layout.doubts[..], &profile.doubts[..]].concat()
}

fn print(understood: &Understanding, console: &Console) {
    let Understanding { layout, profile, columns, .. } = understood;
    let text = |text: &str| Argument::Text(text.to_owned());
    let number = |n: u64| Argument::Number(i64::try_from(n).unwrap_or(i64::MAX));
    console.line(&console.say("cli-inspect-format", &[("format", text(layout.format.label()))]));
    if layout.format.is_text_table() {
        console.line(&console.say("cli-inspect-encoding", &[("encoding", text(&layout.encoding))]));
        if let Some(separator) = layout.separator {
            let shown = if separator == b'\t' {
                "TAB".to_owned()
            } else {
                char::from(separator).to_string()
            };
            console.line(&console.say("cli-inspect-separator", &[("separator", text(&shown))]));
        }
        let line = [("line", number(header_line(understood)))];
        console.line(&console.say("cli-inspect-header", &line));
    }
    if let Some(table) = &layout.table {
        console.line(&console.say("cli-inspect-table", &[("table", text(table))]));
    }
    if layout.union.is_none() && !layout.alike.is_empty() {
        let alike = [("tables", text(&layout.alike.join(", ")))];
        console.line(&console.say("cli-inspect-alike", &alike));
    }
    let counts = [("records", number(profile.records)), ("rejected", number(profile.rejected))];
    console.line(&console.say("cli-inspect-records", &counts));
    for reason in &layout.evidence {
        console.line(&format!("  {}", console.sentence(reason)));
    }
    for doubt in doubts_of(understood) {
        console.line(&format!("! {}", console.sentence(&doubt)));
    }
    console.line("");
    for (found, column) in profile.columns.iter().zip(columns) {
        let meaning = found.meaning.as_ref().map(|m| format!(" ({m})")).unwrap_or_default();
        console.line(&format!(
            "{:<28} {:<13}{meaning}  {}",
            column.field.name.as_str(),
            column.field.field_type.name(),
            found.samples.join(" · ").chars().take(70).collect::<String>().replace('\n', " ")
        ));
        // Why is asked where something is doubtful; the page and `--json` tell it of every column.
        for reason in found.reasons.iter().filter(|_| !found.doubts.is_empty()) {
            console.line(&format!("      {}", console.sentence(reason)));
        }
        let persons = designates_person(&column.field).then(|| Problem::new("persons-column"));
        for doubt in found.doubts.iter().chain(&persons) {
            console.line(&format!("    ! {}", console.sentence(doubt)));
        }
        for (line, value) in &found.odd {
            let odd = [("line", number(*line)), ("value", text(value))];
            console.line(&format!("      {}", console.say("cli-inspect-odd", &odd)));
        }
    }
    for row in &profile.first_rejected {
        let said = [("line", number(row.line)), ("reason", text(&console.sentence(&row.reason)))];
        let table = table_of(understood, row).map(|t| format!("{t}: ")).unwrap_or_default();
        console.line(&format!("{table}{}", console.say("cli-inspect-rejected", &said)));
    }
}
