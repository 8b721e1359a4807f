//! Every refusal in the contract's envelope.

use fanal_testkit::{Catalogue, TestApp, on_one_catalogue};
use serde_json::json;

use crate::arbres::{API, CSV};

on_one_catalogue! { refusals_are_worded_as_the_contract_words_them }

const SYNTAX: &str = "ODSQLSyntaxError";
const QUERY: &str = "ODSQLError";
const PARAMETER: &str = "InvalidRESTParameterError";

async fn refusals_are_worded_as_the_contract_words_them(catalogue: Catalogue) {
    let app = TestApp::on(&catalogue).await;
    app.dataset("arbres").csv(CSV).published().await;
    let visitor = app.visitor();
    let records = format!("{API}/records");
    for (address, status, code, message) in [
        (
            format!("{records}?limit=101"),
            400,
            PARAMETER,
            "Invalid value for limit API parameter: 101 was found but -1 <= limit <= 100 is expected.",
        ),
        (
            format!("{records}?offset=9991"),
            400,
            PARAMETER,
            "Invalid value for sum of offset + limit API parameter: 10001 was found but <= 10000 is expected.",
        ),
        (
            format!("{records}?limit=dix"),
            400,
            PARAMETER,
            "Invalid value for limit API parameter: dix was found but an integer is expected.",
        ),
        (
            format!("{records}?select=hauter"),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: hauter. Clause(s) containing the error(s): select.",
        ),
        (
            format!("{records}?where=hauter > 3&order_by=hauter"),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: hauter. Unknown field: hauter. \
             Clause(s) containing the error(s): where, order_by.",
        ),
        (
            format!("{records}?refine=esence:x&exclude=nm:y"),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: esence. Unknown field: nm. \
             Clause(s) containing the error(s): refine, exclude.",
        ),
        (
            format!("{records}?refine=essence"),
            400,
            SYNTAX,
            "ODSQL syntax exception: unexpected end of line at position 7 in essence. \
             Clause(s) containing the error(s): refine.",
        ),
        (
            format!("{API}/facets?facet=esence"),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: esence. \
             Clause(s) containing the error(s): facet.",
        ),
        (
            format!("{API}/facets?facet=facet(name=essence,limit=20001)"),
            400,
            PARAMETER,
            "Invalid value for limit of facet API parameter: 20001 was found but \
             0 <= limit <= 20000 is expected.",
        ),
        (
            "/api/explore/v2.1/catalog/facets?facet=themes".to_owned(),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: themes. \
             Clause(s) containing the error(s): facet.",
        ),
        (
            "/api/explore/v2.1/catalog/datasets?refine=rien:x".to_owned(),
            400,
            QUERY,
            "ODSQL query is malformed: Unknown field: rien. \
             Clause(s) containing the error(s): refine.",
        ),
        (
            format!("{records}?where=contains(nom, \"a\")"),
            400,
            SYNTAX,
            "ODSQL syntax exception: unexpected ( at position 8 in contains(nom, \"a\"). \
             Clause(s) containing the error(s): where.",
        ),
        (
            format!("{records}?select=id as y, nom as y"),
            400,
            QUERY,
            "ODSQL query is malformed: Alias 'y' is declared several times. \
             Clause(s) containing the error(s): select.",
        ),
        (
            format!("{records}?where=plante_le > date'-01'"),
            400,
            QUERY,
            "ODSQL query is malformed: Invalid date to parse '-01'. \
             Clause(s) containing the error(s): where.",
        ),
        (
            "/api/explore/v2.1/catalog/datasets/rien".to_owned(),
            404,
            "NotFoundResource",
            "The requested dataset rien does not exist.",
        ),
        (
            "/api/explore/v2.1/catalog/datasets/rien/records".to_owned(),
            404,
            "NotFoundResource",
            "The requested dataset rien does not exist.",
        ),
        (format!("{API}/record"), 404, "NotFoundURI", "The requested URI does not exist."),
        (
            "/api/explore/v2.1/inconnu/datasets".to_owned(),
            404,
            "NotFoundURI",
            "The requested URI does not exist.",
        ),
        (
            format!("{API}/exports/docx"),
            404,
            "NotFoundResource",
            "The requested export format docx does not exist.",
        ),
        (
            format!("{records}?timezone=Mars/Olympus"),
            400,
            PARAMETER,
            "Invalid value for timezone API parameter: Mars/Olympus was found but an IANA time zone is expected.",
        ),
        (
            format!("{records}?qv1=essence:Chêne"),
            400,
            PARAMETER,
            "The qv1 API parameter is not supported by this version of Fanal.",
        ),
    ] {
        let answer = visitor.get(&address).await.expect(status);
        assert_eq!(answer.json(), json!({"error_code": code, "message": message}), "{address}");
        assert_eq!(answer.header("content-type"), "application/json; charset=utf-8");
    }
    for (query, code, part) in [
        ("where=hauteur = \"12\"", "IncompatibleTypesInComparisonFilter", "hauteur of type double"),
        ("where=nom =", SYNTAX, "unexpected end of line"),
        ("where=hauter > 3 and (", SYNTAX, "Clause(s) containing the error(s): where."),
    ] {
        for path in ["records", "exports/csv", "exports/xlsx"] {
            let answer = visitor.get(&format!("{API}/{path}?{query}")).await.expect(400);
            let body = answer.json();
            assert_eq!(body["error_code"], code, "{path} {query}");
            let message = body["message"].as_str().unwrap_or_default();
            assert!(message.contains(part), "{path} {query}: {message}");
        }
    }
}
