//! XML in its forms, feeds too.

use super::*;

fn table(name: &str) -> ReadOptions {
    ReadOptions { table: Some(name.to_owned()), ..Default::default() }
}

fn names(whole: &Whole) -> Vec<(&str, Option<u64>)> {
    whole.layout.tables.iter().map(|t| (t.name.as_str(), t.records)).collect()
}

#[track_caller]
fn check_code(content: impl AsRef<[u8]>, options: &ReadOptions, code: &str) {
    match of("t.xml", content, options) {
        Ok(whole) => panic!("was read: {:?}", whole.profile),
        Err(error) => assert_eq!(error.problem().code, code, "{error}"),
    }
}

#[test]
fn a_repeated_element_is_a_table() {
    let text = "<?xml version=\"1.0\"?>\n<marches date=\"2024\">\n\
        <marche code=\"07\"><objet>Achat &amp; pose &#233;</objet><acheteur><id>1</id></acheteur>\
        <prix monnaie=\"EUR\">12,5</prix><types><type>a</type><type>b</type></types></marche>\n\
        <marche code=\"08\"><objet><![CDATA[<b>X</b>]]></objet><prix monnaie=\"EUR\">7,25</prix>\
        <types><type>c</type></types></marche></marches>";
    let whole = whole("t.xml", text);
    assert_eq!(whole.layout.format, Format::Xml);
    assert_eq!(
        whole.types(),
        [
            ("code", "int"),
            ("objet", "text"),
            ("acheteur_id", "int"),
            ("prix_monnaie", "text"),
            ("prix", "double"),
            ("types_type", "text")
        ]
        .map(|(name, kind)| (
            name,
            if name == "code" { whole.type_of("code").expect("there").name() } else { kind }
        ))
    );
    assert_eq!(
        whole.table().iter().map(|l| l.split_once('|').expect("cells").1).collect::<Vec<_>>(),
        ["Achat & pose é|1|EUR|12.5|[a, b]|1", "<b>X</b>||EUR|7.25|[c]|2"]
    );
    assert!(whole.doubts().is_empty());
}

#[test]
fn values_in_attributes_are_the_values_of_their_elements() {
    let text = "<Doc><Entete><Nom V=\"Ville\"/></Entete><Lignes>\
        <Ligne><Nature V=\"6413\"/><Mt V=\"42000.00\"/><Sup V=\"F\" Code=\"Section\"/></Ligne>\
        <Ligne><Nature V=\"6237\"/><Mt V=\"1.50\"/><Sup V=\"I\" Code=\"Section\"/><Sup V=\"9\" Code=\"RAR\"/></Ligne>\
        </Lignes><Annexes><A n=\"1\"/><A n=\"2\"/><A n=\"3\"/></Annexes></Doc>";
    let whole = of("t.xml", text, &table("Lignes.Ligne")).expect("readable");
    assert_eq!(whole.table(), ["6413|42000.0|F||1", "6237|1.5|I|9|2"]);
    assert_eq!(
        whole.types().iter().map(|t| t.0).collect::<Vec<_>>(),
        ["nature", "mt", "sup_section", "sup_rar"]
    );
    let first = self::whole("t.xml", text);
    assert_eq!(names(&first), [("Lignes.Ligne", Some(2)), ("Annexes.A", Some(3))]);
    assert_eq!(first.layout.table.as_deref(), Some("Lignes.Ligne"));
    assert_eq!(first.doubts(), ["xml-tables-several"]);
}

#[test]
fn an_annex_is_not_what_a_document_is_about() {
    let line = "<l a=\"1\" b=\"2\" c=\"3\"/>";
    let loan = "<e a=\"1\" b=\"2\" c=\"3\" d=\"4\" f=\"5\"/>";
    let text =
        format!("<b>{}<annexes><data>{}</data></annexes></b>", line.repeat(9), loan.repeat(8));
    assert_eq!(whole("t.xml", text).layout.table.as_deref(), Some("l"));
}

