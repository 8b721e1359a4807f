//! What a town council decides.

use crate::demo::place::{QUARTERS, street};
use crate::demo::random::Random;

/// A matter of the nomenclature that is used to send decisions to the prefect (Actes).
#[derive(Debug)]
pub(super) struct Matter {
    pub(super) code: &'static str,
    pub(super) name: &'static str,
    pub(super) weight: f64,
    /// How often somebody votes against.
    pub(super) dispute: f64,
    /// `{q}` a quarter, `{r}` a street, `{a}` the year, `{m}` an amount in thousands of euros.
    subjects: &'static [&'static str],
}

macro_rules! matters {
    ($($code:literal $name:literal $weight:literal $dispute:literal [$($subject:literal),+ $(,)?])+) => {
        [$(Matter {
            code: $code,
            name: $name,
            weight: $weight,
            dispute: $dispute,
            subjects: &[$($subject),+],
        }),+]
    };
}

pub(super) const MATTERS: [Matter; 14] = matters! {
    "1.1" "Commande publique/Marchés publics" 14.0 0.12 [
        "Attribution du marché de réfection de la chaussée, {r}",
        "Avenant n° 2 au marché de restauration scolaire",
        "Marché d’entretien des espaces verts, lot « {q} » : {m} 000 € hors taxes",
        "Groupement de commandes pour l’achat d’électricité {a}",
    ]
    "1.2" "Commande publique/Délégations de service public" 3.0 0.35 [
        "Rapport annuel {a} du délégataire du port de plaisance",
        "Choix du mode de gestion du stationnement, secteur {q}",
    ]
    "2.1" "Urbanisme/Documents d’urbanisme" 4.0 0.4 [
        "Modification du plan local d’urbanisme, secteur {q}",
        "Bilan de la concertation sur l’aménagement du quartier {q}",
    ]
    "2.2" "Urbanisme/Actes relatifs au droit des sols" 5.0 0.15 [
        "Autorisation de déposer un permis de construire pour l’école, {r}",
        "Dénomination d’une voie nouvelle, quartier {q}",
    ]
    "3.1" "Domaine et patrimoine/Acquisitions" 5.0 0.15 [
        "Acquisition d’une parcelle de 312 m², {r}",
        "Acquisition d’un local en vue d’une maison de santé, quartier {q}",
    ]
    "3.2" "Domaine et patrimoine/Aliénations" 4.0 0.3 [
        "Cession d’un terrain communal, {r}, pour {m} 000 €",
        "Déclassement et vente de l’ancien dépôt, quartier {q}",
    ]
    "4.1" "Fonction publique/Personnel titulaire" 9.0 0.08 [
        "Modification du tableau des effectifs",
        "Création de trois postes d’adjoint technique",
        "Mise à jour du régime indemnitaire {a}",
    ]
    "5.7" "Institutions et vie politique/Intercommunalité" 4.0 0.15 [
        "Désignation des délégués au syndicat des eaux de la Rade",
        "Rapport d’activité {a} de la communauté d’agglomération",
    ]
    "7.1" "Finances locales/Décisions budgétaires" 10.0 0.6 [
        "Budget primitif {a}",
        "Décision modificative n° 1, exercice {a}",
        "Compte administratif : approbation",
        "Débat sur les orientations budgétaires {a}",
    ]
    "7.5" "Finances locales/Subventions" 16.0 0.1 [
        "Subventions aux associations sportives {a}",
        "Subvention de {m} 000 € au comité des fêtes, quartier {q}",
        "Demande de subvention à l’État pour la rénovation du gymnase, {r}",
    ]
    "7.10" "Finances locales/Divers" 5.0 0.2 [
        "Tarifs de la cantine et du périscolaire {a}",
        "Admission en non-valeur de créances irrécouvrables",
    ]
    "8.1" "Domaines de compétences/Enseignement" 6.0 0.1 [
        "Carte scolaire : nouveau périmètre de l’école du quartier {q}",
        "Convention avec le département pour l’usage du gymnase, {r}",
    ]
    "8.3" "Domaines de compétences/Voirie" 7.0 0.2 [
        "Passage en zone 30, quartier {q}",
        "Création d’une piste cyclable, {r}",
        "Plan de stationnement, quartier {q}",
    ]
    "8.8" "Domaines de compétences/Environnement" 5.0 0.15 [
        "Plan de protection de la dune {a}–2030",
        "Extinction de l’éclairage public de minuit à cinq heures, quartier {q}",
        "Plantation de 400 arbres, {r}",
    ]
};

/// The subject of a decision.
pub(super) fn subject(matter: &Matter, year: i64, random: &mut Random) -> String {
    let mut text = (*random.pick(matter.subjects)).to_owned();
    if text.contains("{q}") {
        text = text.replace("{q}", random.pick(&QUARTERS).name);
    }
    if text.contains("{r}") {
        text = text.replace("{r}", &street(random));
    }
    text.replace("{a}", &year.to_string()).replace("{m}", &random.between(12, 480).to_string())
}
