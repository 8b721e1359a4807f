//! The kinds of events: how often, when, and how long they take.

use crate::demo::calendar::Day;

/// When in the day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Rhythm {
    /// While people go about.
    Day,
    /// Early, when people leave home.
    Morning,
    /// When it is dark.
    Evening,
    /// When others sleep.
    Night,
}

impl Rhythm {
    /// Weight of each hour.
    pub(super) fn hours(self) -> [f64; 24] {
        match self {
            Self::Day => [
                0.2, 0.1, 0.1, 0.1, 0.1, 0.3, 1.0, 2.5, 4.5, 5.5, 5.5, 5.0, 3.5, 4.0, 5.0, 5.0,
                4.8, 5.0, 4.5, 3.0, 2.0, 1.2, 0.7, 0.4,
            ],
            Self::Morning => [
                0.2, 0.1, 0.1, 0.1, 0.3, 1.0, 3.5, 7.0, 8.0, 6.5, 4.5, 3.0, 2.0, 2.0, 2.0, 2.0,
                2.2, 2.5, 2.5, 1.8, 1.2, 0.8, 0.5, 0.3,
            ],
            Self::Evening => [
                0.8, 0.4, 0.2, 0.2, 0.3, 0.8, 1.8, 2.5, 2.0, 1.2, 1.0, 1.0, 1.0, 1.0, 1.0, 1.2,
                1.8, 3.5, 5.0, 5.5, 5.5, 5.0, 3.5, 1.8,
            ],
            Self::Night => [
                6.5, 5.5, 4.0, 2.5, 1.2, 0.6, 0.5, 0.6, 0.7, 0.6, 0.6, 0.7, 0.8, 0.8, 0.8, 0.9,
                1.0, 1.2, 1.8, 2.5, 3.5, 5.0, 6.5, 7.5,
            ],
        }
    }
}

/// When in the year.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Season {
    Always,
    Summer,
    Winter,
    Spring,
    Autumn,
}

impl Season {
    fn weight(self, month: u32) -> f64 {
        let high = match self {
            Self::Always => return 1.0,
            Self::Summer => 6..=9,
            Self::Winter => return if matches!(month, 11 | 12 | 1 | 2) { 2.2 } else { 0.6 },
            Self::Spring => 3..=6,
            Self::Autumn => 9..=12,
        };
        if high.contains(&month) { 1.9 } else { 0.6 }
    }
}

/// A kind of event.
#[derive(Debug)]
pub(super) struct Kind {
    /// Domain, subject and detail, joined by `/`.
    pub(super) path: &'static str,
    /// Share among all.
    weight: f64,
    season: Season,
    pub(super) rhythm: Rhythm,
    /// Days that it often takes.
    pub(super) delay_days: f64,
    /// What is seen; `{rue}` stands for a street.
    pub(super) seen: &'static [&'static str],
}

impl Kind {
    pub(super) fn weight_on(&self, day: Day) -> f64 {
        let weekend = if day.is_weekend() && self.rhythm == Rhythm::Night { 1.8 } else { 1.0 };
        self.weight * self.season.weight(day.month) * weekend
    }
}

macro_rules! kinds {
    ($($path:literal $weight:literal $season:ident $rhythm:ident $delay:literal [$($seen:literal),+ $(,)?])+) => {
        [$(Kind {
            path: $path,
            weight: $weight,
            season: Season::$season,
            rhythm: Rhythm::$rhythm,
            delay_days: $delay,
            seen: &[$($seen),+],
        }),+]
    };
}