#[test]
fn records_within_records_name_the_one_around() {
    let text = "<n><c Code=\"1\" L=\"A\"><c Code=\"10\" L=\"B\"><c Code=\"101\" L=\"C\"/></c></c><c Code=\"2\" L=\"D\"/></n>";
    let whole = whole("t.xml", text);
    assert_eq!(whole.table(), ["1|A||1", "10|B|1|2", "101|C|10|3", "2|D||4"]);
}

#[test]
fn the_items_of_a_feed_have_moments_and_places() {
    let rss = "<rss xmlns:georss=\"g\" version=\"2.0\"><channel><title>Travaux</title>\
        <item><title>Rue A</title><pubDate>Tue, 04 Jun 2024 09:39:21 +0200</pubDate><georss:point>43.3 5.4</georss:point></item>\
        <item><title>Rue B</title><pubDate>Wed, 05 Jun 2024 10:00:00 GMT</pubDate><georss:point>43.4 5.5</georss:point></item>\
        </channel></rss>";
    let read = whole("t.rss", rss);
    assert_eq!(
        read.types(),
        [("title", "text"), ("pubdate", "datetime"), ("point", "geo_point_2d")]
    );
    assert_eq!(
        read.table(),
        [
            "Rue A|2024-06-04T07:39:21+00:00|{lon: 5.4, lat: 43.3}|1",
            "Rue B|2024-06-05T10:00:00+00:00|{lon: 5.5, lat: 43.4}|2"
        ]
    );
    let atom = "<feed><entry><id>1</id><updated>2024-06-04T09:39:21Z</updated></entry></feed>";
    assert_eq!(whole("t.atom", atom).types(), [("id", "int"), ("updated", "datetime")]);
}

#[test]
fn items_of_another_document_are_no_feed() {
    let results = "<resultats><item><club>A</club><point>12,5</point></item>\
        <item><club>B</club><point>9,25</point></item></resultats>";
    let read = whole("t.xml", results);
    assert_eq!(read.table(), ["A|12.5|1", "B|9.25|2"]);
    let rdf = "<rdf:RDF><channel/><item><title>A</title><georss:point>43.3,5.4</georss:point></item>\
        <item><title>B</title><georss:point>43.3, 5.5</georss:point></item></rdf:RDF>";
    let read = whole("t.rdf", rdf);
    assert_eq!(read.type_of("point"), Some(FieldType::GeoPoint));
    assert_eq!(read.table(), ["A|{lon: 5.4, lat: 43.3}|1", "B|{lon: 5.5, lat: 43.3}|2"]);
}

#[test]
fn feeds_are_tables_of_their_items() {
    let rss = "<rss xmlns:dc=\"d\" xmlns:media=\"m\"><channel><title>Ville</title><link>x</link>\
        <item><title>Un</title><dc:creator>A</dc:creator><media:title>Photo</media:title></item></channel></rss>";
    let read = whole("t.rss", rss);
    assert_eq!(read.layout.table.as_deref(), Some("channel.item"));
    assert_eq!(
        read.types().iter().map(|t| t.0).collect::<Vec<_>>(),
        ["title", "creator", "media_title"]
    );
    let atom = "<feed xmlns=\"a\"><title>Ville</title><link href=\"1\" rel=\"self\"/><link href=\"2\" rel=\"alternate\"/>\
        <entry><id>1</id><link href=\"l\"/></entry><entry><id>2</id><link href=\"m\"/></entry><entry><id>3</id></entry></feed>";
    let read = whole("t.xml", atom);
    assert_eq!(read.table(), ["1|l|1", "2|m|2", "3||3"]);
}

#[test]
fn prefixes_are_dropped_and_wrappers_too() {
    let text = "<rdf:RDF xmlns:rdf=\"r\" xmlns:d=\"d\"><d:set><d:Set rdf:about=\"u1\"><d:name xml:lang=\"fr\">A</d:name>\
        <d:at rdf:resource=\"w\"/></d:Set></d:set><d:set><d:Set rdf:about=\"u2\"><d:name>B</d:name></d:Set></d:set></rdf:RDF>";
    let whole = whole("t.rdf", text);
    assert_eq!(whole.types().iter().map(|t| t.0).collect::<Vec<_>>(), ["about", "name", "at"]);
    assert_eq!(whole.table(), ["u1|A|w|1", "u2|B||2"]);
}

