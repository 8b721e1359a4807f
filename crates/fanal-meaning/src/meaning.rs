//! Meanings: what the cells of a column identify or measure.

mod axis;
mod fit;
mod people;
mod title;

pub use axis::{TitleAxis, may_hold_positions, title_axis};
pub(crate) use fit::{Fit, fit};
pub use people::settle_together;
pub(crate) use people::{Contacts, about_persons};
pub(crate) use title::{Strength, Title};

/// A kind of identifier or quantity.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Meaning {
    /// Code of a commune in the official geographical code (INSEE).
    CodeCommune,
    /// Code of a municipal arrondissement of Paris, Lyon or Marseille.
    CodeArrondissement,
    /// Code of a département.
    CodeDepartement,
    /// Code of a région.
    CodeRegion,
    /// Code of a canton.
    CodeCanton,
    /// Postcode.
    CodePostal,
    /// SIREN of a group of communes.
    CodeEpci,
    /// Code of a statistical area.
    CodeIris,
    /// Code of a street in the land register.
    CodeFantoir,
    /// Cadastral parcel.
    IdParcelle,
    /// Code of a country.
    CodePays,
    /// Name of a commune.
    Commune,
    /// Name of a canton.
    Canton,
    /// Name of a département.
    Departement,
    /// Name of a région.
    Region,
    /// Name of a country.
    Pays,
    /// Number of an establishment.
    Siret,
    /// Number of a legal unit.
    Siren,
    /// Number for value added tax.
    Tva,
    /// Code of an activity.
    CodeNaf,
    /// Number of an association.
    Rna,
    /// Number that an association had before.
    OldAssociation,
    /// Number of a school.
    Uai,
    /// Number of a health establishment.
    Finess,
    /// Number of a product.
    Ean,
    /// Number of a building (référentiel national des bâtiments).
    Rnb,
    /// Universally unique identifier.
    Uuid,
    /// Identifier of MongoDB.
    ObjectId,
    /// Telephone number of a body, or of nobody knows whom.
    Telephone,
    /// Telephone number of a person.
    PersonalTelephone,
    /// Address of electronic mail of a body, or of nobody knows whom.
    Email,
    /// Address of electronic mail of a person.
    PersonalEmail,
    /// Web address.
    Url,
    /// Name of an account in a social network.
    Account,
    /// Postal address.
    Address,
    /// Address at which a person lives.
    HomeAddress,
    /// Degrees north.
    Latitude,
    /// Degrees east.
    Longitude,
    /// Metres east, Lambert-93.
    XLambert93,
    /// Metres north, Lambert-93.
    YLambert93,
    /// Latitude, then longitude, in one text.
    LatLon,
    /// Longitude, then latitude, in one text.
    LonLat,
    /// Geometry in well-known text.
    Wkt,
    /// Geometry in GeoJSON.
    GeoJson,
    /// Year.
    Year,
    /// Time of the day.
    Time,
    /// Month of a year.
    MonthOfYear,
    /// Day without its year.
    DayOfMonth,
    /// Week of a year.
    WeekOfYear,
    /// Month, whatever the year.
    Month,
    /// Day of the week.
    DayOfWeek,
    /// Quarter, of a year or of any.
    Quarter,
    /// Amount of money.
    Amount,
    /// Percentage.
    Percent,
    /// Sex.
    Sex,
    /// Code of a social and occupational category.
    CodeCsp,
    /// Social and occupational category.
    Csp,
    /// Number of a bank account.
    Iban,
    /// Family name.
    LastName,
    /// First name.
    FirstName,
    /// Whole name of a person.
    FullName,
    /// Day of birth of a person.
    BirthDate,
    /// Number of social security.
    Nir,
    /// Number plate of a vehicle.
    Plate,
    /// Internet address of a computer.
    Ip,
    /// Colour.
    Colour,
    /// Media type.
    Mime,
}

/// What a meaning is about, for menus.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MeaningGroup {
    /// Codes and names of the territory.
    Territory,
    /// Numbers of bodies, products and records.
    Identifier,
    /// How to reach somebody.
    Contact,
    /// Where.
    Place,
    /// When.
    Time,
    /// How much.
    Quantity,
    /// Who.
    Person,
    /// Of which part of the population.
    Population,
    /// What programs read.
    Technical,
}

/// What a meaning says of the column's type.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Binding {
    /// The characters are a name and never an amount: the column stays text.
    Text,
    /// It is told of a column that is text anyway.
    TextOnly,
    /// It is told of numbers, or of texts that hold them.
    Number,
    /// It is told of days.
    Day,
}

