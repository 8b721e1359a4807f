//! Examples of how a program reads a dataset.

use fanal_model::Slug;

/// An example in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Snippet {
    /// Identifier of the element that holds it.
    pub id: &'static str,
    /// Name of the language.
    pub name: &'static str,
    /// The text.
    pub code: String,
}

impl Snippet {
    /// The examples for a dataset of the platform at `base_url` (no slash at its end), with these
    /// parameters: its version when it is not the current one, its filters.
    pub fn all(base_url: &str, slug: &Slug, parameters: &[String]) -> Vec<Self> {
        let dataset = format!("{base_url}/api/explore/v2.1/catalog/datasets/{slug}");
        let chosen = |mark: &str| match parameters.is_empty() {
            true => String::new(),
            false => format!("{mark}{}", parameters.join("&")),
        };
        let records = format!("{dataset}/records?limit=20{}", chosen("&"));
        let [csv, parquet] =
            ["csv", "parquet"].map(|format| format!("{dataset}/exports/{format}{}", chosen("?")));
        vec![
            Self { id: "snippet-url", name: "URL", code: records.clone() },
            Self {
                id: "snippet-curl",
                name: "curl",
                code: format!("curl --fail --output {slug}.csv \\\n  \"{csv}\""),
            },
            Self {
                id: "snippet-python",
                name: "Python",
                code: format!(
                    "import pandas\n\ntable = pandas.read_parquet(\n    \"{parquet}\"\n)\nprint(table.head())"
                ),
            },
            Self {
                id: "snippet-javascript",
                name: "JavaScript",
                code: format!(
                    "const response = await fetch(\n  \"{records}\",\n);\nconst {{ total_count, results }} = await response.json();\nconsole.table(results);"
                ),
            },
            Self {
                id: "snippet-r",
                name: "R",
                code: format!(
                    "library(jsonlite)\n\nanswer <- fromJSON(\n  \"{records}\"\n)\nhead(answer$results)"
                ),
            },
        ]
    }
}
