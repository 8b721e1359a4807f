//! Workbooks and tables in XML and HTML.

use std::io::{Cursor, Write};

use zip::ZipWriter;
use zip::write::SimpleFileOptions;

use super::*;

fn zip(files: &[(&str, &str)]) -> Vec<u8> {
    let mut writer = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, text) in files {
        writer.start_file(*name, SimpleFileOptions::default()).expect("a name");
        writer.write_all(text.as_bytes()).expect("written to memory");
    }
    writer.finish().expect("written to memory").into_inner()
}

/// An OpenDocument file of that kind whose body is given.
pub(super) fn document(kind: &str, styles: &str, body: &str) -> Vec<u8> {
    let content = format!(
        "<?xml version=\"1.0\"?><office:document-content><office:automatic-styles>{styles}\
         </office:automatic-styles><office:body>{body}</office:body></office:document-content>"
    );
    zip(&[
        ("mimetype", &format!("application/vnd.oasis.opendocument.{kind}")),
        ("content.xml", &content),
        ("META-INF/manifest.xml", "<manifest:manifest/>"),
    ])
}

pub(super) fn text_cell(text: &str) -> String {
    format!(
        "<table:table-cell office:value-type=\"string\"><text:p>{text}</text:p></table:table-cell>"
    )
}

#[test]
fn a_sheet_of_libreoffice_is_read_with_its_formats() {
    let styles = "<number:number-style style:name=\"N5\">\
        <number:number number:decimal-places=\"0\" number:min-integer-digits=\"5\"/></number:number-style>\
        <style:style style:name=\"ce1\" style:family=\"table-cell\" style:data-style-name=\"N5\"/>\
        <style:style style:name=\"ta2\"><style:table-properties table:display=\"false\"/></style:style>";
    let row = |code: u32| {
        format!(
            "<table:table-row>\
         <table:table-cell table:style-name=\"ce1\" office:value-type=\"float\" office:value=\"{code}\"><text:p>x</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"percentage\" office:value=\"0.125\"><text:p>12,50 %</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"currency\" office:currency=\"EUR\" office:value=\"1234.5\"><text:p>y</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"date\" office:date-value=\"2024-12-31\"><text:p>31/12/24</text:p></table:table-cell>\
         <table:table-cell office:value-type=\"time\" office:time-value=\"PT08H30M00S\"/>\
         <table:table-cell office:value-type=\"boolean\" office:boolean-value=\"true\"/>\
         <table:table-cell office:value-type=\"string\"><office:annotation><text:p>note</text:p></office:annotation><text:p>A &amp; B<text:s text:c=\"2\"/><text:span>C</text:span></text:p><text:p>suite</text:p></table:table-cell>\
         <table:table-cell table:number-columns-repeated=\"16377\"/></table:table-row>"
        )
    };
    let titles: String =
        ["Code", "Taux", "Montant", "Jour", "Heure", "Actif", "Nom"].map(text_cell).concat();
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"Données\"><table:table-column/>\
         <table:table-row>{titles}</table:table-row>{}{}\
         <table:table-row table:number-rows-repeated=\"1048573\"><table:table-cell table:number-columns-repeated=\"16384\"/></table:table-row>\
         </table:table><table:table table:name=\"Cachée\" table:style-name=\"ta2\"/></office:spreadsheet>",
        row(1500),
        row(13_055)
    );
    let whole = whole("t.ods", document("spreadsheet", styles, &body));
    let types: Vec<&str> = whole.types().into_iter().map(|(_, t)| t).collect();
    assert_eq!(types, ["text", "double", "double", "date", "text", "boolean", "text"]);
    assert_eq!(whole.table()[0], "01500|12.5|1234.5|2024-12-31|08:30:00|true|A & B  C\nsuite|1");
    let units: Vec<Option<&str>> =
        whole.profile.columns.iter().map(|c| c.unit.as_deref()).collect();
    assert_eq!(units[..3], [None, Some("%"), Some("€")]);
    let visible: Vec<bool> = whole.layout.tables.iter().map(|t| t.visible).collect();
    assert_eq!(visible, [true, false]);
}

