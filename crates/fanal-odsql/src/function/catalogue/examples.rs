//! An example of each function or two, as a clause that uses it.

use crate::{Clause, Function};

use Clause::{GroupBy, OrderBy, Select, Where};

impl Function {
    /// Clauses that use it.
    pub fn examples(self) -> &'static [(Clause, &'static str)] {
        match self {
            Self::Count => &[(Select, "count(*)"), (Select, "count(distinct essence)")],
            Self::Sum => &[(Select, "sum(tours)"), (Select, "sum(montant * 1.2) as ttc")],
            Self::Avg => &[(Select, "avg(hauteur)")],
            Self::Min => &[(Select, "min(plante_le)")],
            Self::Max => &[(Select, "max(hauteur) - min(hauteur) as ecart")],
            Self::Median => &[(Select, "median(hauteur)")],
            Self::Percentile => &[(Select, "percentile(hauteur, 90)")],
            Self::Stddev => &[(Select, "stddev(hauteur)")],
            Self::Envelope => &[(Select, "envelope(geo)")],
            Self::Bbox => &[(Select, "bbox(geo)")],
            Self::Length => &[(Where, "length(nom) > 20")],
            Self::Lower => &[(Where, r#"lower(nom) = "chêne""#)],
            Self::Upper => &[(Select, "upper(nom)")],
            Self::Year => &[(GroupBy, "year(releve)"), (Where, "year(releve) = 2024")],
            Self::Month => &[(GroupBy, "month(releve) as mois")],
            Self::Day => &[(Where, "day(releve) = 1")],
            Self::Hour => &[(GroupBy, "hour(releve)")],
            Self::Minute => &[(Select, "minute(releve)")],
            Self::Second => &[(Select, "second(releve)")],
            Self::DateFormat => &[(Select, r#"date_format(releve, "dd/MM/yyyy") as jour"#)],
            Self::Now => &[(Where, "releve > now(months=-1)"), (Where, "releve < now(day=1)")],
            Self::IfNull => &[(Select, "ifnull(hauteur, 0) as hauteur_connue")],
            Self::Coalesce => &[(Select, r#"coalesce(surnom, nom, "?") as appellation"#)],
            Self::If => &[(Select, r#"if(hauteur > 20, "grand", "petit") as taille"#)],
            Self::JsonFormat => &[(Select, "json_format(proprietes, null) as proprietes_lues")],
            Self::Distance => &[
                (OrderBy, "distance(geo, geom'POINT(2.35 48.85)')"),
                (Select, "distance(geo, geom'POINT(2.35 48.85)') as metres"),
            ],
            Self::Random => &[(OrderBy, "random(42)")],
            Self::Range => &[
                (GroupBy, "range(tours, 100) as tranche"),
                (GroupBy, "range(hauteur, *, 5, 10, 20, *)"),
                (GroupBy, "range(releve, 1 month)"),
            ],
            Self::GeoCluster => &[(GroupBy, "geo_cluster(geo, 12)")],
            Self::Search => &[(Where, r#"search(nom, essence, "chene cent")"#)],
            Self::Suggest => &[(Where, r#"suggest(nom, "til")"#)],
            Self::StartsWith => &[(Where, r#"startswith(nom, "Chêne")"#)],
            Self::WithinDistance => {
                &[(Where, "within_distance(geo, geom'POINT(2.35 48.85)', 500 m)")]
            }
            Self::InBbox => &[(Where, "in_bbox(geo, 48.8, 2.3, 48.9, 2.4)")],
            Self::Intersects => &[(Where, "intersects(geo, geom'LINESTRING(2 48, 3 49)')")],
            Self::Disjoint => &[(Where, "disjoint(geo, geom'POLYGON((2 48, 3 48, 3 49, 2 48))')")],
            Self::Within => &[(Where, "within(geo, geom'POLYGON((2 48, 3 48, 3 49, 2 48))')")],
            Self::Geometry => {
                &[(Where, "geometry(geo, geom'POLYGON((2 48, 3 48, 3 49, 2 48))', WITHIN)")]
            }
            Self::Polygon => &[(Where, "polygon(geo, geom'POLYGON((2 48, 3 48, 3 49, 2 48))')")],
            Self::Include => &[(Select, "include(adresse*)")],
            Self::Exclude => &[(Select, "*, exclude(geo*)")],
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::QueryText;

    #[test]
    fn every_example_is_read_and_uses_its_function() {
        for function in Function::ALL {
            assert!(!function.examples().is_empty(), "{}", function.name());
            for (clause, example) in function.examples() {
                let one = vec![(*example).to_owned()];
                let text = match clause {
                    Clause::Select => QueryText { select: one, ..QueryText::default() },
                    Clause::GroupBy => QueryText { group_by: one, ..QueryText::default() },
                    Clause::OrderBy => QueryText { order_by: one, ..QueryText::default() },
                    _ => QueryText { filters: one, ..QueryText::default() },
                };
                assert_eq!(text.parse().problems, [], "{example}");
                assert!(example.contains(&format!("{}(", function.name())), "{example}");
            }
        }
    }

    #[test]
    fn functions_take_as_many_arguments_as_their_signature_says() {
        #[track_caller]
        fn check(function: Function, taken: &[usize]) {
            let counts: Vec<usize> = (0..=6).filter(|count| function.takes(*count)).collect();
            assert_eq!(counts, taken, "{}", function.name());
        }
        check(Function::Count, &[0, 1]);
        check(Function::Year, &[1]);
        check(Function::If, &[3]);
        check(Function::Distance, &[2, 3]);
        check(Function::InBbox, &[5]);
        check(Function::Now, &[0, 1, 2, 3, 4, 5, 6]);
        check(Function::Search, &[1, 2, 3, 4, 5, 6]);
        check(Function::Range, &[2, 3, 4, 5, 6]);
    }

    #[test]
    fn signatures_say_what_may_be_left_out() {
        assert_eq!(Function::Percentile.signature(), "percentile(number, percentage)");
        assert_eq!(Function::Count.signature(), "count([value])");
        assert_eq!(Function::GeoCluster.signature(), "geo_cluster(place, zoom[, radius])");
        assert_eq!(Function::Search.signature(), "search([field, …, ]words)");
        assert_eq!(Function::Now.signature(), "now([setting, …])");
        assert_eq!(Function::Coalesce.signature(), "coalesce(value, …)");
    }
}
