//! Demonstration data: an invented town, *Port-Lumière*, whose files look like those of a real one.
//!
//! The same seed always gives the same bytes. No file names a person, every SIRET is one that
//! cannot be attributed, and every dataset made here says that it is fictitious. Beside them stand
//! the descriptions of four real national lists, whose files come from elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use fanal_model::{Annotations, FieldName, FieldType, Metadata};

mod calendar;
mod deliberations;
mod events;
mod facilities;
mod fill;
mod grants;
mod national;
mod place;
mod random;
mod sheet;
mod siret;

pub(crate) use fill::fill;

use national::national;

/// A file and what is to be said of it.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoDataset {
    /// Address of the dataset.
    pub(crate) slug: &'static str,
    /// Who produces it, for people.
    pub(crate) organisation: &'static str,
    /// What describes it; `fictitious` says whether it was made up.
    pub(crate) metadata: Metadata,
    /// Where its records are.
    pub(crate) file: PathBuf,
    /// What is said of its columns, in the file's order.
    pub(crate) fields: Vec<DemoField>,
}

/// What is said of a column.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct DemoField {
    /// The column's title in the file.
    pub(crate) header: &'static str,
    /// The field's name, made from that title.
    pub(crate) name: FieldName,
    /// Name for people.
    pub(crate) label: &'static str,
    /// What it holds.
    pub(crate) description: &'static str,
    /// The type that reading the file is expected to find.
    pub(crate) field_type: FieldType,
    /// How it is read and shown.
    pub(crate) annotations: Annotations,
}

impl DemoField {
    /// A column without annotations.
    fn new(
        header: &'static str,
        label: &'static str,
        field_type: FieldType,
        description: &'static str,
    ) -> Self {
        let name =
            FieldName::from_title(header).expect("headers of the demonstration have letters");
        let annotations = Annotations::default();
        Self { header, name, label, description, field_type, annotations }
    }

    /// Offered as a filter of which several values may be chosen.
    fn facet(mut self) -> Self {
        self.annotations.facet = true;
        self.annotations.disjunctive = true;
        self
    }

    /// Identifies a record.
    fn key(mut self) -> Self {
        self.annotations.id = true;
        self
    }

    fn hierarchical(mut self, separator: &str) -> Self {
        self.annotations.hierarchical = Some(separator.to_owned());
        self
    }

    fn multivalued(mut self, separator: &str) -> Self {
        self.annotations.multivalued = Some(separator.to_owned());
        self
    }

    fn unit(mut self, unit: &str) -> Self {
        self.annotations.unit = Some(unit.to_owned());
        self
    }

    fn decimals(mut self, decimals: u8) -> Self {
        self.annotations.decimals = Some(decimals);
        self
    }
}

/// Rows of each file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Sizes {
    /// About; days differ.
    events: u32,
    grants: u32,
    deliberations: u32,
    facilities: u32,
}

const SIZES: Sizes =
    Sizes { events: 200_000, grants: 3_000, deliberations: 5_000, facilities: 1_500 };

/// Writes the four files of the invented town into a folder, which is made when it is not there,
/// and returns their descriptions. In their usual sizes they take about 50 MB.
fn generate(folder: &Path, seed: u64, sizes: Sizes) -> io::Result<Vec<DemoDataset>> {
    fs::create_dir_all(folder)?;
    Ok(vec![
        events::generate(folder, seed, sizes.events)?,
        grants::generate(folder, seed, sizes.grants)?,
        deliberations::generate(folder, seed, sizes.deliberations)?,
        facilities::generate(folder, seed, sizes.facilities)?,
    ])
}

/// Addresses of the datasets of the invented town.
const INVENTED: [&str; 4] = ["evenements", "subventions", "deliberations", "equipements"];
/// Addresses of the national lists.
const NATIONAL: [&str; 4] = ["communes", "epci", "departements", "regions"];

/// The name of the invented town's administration.
const TOWN: &str = "Ville de Port-Lumière (fictive)";

/// What all invented datasets have in common.
fn invented(title: &str, description: &str, themes: &[&str], keywords: &[&str]) -> Metadata {
    Metadata {
        title: title.to_owned(),
        description: format!(
            "{description}\n\nDonnées inventées : Port-Lumière n’existe pas, ces lignes ont été \
             tirées au hasard pour montrer ce que fait la plateforme. Ne les réutilisez pas."
        ),
        themes: themes.iter().map(|t| (*t).to_owned()).collect(),
        keywords: keywords.iter().map(|k| (*k).to_owned()).collect(),
        licence: Some("lov2".to_owned()),
        language: "fr".to_owned(),
        update_frequency: None,
        fictitious: true,
        series: None,
    }
}

#[cfg(test)]
mod tests;
