//! Real tables of text, when they are there: what is known of each, and what was read.

use super::*;

/// What is known of a file.
struct Known {
    file: &'static str,
    encoding: &'static str,
    /// A hyphen where there is none.
    separator: char,
    /// Line of the titles; 0 where there are none.
    header: u64,
    columns: usize,
    /// Rows of the table, those set aside too.
    rows: u64,
    /// Titles, types and first values of some columns.
    some: &'static [(&'static str, &'static str, &'static str)],
    /// Everything that a person is told to look at.
    doubts: &'static [&'static str],
}

#[rustfmt::skip]
const KNOWN: &[Known] = &[
    Known { file: "montpellier/AccTrottoir.csv", encoding: "windows-1252", separator: ';', header: 1, columns: 8, rows: 7_654, some: &[("ID_ARC", "int", "1225"), ("VOI_NOM", "text", "Rue Jean Pierre Biscay"), ("ACV_ILAR", "double", "6.7"), ("LEN", "double", "109.072583506")], doubts: &[] },
    Known { file: "montpellier/Defibrillateurs.csv", encoding: "windows-1252", separator: ',', header: 1, columns: 6, rows: 167, some: &[("Nom", "text", "Maison de la Prévention Santé"), ("Tel", "text", "04 67 02 21 60"), ("Coord_X", "double", "3.87952263361082")], doubts: &[] },
    Known { file: "montpellier/Delibs.csv", encoding: "utf-8", separator: ';', header: 1, columns: 8, rows: 160, some: &[("Elu(s)", "text", "Hélène MANDROUX"), ("Date CM", "date", "2013-11-25")], doubts: &[] },
    Known { file: "montpellier/BudgetAnt.csv", encoding: "windows-1252", separator: ';', header: 1, columns: 10, rows: 9_998, some: &[("Budget", "text", "01"), ("SousFonction", "text", "026"), ("Exécuté", "double", "3899.99")], doubts: &[] },
    Known { file: "montpellier/Europeenne2014.csv", encoding: "windows-1252", separator: ';', header: 1, columns: 17, rows: 3_275, some: &[("N° Election", "int", "277"), ("Canton", "text", "01"), ("Exprimés", "int", "367")], doubts: &[] },
    Known { file: "montpellier/PermisConst.csv", encoding: "windows-1252", separator: ';', header: 1, columns: 18, rows: 4_738, some: &[("Nom modèle", "text", "Permis de Construire"), ("Date signature décision finale", "date", "2000-01-04")], doubts: &[] },
    Known { file: "montpellier/RevenusFiscCom_2009.csv", encoding: "windows-1252", separator: ';', header: 7, columns: 22, rows: 22, some: &[("nom Nom de la zone", "text", "Assas"), ("NbUC Unités de consommation", "double", "1030.8"), ("RFMQ3 revenu par ménage: dernier quartile", "double", "67564.5")], doubts: &["header-below"] },
    Known { file: "montpellier/EtatCivil.csv", encoding: "windows-1252", separator: ',', header: 1, columns: 14, rows: 44, some: &[("FÉVRIER", "int", ""), ("TOTAL", "int", "")], doubts: &["table-crossed"] },
    Known { file: "montpellier/ZATMeric_2011.csv", encoding: "macintosh", separator: ';', header: 1, columns: 10, rows: 130, some: &[("Heure Début", "text", "06h46"), ("Date", "text", "25-avr"), ("lat", "double", "43.631393"), ("Description", "text", "Une femme et son cheval habitent Meric, pendant une journée")], doubts: &["rows-empty"] },
    Known { file: "montpellier/OSM_Restaurants.csv", encoding: "utf-8", separator: ',', header: 1, columns: 42, rows: 674, some: &[("osm_id", "int", "1720532345")], doubts: &[] },
    Known { file: "marseille/quartiers-marseille.csv", encoding: "utf-8", separator: ',', header: 1, columns: 8, rows: 111, some: &[("nom", "text", "Belsunce")], doubts: &[] },
    Known { file: "marseille/marseille_ecoles_maternelles_2018.csv", encoding: "utf-8", separator: ';', header: 1, columns: 10, rows: 241, some: &[("Code Postal", "text", "13006"), ("Latitude", "double", "43.2909458085538")], doubts: &[] },
    Known { file: "marseille/marseille_equipements_sportifs_2018.csv", encoding: "utf-8", separator: ',', header: 1, columns: 9, rows: 138, some: &[("Adresse 1", "text", "81, Rue Raymond Teisseire"), ("Code Postal", "text", "13009")], doubts: &[] },
    Known { file: "marseille/marseille_parcs_jardins_2018.csv", encoding: "utf-8", separator: '\t', header: 1, columns: 7, rows: 109, some: &[("Longitude", "double", "5.39080135635133")], doubts: &[] },
    Known { file: "marseille/marseille_monuments_historiques_2018.csv", encoding: "utf-8", separator: ';', header: 1, columns: 10, rows: 79, some: &[("N° base mérimée", "text", "PA00081336"), ("Date de construction", "text", "milieu  XIIe  siècle.")], doubts: &[] },
    Known { file: "marseille/marseille_creches_2018.csv", encoding: "utf-8", separator: ',', header: 1, columns: 11, rows: 198, some: &[("Nombre de Places", "int", "50"), ("Téléphone", "text", "04.91.90.07.44")], doubts: &[] },
    Known { file: "marseille/temperatures_marseille_1980.csv", encoding: "utf-8", separator: ',', header: 1, columns: 5, rows: 16_437, some: &[("DATE", "date", "1980-01-01"), ("TM", "double", "4.4")], doubts: &[] },
    Known { file: "marseille/Q_13_latest-2025-2026_RR-T-Vent.csv", encoding: "utf-8", separator: ';', header: 1, columns: 58, rows: 7_654, some: &[("AAAAMMJJ", "date", "2025-01-01"), ("RR", "double", "0.0")], doubts: &[] },
    Known { file: "marseille/arrete_circulation_septemes.csv", encoding: "utf-8", separator: ',', header: 1, columns: 36, rows: 4, some: &[("COLL_NOM", "text", "Commune de Septèmes-les-Vallons"), ("COLL_INSEE", "text", "13106")], doubts: &[] },
    Known { file: "marseille/municipales2014_13.csv", encoding: "windows-1252", separator: ',', header: 1, columns: 6, rows: 575, some: &[("code_insee", "text", "13001"), ("nb_voix", "int", "19650")], doubts: &[] },
    Known { file: "marseille/caract-2023_excel-abime.csv", encoding: "utf-8", separator: ',', header: 1, columns: 15, rows: 54_822, some: &[("hrmn", "text", "06:00"), ("adr", "text", "RUE DE RIVOLI")], doubts: &["characters-garbled"] },
    Known { file: "cas-csv/Fibre_double-BOM.csv", encoding: "utf-8", separator: ',', header: 1, columns: 36, rows: 732, some: &[("ID_NOEUD", "text", "22004N000"), ("ID_INSEE", "text", "22004")], doubts: &[] },
    Known { file: "cas-csv/Demarches_Libres.csv", encoding: "utf-8", separator: ';', header: 1, columns: 95, rows: 587, some: &[("id", "int", "800"), ("date_lancement", "date", "2013-07-04")], doubts: &[] },
    Known { file: "cas-csv/PopulationLegale_single-quotes.csv", encoding: "utf-8", separator: ';', header: 1, columns: 5, rows: 4_999, some: &[("DEPCOM", "text", "01001"), ("COM", "text", "L' Abergement-Clémenciat"), ("PTOT", "int", "794")], doubts: &[] },
    Known { file: "cas-csv/rge-null-chars.csv", encoding: "utf-8", separator: ',', header: 1, columns: 25, rows: 7, some: &[("siret", "text", "42388447700013"), ("nom_entreprise", "text", "CLIMAT CONCEPT")], doubts: &["zero-bytes"] },
    Known { file: "cas-csv/ouverture.csv", encoding: "utf-8", separator: ';', header: 1, columns: 22, rows: 9_999, some: &[("#Id", "text", "11767A"), ("Pl1", "text", "09:30-12:30")], doubts: &[] },
    // Its letters were lost before: the sign that stands for them is UTF-8.
    Known { file: "cas-csv/formatting-issues.csv", encoding: "utf-8", separator: ';', header: 1, columns: 6, rows: 12, some: &[("Volume (m3)", "double", "97.4"), ("Montant (?)", "double", "1947.4")], doubts: &["titles-damaged"] },
    Known { file: "cas-csv/trailing-seps.csv", encoding: "utf-8", separator: ';', header: 1, columns: 8, rows: 7, some: &[("Date", "date", "2024-01-02"), ("Motif", "text", "Loisir")], doubts: &["titles-damaged"] },
    Known { file: "cas-csv/wkt.csv", encoding: "utf-8", separator: ',', header: 1, columns: 2, rows: 1, some: &[("attr", "text", "arcachon1")], doubts: &[] },
    Known { file: "cas-csv/triple-entete.csv", encoding: "utf-8", separator: ';', header: 1, columns: 11, rows: 406, some: &[("NUMCOM", "text", "01001"), ("TXCOUVGLO_COM_2014", "double", "41.7")], doubts: &[] },
    Known { file: "cas-csv/reserve-assemblee-2014.csv", encoding: "utf-8", separator: ',', header: 1, columns: 8, rows: 13_134, some: &[("beneficiaire", "text", "Sou des Ecoles Laïques"), ("montant", "int", "1000")], doubts: &[] },
    Known { file: "cas-csv/irve-consolidation-2021.csv", encoding: "utf-8", separator: ',', header: 1, columns: 41, rows: 1_294, some: &[("siren_amenageur", "text", "810219006"), ("code_insee_commune", "text", "39553")], doubts: &["characters-garbled"] },
    Known { file: "cas-csv/comptage-velo-mesures.csv", encoding: "utf-8", separator: ',', header: 1, columns: 5, rows: 3_650, some: &[("start_datetime", "datetime", "2021-12-31T23:00:00+00:00")], doubts: &[] },
    Known { file: "cas-csv/dvf_sample.csv", encoding: "utf-8", separator: ',', header: 1, columns: 40, rows: 164, some: &[("id_parcelle", "text", "330010000B2328"), ("valeur_fonciere", "double", "505.5")], doubts: &[] },
    Known { file: "cas-csv/utf16_dataset-split-fail.csv", encoding: "utf-16le", separator: ';', header: 1, columns: 3, rows: 20, some: &[("Images", "text", "resizeimage-radar.png"), ("lat", "double", "44.8805841")], doubts: &[] },
    Known { file: "cas-csv/VEH_USAGES_une-colonne.csv", encoding: "windows-1252", separator: '-', header: 0, columns: 1, rows: 44, some: &[("colonne 1", "text", "Autocars")], doubts: &["header-missing"] },
    Known { file: "mobilite/covoiturage_latin1.csv", encoding: "windows-1252", separator: ';', header: 1, columns: 25, rows: 60, some: &[("insee", "text", "2A004"), ("date_maj", "date", "2019-08-28"), ("ouvert", "boolean", "true")], doubts: &[] },
    Known { file: "finances/totem_crach_attendu_scdl.csv", encoding: "utf-8", separator: ',', header: 1, columns: 22, rows: 201, some: &[("BGT_SIRET", "text", "21560046100010"), ("BGT_MTPREV", "double", "42000.0")], doubts: &[] },
    Known { file: "schemas/marche_public_SCDL_avec_erreurs.csv", encoding: "utf-8", separator: ',', header: 1, columns: 26, rows: 4, some: &[("CPV_CODE", "text", "45112500-0")], doubts: &[] },
    Known { file: "torture/csv-spectrum/newlines_crlf.csv", encoding: "utf-8", separator: ',', header: 1, columns: 3, rows: 3, some: &[("b", "int", "2")], doubts: &[] },
    Known { file: "torture/csv-spectrum/quotes_and_newlines.csv", encoding: "utf-8", separator: ',', header: 1, columns: 2, rows: 2, some: &[("b", "text", "ha \n\"ha\" \nha")], doubts: &[] },
    Known { file: "torture/csv-spectrum/json.csv", encoding: "utf-8", separator: ',', header: 1, columns: 2, rows: 1, some: &[("val", "text", "{\"type\": \"Point\", \"coordinates\": [102.0, 0.5]}")], doubts: &[] },
    Known { file: "torture/csv-spectrum/escaped_quotes.csv", encoding: "utf-8", separator: ',', header: 1, columns: 2, rows: 2, some: &[("b", "text", "ha \"ha\" ha")], doubts: &[] },
    Known { file: "torture/csv-spectrum/empty_crlf.csv", encoding: "utf-8", separator: ',', header: 1, columns: 3, rows: 2, some: &[("b", "int", "")], doubts: &[] },
];

