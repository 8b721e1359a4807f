//! What those see who prepare datasets.

use fanal_model::{
    FieldType, Job, JobId, JobKind, JobState, Language, Lifecycle, Problem, Progress, Slug,
    Visibility,
};

use super::{NOW, SamplePage, agent, dataset, page};
use crate::admin::{
    AdminDataset, AdminHomePage, AttachmentsPage, ColumnReading, ColumnView, DatasetThere,
    DecimalChoice, DescribePage, FileFacts, FileTables, JobLine, JobOutcome, JobPage, Joining,
    KeyField, ListCells, MarkedCells, MeaningGroup, OddValue, OrderChoice, PersonColumn,
    PublicBecause, PublishPage, RejectedRow, RemoveAttachmentPage, Setting, TableLine, Target,
    UnderstandingPage, UnpublishPage, UploadPage,
};
use crate::{Choice, DatasetLink, FormState, RecordsTable};

pub(super) fn pages(language: Language) -> Result<Vec<SamplePage>, askama::Error> {
    let running = JobState::Running(NOW);
    let failed = JobState::Failed(NOW, Problem::new("sheet-unreadable"));
    let cancelled = JobState::Cancelled(NOW);
    Ok(vec![
        page("admin-home", &home(language))?,
        page("admin-home-empty", &home_empty(language))?,
        page("upload", &upload(language))?,
        page("upload-refused", &upload_refused(language))?,
        page("understanding-new", &understanding(language))?,
        page("understanding-existing", &understanding_existing(language))?,
        page("understanding-failed", &understanding_failed(language))?,
        page("understanding-pdf", &understanding_pdf(language))?,
        page("job-running", &job_page(language, running, None))?,
        page("job-failed", &job_page(language, failed, None))?,
        page("job-cancelled", &job_page(language, cancelled, None))?,
        page("job-done", &job_page(language, JobState::Done(NOW), Some(outcome())))?,
        page("describe", &describe(language))?,
        page("describe-wrong", &describe_wrong(language))?,
        page("publish", &publish(language, Vec::new()))?,
        page("publish-blocked", &publish(language, vec![Problem::new("nothing-to-publish")]))?,
        page("publish-persons", &publish_persons(language, Visibility::Open))?,
        page("publish-persons-closed", &publish_persons(language, Visibility::Restricted))?,
        page("unpublish", &unpublish(language))?,
        page("attachments", &attachments(language))?,
        page("attachments-wrong", &attachments_wrong(language))?,
        page("attachment-remove", &attachment_remove(language))?,
    ])
}

fn trees() -> DatasetLink {
    DatasetLink::of(&dataset::trees())
}

fn job(id: i64, state: JobState, total: Option<u64>) -> Job {
    Job {
        id: JobId(id),
        kind: JobKind::Import,
        dataset: None,
        user: None,
        payload: String::new(),
        attempts: 1,
        state,
        progress: Progress { done: 61_000_000, total, records: 412_300 },
        cancel_requested: false,
        created: NOW.plus_seconds(-40),
    }
}

fn home(language: Language) -> AdminHomePage {
    let lines = dataset::all().map(|(dataset, organisation)| AdminDataset {
        link: DatasetLink::of(&dataset),
        organisation: Some(organisation.into()),
        visibility: dataset.visibility,
        lifecycle: dataset.lifecycle,
        records: dataset.current.as_ref().map(|v| v.records),
        rejected: if dataset.visibility == Visibility::Restricted { 12 } else { 0 },
        last_load: dataset.current.as_ref().map(|v| v.created),
    });
    let mut waiting = job(8, JobState::Waiting(NOW), None);
    waiting.progress = Progress::default();
    let running = job(7, JobState::Running(NOW), Some(98_000_000));
    let failed = job(6, JobState::Failed(NOW, Problem::new("sheet-unreadable")), None);
    AdminHomePage {
        layout: agent(language, "/admin/"),
        datasets: lines.to_vec(),
        total: 3,
        page: 1,
        page_size: 50,
        jobs: vec![
            JobLine { job: waiting, dataset: None },
            JobLine { job: running, dataset: Some(trees()) },
            JobLine { job: failed, dataset: Some(trees()) },
        ],
    }
}

fn home_empty(language: Language) -> AdminHomePage {
    AdminHomePage { datasets: Vec::new(), total: 0, jobs: Vec::new(), ..home(language) }
}

