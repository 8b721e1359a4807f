//! From titles to names that no two columns share.

use std::collections::HashSet;

use fanal_model::FieldName;

/// Names given so far.
#[derive(Debug, Default)]
pub(crate) struct Names {
    given: HashSet<String>,
    columns: usize,
}

impl Names {
    /// The name of the next column. Without letters or digits in its title it is `colonne_` and
    /// its number; a name that is taken gets a number behind it.
    pub(crate) fn next(&mut self, title: &str) -> FieldName {
        self.columns += 1;
        let base = FieldName::from_title(title)
            .map_or_else(|_| format!("colonne_{}", self.columns), |name| name.to_string());
        let mut name = base.clone();
        let mut copy = 2;
        while !self.given.insert(name.clone()) {
            let suffix = format!("_{copy}");
            let room = FieldName::LIMIT - suffix.len();
            name = base.chars().take(room).collect::<String>() + &suffix;
            copy += 1;
        }
        FieldName::parse(&name).expect("made of small letters, digits and `_`, and short enough")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_unique_and_never_empty() {
        let mut names = Names::default();
        let long = "é".repeat(150);
        let made: Vec<String> = ["Nom", "nom ", "€", "", "nom 2", &long, &long]
            .map(|t| names.next(t).to_string())
            .to_vec();
        assert_eq!(made[..5], ["nom", "nom_2", "colonne_3", "colonne_4", "nom_2_2"]);
        assert_eq!(made[5].len(), 100);
        assert_eq!(made[6], format!("{}_2", "e".repeat(98)));
    }
}