#[test]
fn one_record_alone_is_a_record() {
    let text = "<marches><marche><id>1</id><objet>a</objet><lieu>b</lieu><titulaires><titulaire><id>2</id></titulaire><titulaire><id>3</id></titulaire></titulaires></marche></marches>";
    let whole = whole("t.xml", text);
    assert_eq!((whole.layout.table.as_deref(), whole.profile.records), (Some("marche"), 1));
    assert_eq!(
        whole.types(),
        [("id", "int"), ("objet", "text"), ("lieu", "text"), ("titulaires_titulaire", "json_blob")]
    );
}

#[test]
fn the_declared_encoding_is_taken() {
    let bytes = b"<?xml version='1.0' encoding='ISO-8859-1'?><a><b>\xE9t\xE9</b><b>\xE0</b><c x='1'/><c x='2'/></a>";
    let read = of("t.xml", bytes, &table("c")).expect("readable");
    assert_eq!(read.layout.encoding, "windows-1252");
    let bytes =
        b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a><c x='\xE9t\xE9'/><c x='2'/></a>";
    assert_eq!(whole("t.xml", bytes).table(), ["été|1", "2|2"]);
    let wide: Vec<u8> =
        "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a><c x='é'/><c x='2'/></a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
    assert_eq!(whole("t.xml", wide).table(), ["é|1", "2|2"]);
    let wrong =
        b"<?xml version=\"1.0\" encoding=\"UTF-8\"?><a><c x='caf\xE9 pr\xE9'/><c x='2'/></a>";
    let read = whole("t.xml", wrong);
    assert_eq!(read.table(), ["café pré|1", "2|2"]);
    assert_eq!(read.doubts(), ["encoding-unsure"]);
}

#[test]
fn what_is_no_xml_is_told_with_its_line() {
    for (text, line) in
        [("<a>\n<b>1</b>\n<b>2</c>\n</a>", 3), ("<a>\n<b>1</b>\n<b>", 3), ("<a>\n<b c=</a>", 2)]
    {
        match of("t.xml", text, &ReadOptions::default()) {
            Err(ReadError::BrokenXml { line: found }) => assert_eq!(found, line, "{text}"),
            other => panic!("{text}: {:?}", other.map(|w| w.table())),
        }
    }
}

#[test]
fn what_a_document_may_not_do_is_refused() {
    let none = ReadOptions::default();
    let laughs = "<?xml version=\"1.0\"?><!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;\">]><l><x n=\"1\">&b;</x><x n=\"2\"/></l>";
    check_code(laughs, &none, "xml-entities");
    let outside =
        "<!DOCTYPE l [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><l><x>&x;</x><x>&x;</x></l>";
    check_code(outside, &none, "xml-entities");
    let unknown = whole(
        "t.xml",
        "<!DOCTYPE l SYSTEM \"l.dtd\"><l><x n=\"1\"><t>&eacute;</t></x><x n=\"2\"/></l>",
    );
    assert_eq!(unknown.table()[0], "1|&eacute;|1");
    check_code("<a>".repeat(100_000), &none, "document-too-deep");
    let short = ReadOptions { row_limit_bytes: Some(300_000), ..Default::default() };
    let long = "x".repeat(3_000_000);
    check_code(format!("<l><x n=\"1\">{long}</x><x n=\"2\"/></l>"), &short, "row-too-long");
    let many = "<y>1</y>".repeat(100_000);
    check_code(format!("<l><x n=\"1\">{many}</x><x n=\"2\"/></l>"), &short, "row-too-long");
}

#[test]
fn pages_of_the_web_are_no_xml() {
    check_code(
        "<!DOCTYPE html><html><body><p>a</p><p>b</p></body></html>",
        &ReadOptions::default(),
        "file-kind-unknown",
    );
}