fn upload(language: Language) -> UploadPage {
    UploadPage {
        layout: agent(language, "/admin/datasets/new"),
        dataset: None,
        limit_bytes: 2_000_000_000,
        form: FormState::default(),
    }
}

fn upload_refused(language: Language) -> UploadPage {
    let mut form = FormState::default();
    form.fail("file", Problem::new("file-missing"));
    UploadPage { dataset: Some(trees()), form, ..upload(language) }
}

fn column(index: usize, source: &str, name: &str, field_type: FieldType) -> ColumnView {
    ColumnView {
        index,
        mark: format!("0.{name}"),
        source: source.into(),
        name: name.into(),
        label: source.into(),
        field_type,
        keep: true,
        list: None,
        reading: ColumnReading { adds_marks: true, ..ColumnReading::default() },
        samples: Vec::new(),
        empty: 0,
        odd: Vec::new(),
        meaning: None,
        meaning_found: None,
        reasons: Vec::new(),
        doubts: Vec::new(),
        public_because: None,
    }
}

fn columns() -> Vec<ColumnView> {
    let samples = |values: &[&str]| values.iter().map(|v| (*v).to_owned()).collect::<Vec<_>>();
    let mut siret = column(0, "SIRET", "siret", FieldType::Text);
    siret.samples = samples(&["21130055300016", "26130023200024"]);
    siret.meaning = Some("siret".into());
    siret.meaning_found = Some("siret".into());
    siret.reasons = vec![Problem::new("reason-leading-zeros").number("percent", 12_u64)];
    let mut amount = column(1, "Montant (€)", "montant", FieldType::Double);
    amount.samples = samples(&["1 234,50", "800,00", "15 000,00"]);
    amount.odd = vec![OddValue { text: "n.p.".into(), line: Some(42), count: 3 }];
    amount.reading.marks = vec![marked("NC", Some(12), true), marked("-", Some(1), false)];
    let sample = "12.500".to_owned();
    let (comma, point) = (Some(12_500.0), Some(12.5));
    let decimal = DecimalChoice { chosen: "comma".into(), sample, comma, point };
    amount.reading.decimal = Some(decimal);
    let mut phone = column(2, "Téléphone du président", "telephone", FieldType::Text);
    phone.samples = samples(&["04 91 00 00 01"]);
    phone.keep = false;
    phone.empty = 18;
    phone.meaning_found = Some("telephone_personnel".into());
    phone.reading.meaning = "none".into();
    phone.doubts = vec![Problem::new("persons-column-seen")];
    let mut day = column(3, "Date", "date", FieldType::Date);
    day.samples = samples(&["04/03/2025", "02/06/2025"]);
    day.doubts = vec![Problem::new("date-ambiguous")];
    let sample = "04/03/2025".to_owned();
    let (day_first, month_first) = (Some(20_151), Some(20_181));
    let order = OrderChoice { chosen: String::new(), sample, day_first, month_first };
    day.reading.date_order = Some(order);
    day.reading.timezone = Some(Setting::new("", ["", "Europe/Paris", "Indian/Reunion"]));
    let mut themes = column(4, "Thèmes", "themes", FieldType::Text);
    themes.samples = samples(&["culture, sport", "sport"]);
    themes.list = Some(ListCells { separator: ",".into(), split: true });
    vec![siret, amount, phone, day, themes]
}

fn marked(mark: &str, cells: Option<u64>, empty: bool) -> MarkedCells {
    MarkedCells { mark: mark.to_owned(), cells, empty }
}

fn there(slug: &str, title: &str) -> DatasetThere {
    let slug = Slug::parse(slug).expect("an address");
    DatasetThere { link: DatasetLink { slug, title: title.to_owned() }, is_public: true }
}

