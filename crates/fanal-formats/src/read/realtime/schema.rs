//! The messages of GTFS-Realtime 2.0: <https://gtfs.org/documentation/realtime/reference/>.

/// What a field holds.
#[derive(Debug, Clone, Copy)]
pub(super) enum Kind {
    Text,
    Number,
    Boolean,
    Float,
    Double,
    /// Seconds since 1970, in UTC.
    Time,
    Choice(&'static [(u64, &'static str)]),
    Message(&'static [Field]),
    Translated,
}

/// A field of a message.
#[derive(Debug, Clone, Copy)]
pub(super) struct Field {
    pub(super) number: u32,
    pub(super) name: &'static str,
    pub(super) kind: Kind,
    pub(super) repeated: bool,
}

const fn one(number: u32, name: &'static str, kind: Kind) -> Field {
    Field { number, name, kind, repeated: false }
}

const fn many(number: u32, name: &'static str, kind: Kind) -> Field {
    Field { number, name, kind, repeated: true }
}

pub(super) const ENTITY: &[Field] = &[
    one(1, "id", Kind::Text),
    one(2, "is_deleted", Kind::Boolean),
    one(3, "trip_update", Kind::Message(TRIP_UPDATE)),
    one(4, "vehicle", Kind::Message(POSITION)),
    one(5, "alert", Kind::Message(ALERT)),
];

const TRIP_UPDATE: &[Field] = &[
    one(1, "trip", Kind::Message(TRIP)),
    many(2, "stop_time_update", Kind::Message(STOP)),
    one(3, "vehicle", Kind::Message(VEHICLE)),
    one(4, "timestamp", Kind::Time),
    one(5, "delay", Kind::Number),
];

const STOP: &[Field] = &[
    one(1, "stop_sequence", Kind::Number),
    one(2, "arrival", Kind::Message(EVENT)),
    one(3, "departure", Kind::Message(EVENT)),
    one(4, "stop_id", Kind::Text),
    one(
        5,
        "schedule_relationship",
        Kind::Choice(&[(0, "SCHEDULED"), (1, "SKIPPED"), (2, "NO_DATA"), (3, "UNSCHEDULED")]),
    ),
    one(7, "departure_occupancy_status", Kind::Choice(OCCUPANCY)),
];

const EVENT: &[Field] = &[
    one(1, "delay", Kind::Number),
    one(2, "time", Kind::Time),
    one(3, "uncertainty", Kind::Number),
    one(4, "scheduled_time", Kind::Time),
];

const POSITION: &[Field] = &[
    one(1, "trip", Kind::Message(TRIP)),
    one(
        2,
        "position",
        Kind::Message(&[
            one(1, "latitude", Kind::Float),
            one(2, "longitude", Kind::Float),
            one(3, "bearing", Kind::Float),
            one(4, "odometer", Kind::Double),
            one(5, "speed", Kind::Float),
        ]),
    ),
    one(3, "current_stop_sequence", Kind::Number),
    one(
        4,
        "current_status",
        Kind::Choice(&[(0, "INCOMING_AT"), (1, "STOPPED_AT"), (2, "IN_TRANSIT_TO")]),
    ),
    one(5, "timestamp", Kind::Time),
    one(
        6,
        "congestion_level",
        Kind::Choice(&[
            (0, "UNKNOWN_CONGESTION_LEVEL"),
            (1, "RUNNING_SMOOTHLY"),
            (2, "STOP_AND_GO"),
            (3, "CONGESTION"),
            (4, "SEVERE_CONGESTION"),
        ]),
    ),
    one(7, "stop_id", Kind::Text),
    one(8, "vehicle", Kind::Message(VEHICLE)),
    one(9, "occupancy_status", Kind::Choice(OCCUPANCY)),
    one(10, "occupancy_percentage", Kind::Number),
];

