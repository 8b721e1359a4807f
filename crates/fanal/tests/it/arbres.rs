//! Five trees, the dataset of most tests.

/// The file.
pub(crate) const CSV: &str = "\
id;nom;essence;hauteur;plante_le;remarquable
1;Chêne de l'Abbaye;Chêne;18,5;15/06/1850;oui
2;Tilleul du Parc;Tilleul;12,0;02/11/1990;non
3;Platane 12;Platane;22,3;01/03/1925;oui
4;Érable;Érable;;01/12/2015;non
5;Ginkgo;;9,75;;non
";

/// The file a year later: the second tree grew, the fifth is gone, a sixth was planted.
pub(crate) const LATER: &str = "\
id;nom;essence;hauteur;plante_le;remarquable
1;Chêne de l'Abbaye;Chêne;18,5;15/06/1850;oui
2;Tilleul du Parc;Tilleul;12,4;02/11/1990;non
3;Platane 12;Platane;22,3;01/03/1925;oui
4;Érable;Érable;;01/12/2015;non
6;Cèdre;Cèdre;3,1;02/03/2026;non
";

/// Where its API stands.
pub(crate) const API: &str = "/api/explore/v2.1/catalog/datasets/arbres";