fn understanding(language: Language) -> UnderstandingPage {
    let mut form = FormState::default();
    form.set("title", "Subventions 2025");
    form.set("slug", "subventions-2025");
    let cut = Problem::new("row-cut").number("cells", 2).number("columns", 4);
    UnderstandingPage {
        layout: agent(language, "/admin/uploads/sample"),
        id: "sample".into(),
        file: FileFacts {
            name: "subventions_2025.csv".into(),
            size_bytes: 48_213,
            format: "CSV".into(),
            rows: 1_204,
            encoding: Some(Setting::new("windows-1252", ["utf-8", "windows-1252"])),
            separator: Some(Setting::new(";", [";", ",", "tab", "|"])),
            quote: Some(Setting::new("\"", ["", "\"", "'", "none"])),
            missing: vec![marked("?", None, true)],
            adds_marks: true,
            header: Some(Setting::new("3", ["0", "1", "2", "3"])),
            table: None,
            tables: FileTables {
                each: lines(&[("Janvier", true), ("Modèle", false)]),
                there: vec![there("subventions-2025-janvier", "Subventions 2025 – Janvier")],
                ..FileTables::default()
            },
            crs: Some(Setting::new("EPSG:2154", ["EPSG:4326", "EPSG:2154"])),
            shapes: Some(Setting::new("kept", ["kept", "mended"])),
            notes: Some(Setting::new("apart", ["apart", "kept"])),
            evidence: vec![Problem::new("header-decided").number("line", 3_u64)],
        },
        columns: columns(),
        meanings: vec![
            MeaningGroup { kind: "identifier", meanings: vec!["siret", "siren"] },
            MeaningGroup { kind: "person", meanings: vec!["telephone_personnel"] },
        ],
        rejected: vec![RejectedRow { table: None, line: 88, reason: cut }],
        rejected_total: 3,
        doubts: vec![Problem::new("header-below").number("lines", 2)],
        target: Target::New,
        joining: None,
        form,
    }
}

fn understanding_existing(language: Language) -> UnderstandingPage {
    let mut form = FormState::sent([("mode", "update")]);
    form.fail_whole(Problem::new("recipe-field-name").text("name", "Montant"));
    form.fail("key", Problem::new("key-missing"));
    let key = |name: &str, label: &str| KeyField { name: name.into(), label: label.into() };
    let mut columns = columns();
    columns[0].public_because = Some(PublicBecause::Said("Associations, pas de personnes".into()));
    columns[2].keep = true;
    columns[2].public_because = Some(PublicBecause::Asked);
    columns[2].doubts.clear();
    let undecided = Problem::new("persons-undecided-column").text("column", &columns[2].label);
    form.fail("columns.2.public_because", undecided);
    let months = [("Janvier", true), ("Février", true), ("Modèle", false)];
    let before = understanding(language);
    let file = FileFacts {
        name: "subventions_2025.xlsx".into(),
        format: "Excel (.xlsx)".into(),
        table: Some(Setting::new("Janvier", ["Janvier", "Février", "Modèle", "Lisez-moi"])),
        tables: FileTables {
            together: Some(Setting::new("alike", ["one", "alike"])),
            alike: lines(&months),
            alike_count: 3,
            ..FileTables::default()
        },
        ..before.file
    };
    let reason = Problem::new("row-total");
    UnderstandingPage {
        file,
        columns,
        rejected: vec![RejectedRow { table: Some("Février".into()), line: 14, reason }],
        rejected_total: 1,
        doubts: vec![Problem::new("union-unfit").text("tables", "Bilan").number("count", 1)],
        target: Target::Existing {
            dataset: trees(),
            keys: vec![key("siret", "SIRET"), key("date", "Date")],
            differences: vec![Problem::new("column-gone").text("column", "Objet")],
        },
        form,
        ..before
    }
}

fn lines(tables: &[(&str, bool)]) -> Vec<TableLine> {
    tables.iter().map(|(name, taken)| TableLine { name: (*name).into(), taken: *taken }).collect()
}

fn understanding_failed(language: Language) -> UnderstandingPage {
    UnderstandingPage {
        columns: Vec::new(),
        rejected: Vec::new(),
        rejected_total: 0,
        ..understanding(language)
    }
}

fn understanding_pdf(language: Language) -> UnderstandingPage {
    let before = understanding_failed(language);
    let mut form = FormState::default();
    form.set("title", "Notice des arbres");
    form.fail("dataset", Problem::new("attachment-dataset-missing"));
    UnderstandingPage {
        file: FileFacts {
            name: "notice_des_arbres.pdf".into(),
            format: "?".into(),
            rows: 0,
            encoding: None,
            separator: None,
            header: None,
            tables: FileTables::default(),
            crs: None,
            shapes: None,
            notes: None,
            evidence: Vec::new(),
            ..before.file
        },
        doubts: vec![Problem::new("file-pdf")],
        joining: Some(Joining {
            is_pdf: true,
            datasets: vec![Choice::new("arbres", "Arbres de la ville")],
            unlisted: 3,
        }),
        form,
        ..before
    }
}