#[test]
fn rows_repeated_to_the_end_of_the_sheet_are_read() {
    let row = "<table:table-row table:number-rows-repeated=\"1048576\">\
        <table:table-cell table:number-columns-repeated=\"9\" office:value-type=\"float\" office:value=\"1\"/></table:table-row>";
    let body = format!(
        "<office:spreadsheet><table:table table:name=\"a\">{row}</table:table></office:spreadsheet>"
    );
    let options = ReadOptions { header: Some(Header::None), ..Default::default() };
    let file = Scratch::new("t.ods", &document("spreadsheet", "", &body));
    let opened = opened(&file.0, "t.ods", &options).expect("a workbook");
    let layout = detect(&opened, &options).expect("a sheet");
    assert_eq!(layout.tables[0].records, None);
    assert_eq!(profile(&opened, &layout, &Unwatched).expect("readable").records, 1 << 20);
    let wide = body.replace("\"9\"", "\"16384\"");
    let code =
        of("t.ods", document("spreadsheet", "", &wide), &options).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("columns-too-many"));
}

#[test]
fn a_password_of_libreoffice_is_told() {
    let mut files = vec![("mimetype", "application/vnd.oasis.opendocument.spreadsheet")];
    files.push(("content.xml", "garbage"));
    files.push(("META-INF/manifest.xml", "<manifest:manifest><manifest:file-entry><manifest:encryption-data/></manifest:file-entry></manifest:manifest>"));
    let code = of("t.ods", zip(&files), &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("workbook-protected"));
}

#[test]
fn a_web_page_under_the_name_of_a_workbook_is_read_and_told() {
    let page = "<html xmlns:x=\"urn:schemas-microsoft-com:office:excel\"><head><meta charset=utf-8>\
        <style>td { color: red } <table></style><script>if (a<b) { '<td>' }</script></head><body>\
        <p>Export & extrait</p><![if !supportMisalignedRows]><![endif]>\
        <table border=1><thead><tr><th>Nom<th>Ville &eacute;lue<th>Places</thead>\
        <tr><td width=10>&Eacute;cole&nbsp;A<br>annexe</td><td rowspan=2>Aix</td><td>1 234,5</td></tr>\
        <tr><td>B</td><td>12,5</tr>\
        <tr><td style=\"mso-number-format:'\\@'\">C</td><td>Apt</td><td>3,0</td></table></body></html>";
    let whole = whole("export.xls", page);
    assert_eq!(whole.layout.format, Format::Html);
    assert_eq!(whole.doubts(), ["extension-wrong", "cells-merged"]);
    assert_eq!(whole.types(), [("nom", "text"), ("ville_elue", "text"), ("places", "double")]);
    assert_eq!(whole.table(), ["École\u{a0}A\nannexe|Aix|1234.5|1", "B||12.5|2", "C|Apt|3.0|3"]);
    let latin = encoding_rs::WINDOWS_1252
        .encode("<table><tr><td>Été</td><td>n</td></tr><tr><td>é</td><td>1</td></tr></table>");
    assert_eq!(super::whole("t.xls", latin.0).types()[0].0, "ete");
}

#[test]
fn a_page_with_all_that_belongs_to_it_is_read() {
    let rows = "<tr><td>Nom<td>Places</tr><tr><td>=C9cole d=\r\n'Apt</td><td>12</td></tr>";
    let page = |transfer: &str, charset: &str, content: &str| {
        format!(
            "MIME-Version: 1.0\r\nX-Document-Type: Workbook\r\nContent-Type: multipart/related;\r\n boundary=\"--=_Part\"\r\n\r\n\
             Un avertissement\r\n\r\n----=_Part\r\nContent-Location: file:///C:/a.htm\r\n\
             Content-Transfer-Encoding: {transfer}\r\nContent-Type: text/html; charset=\"{charset}\"\r\n\r\n\
             {content}\r\n----=_Part\r\nContent-Type: image/png\r\n\r\n<table><tr><td>non</table>\r\n----=_Part--\r\n"
        )
    };
    let quoted = page(
        "quoted-printable",
        "us-ascii",
        &format!("<html><table border=3D1>{rows}</table></html>"),
    );
    let read = whole("export.xls", quoted);
    assert_eq!((read.layout.format, read.doubts()), (Format::Html, vec!["extension-wrong"]));
    assert_eq!(read.table(), ["École d'Apt|12|1"]);
    // « <table><tr><td>Été<td>n</tr><tr><td>a<td>1</tr></table> » in lines of whole groups.
    let packed = "PHRhYmxlPjx0cj48dGQ+w4l0w6k8dGQ+bjwvdHI+PHRyPjx0ZD5hPHRkPjE8L3Ry\r\nPjwvdGFibGU+";
    let read = super::whole("export.mht", page("base64", "utf-8", packed));
    assert_eq!(read.types(), [("ete", "text"), ("n", "int")]);
}