#[test]
fn real_texts_are_read_as_they_are_known() {
    let root = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/data/samples");
    if !root.is_dir() {
        eprintln!("SKIPPED: no sample files in {}", root.display());
        return;
    }
    let mut differences = Vec::new();
    for known in KNOWN {
        match Whole::of(&root.join(known.file), known.file, &ReadOptions::default()) {
            Ok(whole) => known.compare(&whole, &mut differences),
            Err(error) => differences.push(format!("{}: {error}", known.file)),
        }
    }
    assert!(differences.is_empty(), "\n{}", differences.join("\n"));
}

impl Known {
    fn compare(&self, whole: &Whole, differences: &mut Vec<String>) {
        let mut same = |what: &str, found: String, known: String| {
            if found != known {
                differences.push(format!("{}: {what}: {found:?}, known {known:?}", self.file));
            }
        };
        same("encoding", whole.layout.encoding.clone(), self.encoding.to_owned());
        let separator = whole.layout.separator.map_or('-', char::from);
        same("separator", separator.to_string(), self.separator.to_string());
        let header = match whole.layout.header {
            Header::Row(line) => line,
            Header::None => 0,
        };
        same("header", header.to_string(), self.header.to_string());
        let columns = plan(&whole.profile).columns;
        // A column of points may be made of them: it is not the file's own.
        let own = columns.iter().filter(|c| !c.source.is_derived()).count();
        same("columns", own.to_string(), self.columns.to_string());
        let rows = whole.profile.records + whole.profile.rejected;
        same("rows", rows.to_string(), self.rows.to_string());
        same("doubts", whole.doubts().join(" "), self.doubts.join(" "));
        for (title, kind, value) in self.some {
            let place = whole.profile.columns.iter().position(|c| c.title == *title);
            let Some(place) = place else {
                same("titles", whole.layout.titles.join("|"), (*title).to_owned());
                continue;
            };
            same(
                title,
                whole.profile.columns[place].field_type.name().to_owned(),
                (*kind).to_owned(),
            );
            let first = whole
                .batches
                .first()
                .zip(columns.iter().position(|c| c.source == Source::Column(place)));
            let found = first.map(|(batch, at)| shown(batch.column(at), 0)).unwrap_or_default();
            same(title, found, (*value).to_owned());
        }
    }
}