fn attachments(language: Language) -> AttachmentsPage {
    let attachments = dataset::attachments();
    AttachmentsPage {
        layout: agent(language, "/admin/datasets/arbres/attachments"),
        dataset: trees(),
        form: AttachmentsPage::values_of(&attachments),
        attachments,
        limit_bytes: 2_000_000_000,
    }
}

fn attachments_wrong(language: Language) -> AttachmentsPage {
    let mut page = attachments(language);
    page.form.set("title.notice_pdf", "");
    page.form.fail("title.notice_pdf", Problem::new("attachment-title-missing"));
    page.form.fail("file", Problem::new("file-missing"));
    page
}

fn attachment_remove(language: Language) -> RemoveAttachmentPage {
    RemoveAttachmentPage {
        layout: agent(language, "/admin/datasets/arbres/attachments/notice_pdf/remove"),
        dataset: trees(),
        attachment: dataset::attachments().swap_remove(0),
    }
}

fn outcome() -> JobOutcome {
    JobOutcome { version: 1, records: 1_204, rejected: 3, mended: 2, draft: true }
}

fn job_page(language: Language, state: JobState, outcome: Option<JobOutcome>) -> JobPage {
    JobPage {
        layout: agent(language, "/admin/jobs/7"),
        job: job(7, state.clone(), Some(98_000_000)),
        dataset: Some(trees()),
        upload: matches!(state, JobState::Failed(..))
            .then(|| "b5add05e-409a-408d-98ff-0b9b5f2b1f42".to_owned()),
        file_name: "subventions_2025.csv".into(),
        outcome,
    }
}

fn describe(language: Language) -> DescribePage {
    let dataset = dataset::trees();
    DescribePage {
        layout: agent(language, "/admin/datasets/arbres/edit"),
        dataset: trees(),
        published: dataset.lifecycle == Lifecycle::Published,
        loaded: true,
        organisations: vec![Choice::new("Ville de Port-Lumière", "Ville de Port-Lumière")],
        fields: DescribePage::fields_of(&dataset, |field| field.name.as_str() == "remarque"),
        form: DescribePage::values_of(&dataset, Some("Ville de Port-Lumière")),
    }
}

fn describe_wrong(language: Language) -> DescribePage {
    let mut page = DescribePage { published: false, ..describe(language) };
    page.form.set("title", "");
    page.form.fail("title", Problem::new("title-missing"));
    page.form.fail("slug", Problem::new("dataset-slug-taken").text("value", "arbres"));
    page
}

fn publish(language: Language, blockers: Vec<Problem>) -> PublishPage {
    let mut table: RecordsTable = dataset::table();
    table.rows.truncate(5);
    PublishPage {
        layout: agent(language, "/admin/datasets/arbres/publish"),
        dataset: dataset::trees(),
        organisation: Some(dataset::organisation()),
        url: "https://donnees.example.org/explore/dataset/arbres/".into(),
        sample: RecordsTable::sample(table.fields, table.rows),
        warnings: if blockers.is_empty() {
            vec![Problem::new("description-missing")]
        } else {
            Vec::new()
        },
        attachments: dataset::attachments(),
        blockers,
        persons: Vec::new(),
        original: false,
        form: FormState::default(),
    }
}

fn publish_persons(language: Language, visibility: Visibility) -> PublishPage {
    let person = |name: &str, label: &str, meaning: &str| PersonColumn {
        name: name.into(),
        label: label.into(),
        meaning: Some(meaning.into()),
    };
    let mut form = FormState::default();
    form.set("public_because.elu", "Mandat public : la liste des élus est affichée en mairie.");
    if visibility == Visibility::Open {
        let problem = Problem::new("persons-undecided-column").text("column", "Téléphone");
        form.fail("public_because.telephone", problem);
    }
    let page = publish(language, Vec::new());
    PublishPage {
        dataset: fanal_model::Dataset { visibility, ..page.dataset },
        persons: vec![
            person("elu", "Élu", "nom_complet"),
            person("telephone", "Téléphone", "telephone_personnel"),
        ],
        original: visibility == Visibility::Open,
        form,
        ..page
    }
}

fn unpublish(language: Language) -> UnpublishPage {
    UnpublishPage {
        layout: agent(language, "/admin/datasets/arbres/unpublish"),
        dataset: trees(),
        url: "https://donnees.example.org/explore/dataset/arbres/".into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_setting_always_offers_the_value_in_use() {
        let setting = Setting::new("x", ["a"]);
        assert_eq!(setting.choices, ["x", "a"]);
    }
}