pub(super) const KINDS: [Kind; 24] = kinds! {
    "Propreté/Dépôt sauvage/Encombrants" 14.0 Always Morning 2.5 [
        "un matelas et une armoire ont été laissés sur le trottoir, {rue}",
        "des encombrants s’entassent au pied de l’immeuble, {rue}",
        "un canapé bloque le passage des poussettes, {rue}",
        "trois réfrigérateurs ont été abandonnés contre le mur, {rue}",
    ]
    "Propreté/Dépôt sauvage/Gravats" 4.0 Spring Morning 6.0 [
        "des sacs de gravats ont été déposés dans la nuit, {rue}",
        "un tas de plâtre et de carrelage occupe deux places, {rue}",
    ]
    "Propreté/Collecte/Bac débordant" 9.0 Summer Morning 1.5 [
        "le bac jaune déborde depuis deux jours, {rue}",
        "les conteneurs sont pleins et les sacs restent par terre, {rue}",
        "la colonne à verre est pleine, les bouteilles sont posées à côté, {rue}",
    ]
    "Propreté/Voie publique/Déjections canines" 3.5 Always Day 2.0 [
        "le trottoir est très sale devant l’école, {rue}",
        "le distributeur de sachets est vide, {rue}",
    ]
    "Propreté/Voie publique/Graffiti" 5.0 Always Day 8.0 [
        "un tag couvre la façade de la bibliothèque, {rue}",
        "des inscriptions ont été peintes sur le mur de l’école, {rue}",
        "l’abribus est entièrement tagué, {rue}",
    ]
    "Propreté/Plage/Nettoyage" 3.0 Summer Morning 1.0 [
        "des algues et des plastiques couvrent la petite plage, accès {rue}",
        "les poubelles de la plage sont pleines, accès {rue}",
    ]
    "Voirie/Chaussée/Nid-de-poule" 7.0 Winter Day 14.0 [
        "un trou profond s’est formé au milieu de la chaussée, {rue}",
        "la chaussée s’affaisse près de la bouche d’égout, {rue}",
        "un nid-de-poule oblige les vélos à se déporter, {rue}",
    ]
    "Voirie/Trottoir/Revêtement abîmé" 4.0 Always Day 25.0 [
        "les dalles du trottoir bougent, une personne âgée est tombée, {rue}",
        "les racines soulèvent l’enrobé, {rue}",
    ]
    "Voirie/Signalisation/Feu en panne" 2.5 Winter Day 0.8 [
        "le feu piéton reste au rouge, {rue}",
        "le feu clignote à l’orange depuis ce matin, {rue}",
    ]
    "Voirie/Signalisation/Panneau manquant" 2.5 Always Day 18.0 [
        "le panneau « cédez le passage » est couché, {rue}",
        "le panneau de sens interdit a disparu, {rue}",
    ]
    "Voirie/Stationnement/Gênant" 9.0 Always Day 0.3 [
        "une voiture est garée sur la piste cyclable, {rue}",
        "un véhicule bloque la sortie du garage, {rue}",
        "des voitures occupent la place réservée aux personnes handicapées, {rue}",
        "une camionnette en double file empêche le bus de passer, {rue}",
    ]
    "Voirie/Stationnement/Véhicule ventouse" 3.0 Always Day 20.0 [
        "une voiture sans roues n’a pas bougé depuis deux mois, {rue}",
        "un véhicule aux vitres cassées stationne toujours au même endroit, {rue}",
    ]
    "Éclairage/Lampadaire/Éteint" 6.0 Winter Evening 5.0 [
        "trois lampadaires de suite sont éteints, {rue}",
        "le passage piéton n’est plus éclairé le soir, {rue}",
        "toute la rue est dans le noir depuis hier, {rue}",
    ]
    "Éclairage/Lampadaire/Allumé le jour" 1.5 Summer Day 7.0 [
        "les lampadaires restent allumés en plein jour, {rue}",
    ]
    "Éclairage/Mobilier/Câble apparent" 1.0 Always Day 1.0 [
        "la trappe du lampadaire est ouverte et des fils dépassent, {rue}",
    ]
    "Espaces verts/Arbre/Branche dangereuse" 3.0 Autumn Day 3.0 [
        "une grosse branche menace de tomber sur le trottoir, {rue}",
        "un pin penche au-dessus de l’aire de jeux, {rue}",
    ]
    "Espaces verts/Entretien/Herbes hautes" 4.5 Spring Day 12.0 [
        "les herbes cachent la visibilité au carrefour, {rue}",
        "le massif n’a pas été entretenu ce printemps, {rue}",
    ]
    "Espaces verts/Jeux/Équipement cassé" 2.0 Summer Day 9.0 [
        "la balançoire est cassée et une vis dépasse, {rue}",
        "le toboggan est fendu, {rue}",
    ]
    "Espaces verts/Animaux/Nuisibles" 2.0 Summer Day 6.0 [
        "des rats sortent du massif près des bancs, {rue}",
        "un nid de frelons s’est formé dans la haie, {rue}",
    ]
    "Eau/Fuite/Voie publique" 2.5 Winter Day 1.2 [
        "de l’eau coule en continu sur la chaussée, {rue}",
        "la borne à incendie fuit, {rue}",
    ]
    "Eau/Assainissement/Avaloir bouché" 3.0 Autumn Day 4.0 [
        "l’avaloir est bouché par les feuilles, la rue est inondée à chaque pluie, {rue}",
        "une forte odeur remonte de la bouche d’égout, {rue}",
    ]
    "Tranquillité/Bruit/Voisinage" 4.0 Summer Night 1.0 [
        "de la musique très forte dure depuis plusieurs heures, {rue}",
        "des travaux bruyants se poursuivent bien après 22 heures, {rue}",
    ]
    "Tranquillité/Bruit/Terrasse" 2.5 Summer Night 3.0 [
        "la terrasse reste bruyante après la fermeture, {rue}",
        "un groupe parle très fort sous les fenêtres, {rue}",
    ]
    "Tranquillité/Circulation/Vitesse" 3.0 Always Evening 30.0 [
        "des deux-roues roulent très vite le soir, {rue}",
        "les voitures ne respectent pas la zone 30 aux heures d’école, {rue}",
    ]
};
