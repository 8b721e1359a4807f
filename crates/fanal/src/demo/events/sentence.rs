//! What people wrote: never twice quite the same.

use super::kinds::Kind;
use crate::demo::place::{of_street, street};
use crate::demo::random::Random;

const OPENINGS: [&str; 12] = [
    "",
    "",
    "",
    "",
    "Bonjour, ",
    "Bonjour, je vous signale que ",
    "Je constate que ",
    "Encore une fois, ",
    "Depuis la semaine dernière, ",
    "Signalé par un riverain : ",
    "Constaté lors d’une tournée : ",
    "Pour information, ",
];

const DETAILS: [&str; 14] = [
    "",
    "",
    "",
    "",
    "",
    ", devant le n° {n}",
    ", en face du n° {n}",
    ", à l’angle {de-rue}",
    ", près de l’arrêt de bus",
    ", côté mer",
    ", juste après le rond-point",
    ", à hauteur du n° {n} bis",
    ", derrière la halte-garderie",
    ", à côté de la pharmacie",
];

const ENDINGS: [&str; 14] = [
    "",
    "",
    "",
    "",
    "",
    " Merci d’intervenir rapidement.",
    " Merci d’avance.",
    " C’est dangereux pour les enfants.",
    " Déjà signalé il y a {n} jours, sans réponse.",
    " Photo jointe.",
    " Plusieurs voisins s’en plaignent.",
    " On m’avait répondu : « c’est programmé ».",
    " Le passage en fauteuil est impossible.",
    " Une intervention a été demandée au service concerné ; à suivre.",
];

/// Draws the words of a slot.
type Draw = fn(&mut Random) -> String;

/// A description of an event of this kind.
pub(super) fn describe(kind: &Kind, random: &mut Random) -> String {
    let opening = random.pick(&OPENINGS);
    let seen = random.pick(kind.seen);
    let detail = random.pick(&DETAILS);
    let ending = random.pick(&ENDINGS);
    let mut text = format!("{opening}{seen}{detail}.{ending}");
    let slots: [(&str, Draw); 3] = [("{rue}", street), ("{de-rue}", of_street), ("{n}", number)];
    for (place, make) in slots {
        while let Some(at) = text.find(place) {
            text.replace_range(at..at + place.len(), &make(random));
        }
    }
    capitalised(&text.replace("que un", "qu’un"))
}

fn number(random: &mut Random) -> String {
    random.between(2, 98).to_string()
}

fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