#[test]
fn several_tables_of_a_page_can_be_chosen() {
    let page = "<html><table><tr><td><table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr>\
        <tr><td>3</td><td>4</td></tr></table></td></tr></table>\
        <table><tr><td>c</td></tr><tr><td>5</td></tr></table></html>";
    let whole = whole("t.html", page);
    assert_eq!(whole.types(), [("a", "int"), ("b", "int")]);
    let names: Vec<&str> = whole.layout.tables.iter().map(|t| t.name.as_str()).collect();
    assert_eq!(names, ["Tableau 1", "Tableau 2", "Tableau 3"]);
    let options = ReadOptions { table: Some("Tableau 3".to_owned()), ..Default::default() };
    assert_eq!(of("t.html", page, &options).expect("readable").types(), [("c", "int")]);
}

#[test]
fn a_workbook_as_one_xml_text_is_read_and_told() {
    let text = "<?xml version=\"1.0\"?><?mso-application progid=\"Excel.Sheet\"?>\
        <Workbook xmlns=\"urn:schemas-microsoft-com:office:spreadsheet\" xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\">\
        <Styles><Style ss:ID=\"s1\"><NumberFormat ss:Format=\"00000\"/></Style><Style ss:ID=\"s2\"><NumberFormat ss:Format=\"Percent\"/></Style></Styles>\
        <Worksheet ss:Name=\"Feuil1\"><Table>\
        <Row><Cell><Data ss:Type=\"String\">Code</Data></Cell><Cell><Data ss:Type=\"String\">Taux</Data></Cell><Cell ss:Index=\"4\"><Data ss:Type=\"String\">Jour</Data></Cell></Row>\
        <Row ss:Index=\"3\" ss:Hidden=\"1\"><Cell ss:StyleID=\"s1\"><Data ss:Type=\"Number\">1500</Data><Comment><Data>note</Data></Comment></Cell><Cell ss:StyleID=\"s2\"><Data ss:Type=\"Number\">0.07</Data></Cell><Cell ss:Index=\"4\"><Data ss:Type=\"DateTime\">2024-12-31T00:00:00.000</Data></Cell></Row>\
        </Table></Worksheet></Workbook>";
    let whole = whole("export.xls", text);
    assert_eq!(whole.layout.format, Format::ExcelXml);
    assert_eq!(whole.table(), ["01500|7|2024-12-31|1"]);
    assert_eq!(whole.doubts(), ["extension-wrong", "rows-hidden"]);
}

#[test]
fn tabbed_text_under_the_name_of_a_workbook_is_read_and_told() {
    let whole = whole("export.xls", "nom\tplaces\nA\t12\nB\t30\n");
    assert_eq!(whole.types(), [("nom", "text"), ("places", "int")]);
    assert_eq!(whole.doubts(), ["extension-wrong"]);
}

