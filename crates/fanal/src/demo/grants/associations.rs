//! Associations of the invented town.

use crate::demo::random::Random;

/// What associations of a field do and cost.
#[derive(Debug)]
pub(super) struct Field {
    weight: f64,
    /// Euros that one of them gets in an ordinary year.
    pub(super) usual_euros: f64,
    /// First words of a name.
    heads: &'static [&'static str],
    /// Last words; none means that a quarter follows.
    tails: &'static [&'static str],
    /// What is paid beyond the ordinary.
    pub(super) projects: &'static [&'static str],
}

const FIELDS: [Field; 6] = [
    Field {
        weight: 10.0,
        usual_euros: 6_500.0,
        heads: &[
            "Club nautique",
            "Union sportive",
            "Cercle d’escrime",
            "Judo club",
            "Rugby club",
            "Amicale bouliste",
            "Handball",
            "Société de tir",
            "Club d’aviron",
            "Cyclo-club",
            "Gymnastique volontaire",
            "École de voile",
            "Tennis club",
            "Étoile sportive",
        ],
        tails: &["de Port-Lumière", "portoluminois", "du Grand-Large", "de la Rade"],
        projects: &[
            "Tournoi des jeunes",
            "Achat de matériel",
            "Déplacements en championnat",
            "Régate des Trois-Fanaux",
            "Journée du sport accessible",
        ],
    },
    Field {
        weight: 8.0,
        usual_euros: 9_000.0,
        heads: &[
            "Compagnie théâtrale",
            "Chorale",
            "Harmonie municipale",
            "Ciné-club",
            "Atelier de gravure",
            "Festival",
            "Fanfare",
            "Cercle de lecture",
            "Photo-club",
            "Collectif d’artistes",
        ],
        tails: &[
            "des Embruns",
            "de la Corne-de-Brume",
            "des Quatre-Vents",
            "du Phare",
            "des Lanternes",
        ],
        projects: &[
            "Fête des Lanternes",
            "Résidence d’artistes",
            "Concerts d’été",
            "Ateliers dans les écoles",
            "Exposition « Gens de mer »",
        ],
    },
    Field {
        weight: 7.0,
        usual_euros: 14_000.0,
        heads: &[
            "Entraide",
            "Épicerie solidaire",
            "Accueil de jour",
            "Écrivains publics",
            "Aide aux devoirs",
            "Maison des familles",
            "Collectif logement",
            "Restaurant solidaire",
        ],
        tails: &["La Main tendue", "L’Escale", "Le Radeau", "Le Bon Port", "La Passerelle"],
        projects: &[
            "Distribution alimentaire d’hiver",
            "Cours de français",
            "Équipement d’une cuisine",
            "Accompagnement vers l’emploi",
        ],
    },
    Field {
        weight: 6.0,
        usual_euros: 1_200.0,
        heads: &[
            "Comité de quartier",
            "Amicale des locataires",
            "Association des commerçants",
            "Comité des fêtes",
            "Jardin partagé",
        ],
        tails: &[],
        projects: &[
            "Fête de quartier",
            "Vide-grenier",
            "Illuminations de fin d’année",
            "Repas des aînés",
        ],
    },
    Field {
        weight: 4.0,
        usual_euros: 2_800.0,
        heads: &["Les Amis", "Gardiens", "Observatoire", "Sentinelles", "Ligue"],
        tails: &[
            "de la dune",
            "des oiseaux du littoral",
            "de l’estuaire",
            "du bois Dormant",
            "de la rade",
        ],
        projects: &[
            "Nettoyage du rivage",
            "Comptage des oiseaux",
            "Plantation de haies",
            "Classes de mer",
        ],
    },
    Field {
        weight: 5.0,
        usual_euros: 900.0,
        heads: &[
            "Parents d’élèves de l’école",
            "Coopérative scolaire de l’école",
            "Foyer du collège",
        ],
        tails: &[
            "des Goélands",
            "du Bassin",
            "de la Vigie",
            "des Pins",
            "du Vieux-Port",
            "des Corderies",
            "de la Dune",
        ],
        projects: &["Voyage scolaire", "Kermesse", "Achat de livres", "Classe de voile"],
    },
];

/// One association: what it does and its name. `quarter` names one for those that have one.
pub(super) fn association(
    random: &mut Random,
    quarter: fn(&mut Random) -> &'static str,
) -> (&'static Field, String) {
    let field = &FIELDS[random.weighted(&FIELDS.each_ref().map(|f| f.weight))];
    let head = random.pick(field.heads);
    let name = if field.tails.is_empty() {
        format!("{head} – {}", quarter(random))
    } else {
        format!("{head} {}", random.pick(field.tails))
    };
    (field, name)
}
