//! How the parts of a workbook refer to each other (ECMA-376, part 2, § 9.3).

use std::collections::HashMap;

use quick_xml::events::Event;

use crate::read::ReadError;
use crate::read::sheet::package::Package;
use crate::read::sheet::xml::{Xml, attribute};

/// The parts that one part refers to.
#[derive(Default)]
pub(super) struct Relations {
    all: Vec<Relation>,
    /// Places of the first ones of each name.
    places: HashMap<String, usize>,
}

struct Relation {
    /// The last word of its kind: `worksheet`, `styles`.
    kind: String,
    /// Name of the part.
    part: String,
}

impl Relations {
    /// Those of a part; of the package itself when the name is empty.
    pub(super) fn of(package: &mut Package, part: &str) -> Result<Self, ReadError> {
        let (folder, file) = part.rsplit_once('/').unwrap_or(("", part));
        let mut found = Self::default();
        let name = format!("{folder}/_rels/{file}.rels");
        let Some(part) = package.small(&name)? else { return Ok(found) };
        let mut xml = Xml::new(part);
        while let Some(event) = xml.next()? {
            let Event::Start(start) = event else { continue };
            let get = |name: &str| attribute(&start, name);
            if let (Some(id), Some(target)) = (get("Id"), get("Target")) {
                let kind = get("Type").unwrap_or_default();
                let kind = kind.rsplit('/').next().unwrap_or_default().to_owned();
                found.places.entry(id).or_insert(found.all.len());
                found.all.push(Relation { kind, part: resolved(folder, &target) });
            }
        }
        Ok(found)
    }

    /// Where the sheet of cells of that name lies, which is the workbook's `number`th. Where the list
    /// of parts is missing, it lies where programs put it.
    pub(super) fn sheet(&self, id: &str, number: usize, ending: &str) -> Option<String> {
        if self.all.is_empty() {
            return Some(format!("xl/worksheets/sheet{number}.{ending}"));
        }
        self.named(id).filter(|relation| relation.is_of_cells()).map(|r| r.part.clone())
    }

    /// The one of that name.
    fn named(&self, id: &str) -> Option<&Relation> {
        self.places.get(id).and_then(|place| self.all.get(*place))
    }

    /// The part of that kind, else the one that is usual.
    pub(super) fn of_kind(&self, kind: &str, usual: &str) -> String {
        let found = self.all.iter().find(|relation| relation.kind == kind);
        found.map_or_else(|| usual.to_owned(), |relation| relation.part.clone())
    }
}

impl Relation {
    /// Whether it leads to a sheet of cells.
    fn is_of_cells(&self) -> bool {
        !matches!(self.kind.as_str(), "chartsheet" | "dialogsheet")
    }
}

/// The name of a part that a part in that folder calls so.
fn resolved(folder: &str, target: &str) -> String {
    let target = target.replace('\\', "/");
    if let Some(absolute) = target.strip_prefix('/') {
        return absolute.to_owned();
    }
    let mut steps: Vec<&str> = folder.split('/').filter(|step| !step.is_empty()).collect();
    for step in target.split('/') {
        match step {
            ".." => drop(steps.pop()),
            "." | "" => {}
            step => steps.push(step),
        }
    }
    steps.join("/")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn targets_lead_to_parts() {
        for (folder, target, part) in [
            ("xl", "worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "/xl/worksheets/sheet1.xml", "xl/worksheets/sheet1.xml"),
            ("xl", "../feuilles/un.xml", "feuilles/un.xml"),
            ("", ".\\xl\\workbook.xml", "xl/workbook.xml"),
            ("", "../../a.xml", "a.xml"),
        ] {
            assert_eq!(resolved(folder, target), part, "{target}");
        }
    }
}