#[test]
fn tables_of_texts_are_read() {
    let cell = |text: &str| format!("<w:tc><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>");
    let row = |cells: [&str; 2]| format!("<w:tr>{}</w:tr>", cells.map(cell).concat());
    let content = format!(
        "<w:document><w:body><w:p><w:r><w:t>Introduction</w:t></w:r></w:p><w:tbl>{}{}{}</w:tbl></w:body></w:document>",
        row(["Nom", "Places"]),
        row(["A &amp; B", "12"]),
        row(["C", "1 230"])
    );
    let word = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &content)]);
    let whole = whole("t.docx", word);
    assert_eq!(whole.types(), [("nom", "text"), ("places", "int")]);
    assert_eq!(whole.table(), ["A & B|12|1", "C|1230|2"]);
    let rows: String = [["Nom", "Places"], ["A", "12"]]
        .map(|cells| {
            let cells =
                cells.map(|t| format!("<table:table-cell><text:p>{t}</text:p></table:table-cell>"));
            format!("<table:table-row>{}</table:table-row>", cells.concat())
        })
        .concat();
    let body =
        format!("<office:text><text:p>x</text:p><table:table>{rows}</table:table></office:text>");
    assert_eq!(super::whole("t.odt", document("text", "", &body)).table(), ["A|12|1"]);
}

#[test]
fn a_pdf_is_refused_with_its_own_sentence() {
    let code =
        of("t.pdf", b"%PDF-1.7\n...", &ReadOptions::default()).err().map(|e| e.problem().code);
    assert_eq!(code.as_deref(), Some("file-pdf"));
}

/// Pieces that tear documents apart.
fn pieces() -> impl proptest::strategy::Strategy<Value = String> {
    use proptest::prelude::*;
    let piece = prop_oneof![
        Just("<"),
        Just(">"),
        Just("</"),
        Just("&"),
        Just("&#0;"),
        Just("\""),
        Just("<!--"),
        Just("<![CDATA["),
        Just("<table:table-row table:number-rows-repeated=\"99999999999999999999\">"),
        Just("<table:table-cell table:number-columns-repeated=\"18446744073709551615\">x"),
        Just("<td colspan=4000 rowspan=99999999999>"),
        Just("<w:gridSpan w:val=\"18446744073709551615\"/>"),
        Just("<Cell ss:Index=\"18446744073709551615\" ss:MergeAcross=\"18446744073709551615\">"),
        Just("</table:table>"),
        Just("</table>"),
    ];
    proptest::collection::vec(piece, 1..4).prop_map(|pieces| pieces.concat())
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig {
        failure_persistence: None, cases: 48, ..Default::default()
    })]

    #[test]
    fn torn_documents_are_read_or_refused(piece in pieces(), at in 0_usize..1000, cut in 0_usize..40) {
        let tear = |text: &str| {
            let at = text.len() * at / 1000;
            let end = (at + cut).min(text.len());
            format!("{}{piece}{}", &text[..at], &text[end..])
        };
        let sheet = "<office:spreadsheet><table:table table:name=\"a\"><table:table-column/>\
            <table:table-row><table:table-cell office:value-type=\"string\"><text:p>n</text:p></table:table-cell></table:table-row>\
            <table:table-row><table:table-cell office:value-type=\"float\" office:value=\"1\"/></table:table-row></table:table></office:spreadsheet>";
        drop(of("t.ods", document("spreadsheet", "", &tear(sheet)), &ReadOptions::default()));
        let page = "<html><table><tr><td>a</td><td>b</td></tr><tr><td rowspan=2>1</td><td>2</td></tr></table></html>";
        drop(of("t.xls", tear(page), &ReadOptions::default()));
        let text = "<w:document><w:tbl><w:tr><w:tc><w:p><w:t>a</w:t></w:p></w:tc></w:tr></w:tbl></w:document>";
        let word = zip(&[("[Content_Types].xml", "<Types/>"), ("word/document.xml", &tear(text))]);
        drop(of("t.docx", word, &ReadOptions::default()));
        let book = "<?xml?><Workbook xmlns:ss=\"urn:schemas-microsoft-com:office:spreadsheet\"><Worksheet ss:Name=\"a\"><Row><Cell><Data ss:Type=\"Number\">1</Data></Cell></Row></Worksheet></Workbook>";
        let options = ReadOptions { format: Some(Format::ExcelXml), ..Default::default() };
        drop(of("t.xls", tear(book), &options));
    }
}
