//! Persons are seen wherever a file has them: in lists, within structures, far down.

use std::sync::Arc;

use arrow::array::{ListBuilder, StringArray, StringBuilder};
use arrow::datatypes::{Field, Schema};

use super::*;

fn meaning(whole: &Whole, name: &str) -> Option<String> {
    column_of(whole, name).meaning
}

#[test]
fn lists_of_persons_designate_persons() {
    let content = r#"[
        {"id":1,"courriels":["a.martin@orange.fr","jean.dupont@free.fr"],"communes":["13055"]},
        {"id":2,"courriels":["anne.roux@gmail.com"],"communes":["13055","01004"]},
        {"id":3,"courriels":[],"communes":["2A004"]}
    ]"#;
    let found = whole("t.json", content);
    assert!(column_of(&found, "courriels").multivalued);
    assert_eq!(meaning(&found, "courriels").as_deref(), Some("email_personnel"));
    assert_eq!(meaning(&found, "communes"), None, "codes in lists are no single ones");
    let bodies = content.replace("a.martin", "contact").replace("jean.dupont", "mairie");
    let found = whole("t.json", bodies.replace("anne.roux@gmail.com", "accueil@ville-apt.fr"));
    assert_eq!(meaning(&found, "courriels").as_deref(), Some("email"));
    let elected = r#"[{"elus":["DUPONT Jean","MARTIN Anne"]},{"elus":["ROUX Paul"]}]"#;
    assert_eq!(meaning(&whole("t.json", elected), "elus").as_deref(), Some("nom_complet"));
    // Now a list, now one text.
    let mixed = r#"[{"tel":["06 12 34 56 78","06 12 34 56 79"]},{"tel":"06 98 76 54 32"}]"#;
    let found = whole("t.json", mixed);
    assert_eq!(found.type_of("tel"), Some(FieldType::Json));
    assert_eq!(meaning(&found, "tel").as_deref(), Some("telephone_personnel"));
}

#[test]
fn several_persons_in_one_cell_designate_persons_and_can_be_split() {
    let cells = ["a.martin@orange.fr; jean.dupont@free.fr", "anne.roux@gmail.com"];
    let rows: String = cells.iter().cycle().take(40).map(|cell| format!("x|{cell}\n")).collect();
    let found = whole("t.csv", format!("nom|Courriels\n{rows}"));
    assert_eq!(meaning(&found, "courriels").as_deref(), Some("email_personnel"));
    let phones = "service;Tél\nA;06 12 34 56 78 / 06 12 34 56 79\nB;07 98 76 54 32\nC;06 11 22 33 44 / 06 11 22 33 45\n";
    let found = whole("t.csv", phones);
    assert_eq!(meaning(&found, "tel").as_deref(), Some("telephone_personnel"));
    assert_eq!(found.type_of("tel"), Some(FieldType::Text));
}

#[test]
fn persons_within_structures_are_seen() {
    let content = r#"[
        {"a":1,"contacts":[{"nom":"Dupont","prenom":"Jean"},{"nom":"Roux","prenom":"Anne"}],"tarifs":[{"nom":"plein","prix":12}]},
        {"a":2,"contacts":[],"tarifs":[{"nom":"réduit","prix":7}]}
    ]"#;
    let options = ReadOptions { table: Some(".".to_owned()), ..Default::default() };
    let found = of("t.json", content, &options).expect("readable");
    assert_eq!(found.type_of("contacts"), Some(FieldType::Json));
    let contacts = column_of(&found, "contacts");
    assert!(contacts.meaning.is_some(), "{contacts:?}");
    assert_eq!(contacts.reasons.last().map(|r| r.code.as_str()), Some("reason-persons-within"));
    assert_eq!(meaning(&found, "tarifs"), None);
}

#[test]
fn persons_far_down_a_parquet_file_are_seen() {
    let texts = |late: &str, count: usize| -> ArrayRef {
        let all = std::iter::repeat_n(None, 30_000).chain(std::iter::repeat_n(Some(late), count));
        Arc::new(all.collect::<StringArray>())
    };
    let mut lists = ListBuilder::new(StringBuilder::new());
    for _ in 0..30_000 {
        lists.append_null();
    }
    for _ in 0..10 {
        lists.values().append_value("jean.dupont@free.fr");
        lists.append(true);
    }
    let columns: Vec<(&str, ArrayRef)> = vec![
        ("mail", texts("jean.dupont@free.fr", 10)),
        ("remarque", texts("Mme Jeanne Dupont", 10)),
        ("remarque2", texts("Apt", 10)),
        ("mails", Arc::new(lists.finish())),
    ];
    let schema = columns.iter().map(|(n, a)| Field::new(*n, a.data_type().clone(), true));
    let schema = Arc::new(Schema::new(schema.collect::<Vec<_>>()));
    let arrays = columns.into_iter().map(|(_, array)| array).collect();
    let batch = RecordBatch::try_new(Arc::clone(&schema), arrays).expect("columns of one length");
    let mut bytes = Vec::new();
    let mut writer =
        ::parquet::arrow::ArrowWriter::try_new(&mut bytes, schema, None).expect("memory");
    writer.write(&batch).expect("memory");
    writer.close().expect("memory");
    let found = whole("t.parquet", bytes);
    let meanings: Vec<Option<String>> =
        found.profile.columns.iter().map(|column| column.meaning.clone()).collect();
    let expected = [Some("email_personnel"), Some("nom_complet"), None, Some("email_personnel")];
    assert_eq!(meanings, expected.map(|m| m.map(str::to_owned)));
}
