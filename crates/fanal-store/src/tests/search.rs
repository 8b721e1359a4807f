use fanal_model::{Dataset, Lifecycle, Visibility};

use super::harness::{Fixture, field, new_dataset, on_both_databases, slug};
use crate::{DatasetFilter, DatasetOrder, NewDataset, NewOrganisation, StoreError};

on_both_databases![
    words_are_found_whatever_their_accents,
    a_search_that_is_too_long_is_refused,
    lists_are_filtered,
    lists_are_sorted_and_paged,
];

async fn found(it: &Fixture, filter: &DatasetFilter) -> Vec<String> {
    let list = it.store.datasets(filter).await.unwrap();
    list.datasets.iter().map(|dataset| dataset.slug.to_string()).collect()
}

async fn words_are_found_whatever_their_accents(it: Fixture) {
    let act = it.act().await;
    let ville = NewOrganisation { slug: slug("ville"), name: "Mairie de Brest".into() };
    let ville = act.create_organisation(ville).await.unwrap();
    let mut ecoles = new_dataset("ecoles");
    ecoles.organisation = Some(ville.id);
    ecoles.metadata.title = "Écoles élémentaires".into();
    ecoles.metadata.description = "Les 100 % de l'Œuvre".into();
    ecoles.metadata.keywords = vec!["Scolarité".into()];
    ecoles.metadata.themes = vec!["Éducation".into()];
    ecoles.fields = vec![field("nb", "Nombre d'élèves")];
    act.create_dataset(ecoles).await.unwrap();
    act.create_dataset(new_dataset("arbres")).await.unwrap();
    act.commit().await.unwrap();

    let search = async |text: &str| {
        let text = Some(text.to_owned());
        found(&it, &DatasetFilter { text, ..DatasetFilter::everything() }).await
    };
    for text in [
        "ecoles",
        "ÉCOLE elementaire",
        "l\u{2019}oeuvre",
        "scolarite",
        "education",
        "eleves",
        "brest écoles",
    ] {
        assert_eq!(search(text).await, ["ecoles"], "{text}");
    }
    for text in ["ecoles arbres", "lycée", "coles elem brestois"] {
        assert_eq!(search(text).await, [""; 0], "{text}");
    }
    // Signs mean nothing to the database.
    assert_eq!(search("100 %").await, ["ecoles"]);
    assert_eq!(search(" % _ ").await, ["arbres", "ecoles"]);
}

async fn a_search_that_is_too_long_is_refused(it: Fixture) {
    let words = |n: usize| Some((0..n).map(|i| format!("m{i} ")).collect::<String>());
    let fits = DatasetFilter { text: words(50), ..DatasetFilter::everything() };
    assert_eq!(found(&it, &fits).await, [""; 0]);
    for text in [words(51), Some("a".repeat(2001))] {
        let filter = DatasetFilter { text, ..DatasetFilter::everything() };
        let refused = it.store.datasets(&filter).await;
        assert!(matches!(refused, Err(StoreError::SearchTooLong { .. })));
    }
}

async fn lists_are_filtered(it: Fixture) {
    let act = it.act().await;
    for visibility in Visibility::ALL {
        let new = NewDataset { visibility, ..new_dataset(visibility.name()) };
        act.create_dataset(new).await.unwrap();
    }
    let ville = NewOrganisation { slug: slug("ville"), name: "Ville".into() };
    let ville = act.create_organisation(ville).await.unwrap();
    let mut drawn = NewDataset { organisation: Some(ville.id), ..new_dataset("plan") };
    drawn.metadata.series = Some("Plans de la ville".into());
    let drawn = act.create_dataset(drawn).await.unwrap();
    act.update_dataset(&Dataset { lifecycle: Lifecycle::Published, ..drawn }).await.unwrap();
    act.commit().await.unwrap();

    let all = DatasetFilter::everything;
    let published = DatasetFilter { lifecycle: Some(Lifecycle::Published), ..all() };
    assert_eq!(found(&it, &published).await, ["plan"]);
    let of_ville = DatasetFilter { organisation: Some(ville.id), ..all() };
    assert_eq!(found(&it, &of_ville).await, ["plan"]);
    let some = vec![Visibility::Secret, Visibility::Restricted];
    let of_series = |title: &str| DatasetFilter { series: Some(title.into()), ..all() };
    assert_eq!(found(&it, &of_series("Plans de la ville")).await, ["plan"]);
    assert_eq!(found(&it, &of_series("Plans")).await, [""; 0]);
    let hidden = DatasetFilter { visibilities: some, ..all() };
    assert_eq!(found(&it, &hidden).await, ["restricted", "secret"]);
    assert_eq!(found(&it, &DatasetFilter { visibilities: vec![], ..all() }).await, [""; 0]);
    let elsewhere = DatasetFilter { portal: Some(fanal_model::PortalId(99)), ..all() };
    assert_eq!(found(&it, &elsewhere).await, [""; 0]);
}

async fn lists_are_sorted_and_paged(it: Fixture) {
    let titles = [("a1", "Zones"), ("a2", "écoles"), ("a3", "Ecole B"), ("a4", "€ dépensés")];
    for (address, title) in titles {
        let act = it.act().await;
        let mut new = new_dataset(address);
        new.metadata.title = title.into();
        new.fields = vec![field("nom", title)];
        act.create_dataset(new).await.unwrap();
        act.commit().await.unwrap();
        it.pass_seconds(1);
    }
    let sorted = |order| DatasetFilter { order, ..DatasetFilter::everything() };
    assert_eq!(found(&it, &sorted(DatasetOrder::TitleAsc)).await, ["a3", "a2", "a1", "a4"]);
    assert_eq!(found(&it, &sorted(DatasetOrder::ModifiedDesc)).await, ["a4", "a3", "a2", "a1"]);
    assert_eq!(found(&it, &sorted(DatasetOrder::SlugAsc)).await, ["a1", "a2", "a3", "a4"]);
    assert_eq!(found(&it, &sorted(DatasetOrder::MadeAsc)).await, ["a1", "a2", "a3", "a4"]);

    let page = DatasetFilter { limit: 2, offset: 1, ..sorted(DatasetOrder::SlugAsc) };
    let list = it.store.datasets(&page).await.unwrap();
    assert_eq!(list.total, 4);
    let labels: Vec<_> = list.datasets.iter().map(|d| d.fields[0].label.as_str()).collect();
    assert_eq!(labels, ["écoles", "Ecole B"]);
    let far = DatasetFilter { limit: u64::MAX, offset: u64::MAX, ..page };
    assert_eq!(it.store.datasets(&far).await.unwrap().datasets, []);
}
