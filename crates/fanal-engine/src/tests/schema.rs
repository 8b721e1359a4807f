//! Files written under earlier columns, read under the present ones.

use fanal_model::Access;
use fanal_odsql::QueryText;

use super::sample::{Sample, answer, load, read};
use crate::{Pinned, QueryOptions};

#[tokio::test(flavor = "multi_thread")]
async fn a_column_that_came_later_is_null_before_and_one_that_went_is_gone() {
    let mut sample =
        Sample::new("nom:text | n:double | x:int\na | 1 | 7\nb | 2\nc | 3\nd | 4").await;
    let (fields, batch) = read("nom:text | n:double | vu:date\ne | 4.5 | 2024-01-02", 5);
    let before = sample.pinned.delta_version;
    sample.pinned = Pinned { fields, ..sample.pinned.clone() };
    let files = sample.write(&load(2), batch).await;
    let delta_version = sample.commit(&load(2), Some(before), files, Vec::new()).await;
    sample.pinned = Pinned { delta_version, ..sample.pinned.clone() };
    let all = "nom | n | vu\na | 1.0 |\nb | 2.0 |\nc | 3.0 |\nd | 4.0 |\ne | 4.5 | 2024-01-02";
    let options = QueryOptions::default();
    for cache_bytes in [0, 32 << 20] {
        let handle = sample.handle(cache_bytes, Access::unrestricted()).await;
        for limit in [None, Some(100)] {
            let whole = QueryText { limit, ..QueryText::default() };
            assert_eq!(answer(&handle, &whole, &options).await, all);
            let filtered = QueryText {
                filters: vec!["n >= 4 and n < 5".into()],
                order_by: vec!["vu, -n".into()],
                ..whole
            };
            let expected = "nom | n | vu\ne | 4.5 | 2024-01-02\nd | 4.0 |";
            assert_eq!(answer(&handle, &filtered, &options).await, expected);
        }
    }
}