/// One line a meaning: its stable name, its group, what it says of the type.
const TABLE: [(Meaning, &str, MeaningGroup, Binding); 67] = {
    use Binding::{Day, Number, Text, TextOnly};
    use Meaning as M;
    use MeaningGroup as G;
    [
        (M::CodeCommune, "code_insee", G::Territory, Text),
        (M::CodeArrondissement, "code_arrondissement", G::Territory, Text),
        (M::CodeDepartement, "code_departement", G::Territory, Text),
        (M::CodeRegion, "code_region", G::Territory, Text),
        (M::CodeCanton, "code_canton", G::Territory, Text),
        (M::CodePostal, "code_postal", G::Territory, Text),
        (M::CodeEpci, "code_epci", G::Territory, Text),
        (M::CodeIris, "code_iris", G::Territory, Text),
        (M::CodeFantoir, "code_fantoir", G::Territory, Text),
        (M::IdParcelle, "id_parcelle", G::Territory, Text),
        (M::CodePays, "code_pays", G::Territory, Text),
        (M::Commune, "commune", G::Territory, TextOnly),
        (M::Canton, "canton", G::Territory, TextOnly),
        (M::Departement, "departement", G::Territory, TextOnly),
        (M::Region, "region", G::Territory, TextOnly),
        (M::Pays, "pays", G::Territory, TextOnly),
        (M::Siret, "siret", G::Identifier, Text),
        (M::Siren, "siren", G::Identifier, Text),
        (M::Tva, "tva", G::Identifier, Text),
        (M::CodeNaf, "code_naf", G::Identifier, Text),
        (M::Rna, "rna", G::Identifier, Text),
        (M::OldAssociation, "code_association", G::Identifier, Text),
        (M::Uai, "uai", G::Identifier, Text),
        (M::Finess, "finess", G::Identifier, Text),
        (M::Ean, "ean", G::Identifier, Text),
        (M::Rnb, "id_rnb", G::Identifier, Text),
        (M::Uuid, "uuid", G::Identifier, Text),
        (M::ObjectId, "object_id", G::Identifier, Text),
        (M::Telephone, "telephone", G::Contact, Text),
        (M::PersonalTelephone, "telephone_personnel", G::Person, Text),
        (M::Email, "email", G::Contact, Text),
        (M::PersonalEmail, "email_personnel", G::Person, Text),
        (M::Url, "url", G::Contact, Text),
        (M::Account, "compte", G::Contact, TextOnly),
        (M::Address, "adresse", G::Place, TextOnly),
        (M::HomeAddress, "adresse_domicile", G::Person, TextOnly),
        (M::Latitude, "latitude", G::Place, Number),
        (M::Longitude, "longitude", G::Place, Number),
        (M::XLambert93, "x_lambert93", G::Place, Number),
        (M::YLambert93, "y_lambert93", G::Place, Number),
        (M::LatLon, "lat_lon", G::Place, Text),
        (M::LonLat, "lon_lat", G::Place, Text),
        (M::Wkt, "wkt", G::Place, Text),
        (M::GeoJson, "geojson", G::Place, Text),
        (M::Year, "year", G::Time, Number),
        (M::Time, "time", G::Time, TextOnly),
        (M::MonthOfYear, "month_of_year", G::Time, TextOnly),
        (M::DayOfMonth, "day_of_month", G::Time, TextOnly),
        (M::WeekOfYear, "week_of_year", G::Time, TextOnly),
        (M::Month, "month", G::Time, TextOnly),
        (M::DayOfWeek, "day_of_week", G::Time, TextOnly),
        (M::Quarter, "quarter", G::Time, TextOnly),
        (M::Amount, "amount", G::Quantity, Number),
        (M::Percent, "percent", G::Quantity, Number),
        (M::Sex, "sexe", G::Population, TextOnly),
        (M::CodeCsp, "code_csp", G::Population, Text),
        (M::Csp, "csp", G::Population, TextOnly),
        (M::Iban, "iban", G::Person, Text),
        (M::LastName, "nom", G::Person, TextOnly),
        (M::FirstName, "prenom", G::Person, TextOnly),
        (M::FullName, "nom_complet", G::Person, TextOnly),
        (M::BirthDate, "date_naissance", G::Person, Day),
        (M::Nir, "nir", G::Person, Text),
        (M::Plate, "immatriculation", G::Person, Text),
        (M::Ip, "ip", G::Technical, Text),
        (M::Colour, "colour", G::Technical, Text),
        (M::Mime, "mime", G::Technical, Text),
    ]
};

impl Meaning {
    /// All meanings, in the order of their groups.
    pub fn all() -> impl Iterator<Item = Self> {
        TABLE.iter().map(|line| line.0)
    }

    /// The name kept with the field; it never changes.
    pub fn name(self) -> &'static str {
        self.line().1
    }

    /// Finds a meaning by that name.
    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|meaning| meaning.name() == name)
    }

    /// What it is about.
    pub fn group(self) -> MeaningGroup {
        self.line().2
    }

    /// Whether the cells designate persons, so that somebody must say why they may be public. An
    /// internet address does too.
    pub fn designates_person(self) -> bool {
        self.group() == MeaningGroup::Person || self == Self::Ip
    }

    /// The same, when it is not yet told whether a mailbox or a number is a person's.
    pub(crate) fn may_designate_person(self) -> bool {
        self.designates_person() || matches!(self, Self::Email | Self::Telephone)
    }

    /// Whether its characters are a name and never an amount: the column stays text.
    pub fn stays_text(self) -> bool {
        self.binding() == Binding::Text
    }

    /// Whether the check tells right from wrong, so that a cell that fails it is worth a look.
    pub fn is_exact(self) -> bool {
        let never = matches!(self, Self::Url | Self::CodeFantoir | Self::CodePays | Self::Ean);
        let group = self.group();
        let code = matches!(group, MeaningGroup::Territory | MeaningGroup::Identifier);
        self.stays_text() && !never && (code || matches!(self, Self::Iban | Self::Nir))
    }

    pub(crate) fn binding(self) -> Binding {
        self.line().3
    }

    /// The table stands in the order of the enum, as a test holds.
    fn line(self) -> &'static (Self, &'static str, MeaningGroup, Binding) {
        &TABLE[self as usize]
    }
}

#[cfg(test)]
mod tests;
