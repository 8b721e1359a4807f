//! How many rows of 14 columns of a town hall's table are judged in a second of one processor:
//! `cargo run --release -p fanal-meaning --example speed`.

use std::io::Write;
use std::time::Instant;

use fanal_meaning::{Cell, ColumnEvidence};

const ROWS: u64 = 1_000_000;
/// Rows that one part of a file holds, after which evidence is merged.
const PART: u64 = 10_000;
const TITLES: [&str; 14] = [
    "id",
    "code_insee",
    "code_postal",
    "siret",
    "telephone",
    "date",
    "montant",
    "taux",
    "actif",
    "libelle",
    "annee",
    "adresse",
    "heure",
    "latitude",
];

fn row(i: u64) -> [String; 14] {
    let pick = |list: &[&str]| {
        let place = usize::try_from(i).unwrap_or(0) % list.len();
        list[place].to_owned()
    };
    [
        i.to_string(),
        format!("13{:03}", 1 + i % 119),
        format!("130{:02}", i % 16),
        pick(&["21130055300016", "21200004000012", "35600000049837"]),
        format!("04 91 {:02} {:02} {:02}", i % 97, i % 89, i % 83),
        format!("{:02}/{:02}/20{:02}", 1 + i % 28, 1 + i % 12, i % 25),
        format!("{} {:03},{:02}", 1 + i % 900, i % 1000, i % 100),
        format!("{},{} %", i % 100, i % 10),
        pick(&["oui", "non", "oui"]),
        pick(&["Éclairage – avenue", "Dépôt sauvage « place d'Armes »", "Nid-de-poule, rue basse"]),
        (2000 + i % 25).to_string(),
        format!("{} rue de la République, 2e étage", i % 300),
        format!("{:02}:{:02}", i % 24, i % 60),
        format!("43.{:06}", i * 7919 % 1_000_000),
    ]
}

fn main() -> std::io::Result<()> {
    let rows: Vec<[String; 14]> = (0..PART).map(row).collect();
    let mut whole: Vec<ColumnEvidence> = TITLES.iter().map(|t| ColumnEvidence::new(t)).collect();
    let mut spent = [0_f64; 14];
    for part in 0..ROWS / PART {
        for (place, column) in whole.iter_mut().enumerate() {
            let start = Instant::now();
            let mut seen = column.blank();
            for (line, cells) in (part * PART..).zip(&rows) {
                seen.add(line, Cell::Free(&cells[place]));
            }
            column.merge(seen);
            spent[place] += start.elapsed().as_secs_f64();
        }
    }
    let mut out = std::io::stdout().lock();
    for ((column, title), seconds) in whole.iter().zip(TITLES).zip(spent) {
        let found = column.conclude();
        let ns = seconds * 1e9 / ROWS as f64;
        writeln!(out, "{title:<12} {:<9} {ns:>6.1} ns a cell", found.field_type.name())?;
    }
    let total: f64 = spent.iter().sum();
    writeln!(out, "{:.0} rows a second", ROWS as f64 / total)
}