const ALERT: &[Field] = &[
    many(
        1,
        "active_period",
        Kind::Message(&[one(1, "start", Kind::Time), one(2, "end", Kind::Time)]),
    ),
    many(
        5,
        "informed_entity",
        Kind::Message(&[
            one(1, "agency_id", Kind::Text),
            one(2, "route_id", Kind::Text),
            one(3, "route_type", Kind::Number),
            one(4, "trip", Kind::Message(TRIP)),
            one(5, "stop_id", Kind::Text),
            one(6, "direction_id", Kind::Number),
        ]),
    ),
    one(
        6,
        "cause",
        Kind::Choice(&[
            (1, "UNKNOWN_CAUSE"),
            (2, "OTHER_CAUSE"),
            (3, "TECHNICAL_PROBLEM"),
            (4, "STRIKE"),
            (5, "DEMONSTRATION"),
            (6, "ACCIDENT"),
            (7, "HOLIDAY"),
            (8, "WEATHER"),
            (9, "MAINTENANCE"),
            (10, "CONSTRUCTION"),
            (11, "POLICE_ACTIVITY"),
            (12, "MEDICAL_EMERGENCY"),
        ]),
    ),
    one(
        7,
        "effect",
        Kind::Choice(&[
            (1, "NO_SERVICE"),
            (2, "REDUCED_SERVICE"),
            (3, "SIGNIFICANT_DELAYS"),
            (4, "DETOUR"),
            (5, "ADDITIONAL_SERVICE"),
            (6, "MODIFIED_SERVICE"),
            (7, "OTHER_EFFECT"),
            (8, "UNKNOWN_EFFECT"),
            (9, "STOP_MOVED"),
            (10, "NO_EFFECT"),
            (11, "ACCESSIBILITY_ISSUE"),
        ]),
    ),
    one(8, "url", Kind::Translated),
    one(10, "header_text", Kind::Translated),
    one(11, "description_text", Kind::Translated),
    one(12, "tts_header_text", Kind::Translated),
    one(13, "tts_description_text", Kind::Translated),
    one(
        14,
        "severity_level",
        Kind::Choice(&[(1, "UNKNOWN_SEVERITY"), (2, "INFO"), (3, "WARNING"), (4, "SEVERE")]),
    ),
];

const TRIP: &[Field] = &[
    one(1, "trip_id", Kind::Text),
    one(2, "start_time", Kind::Text),
    one(3, "start_date", Kind::Text),
    one(
        4,
        "schedule_relationship",
        Kind::Choice(&[
            (0, "SCHEDULED"),
            (1, "ADDED"),
            (2, "UNSCHEDULED"),
            (3, "CANCELED"),
            (5, "REPLACEMENT"),
            (6, "DUPLICATED"),
            (7, "DELETED"),
            (8, "NEW"),
        ]),
    ),
    one(5, "route_id", Kind::Text),
    one(6, "direction_id", Kind::Number),
];

const VEHICLE: &[Field] = &[
    one(1, "id", Kind::Text),
    one(2, "label", Kind::Text),
    one(3, "license_plate", Kind::Text),
    one(
        4,
        "wheelchair_accessible",
        Kind::Choice(&[
            (0, "NO_VALUE"),
            (1, "UNKNOWN"),
            (2, "WHEELCHAIR_ACCESSIBLE"),
            (3, "WHEELCHAIR_INACCESSIBLE"),
        ]),
    ),
];

const OCCUPANCY: &[(u64, &str)] = &[
    (0, "EMPTY"),
    (1, "MANY_SEATS_AVAILABLE"),
    (2, "FEW_SEATS_AVAILABLE"),
    (3, "STANDING_ROOM_ONLY"),
    (4, "CRUSHED_STANDING_ROOM_ONLY"),
    (5, "FULL"),
    (6, "NOT_ACCEPTING_PASSENGERS"),
    (7, "NO_DATA_AVAILABLE"),
    (8, "NOT_BOARDABLE"),
];

/// A text in several languages.
pub(super) const TRANSLATED: &[Field] = &[many(
    1,
    "translation",
    Kind::Message(&[one(1, "text", Kind::Text), one(2, "language", Kind::Text)]),
)];
