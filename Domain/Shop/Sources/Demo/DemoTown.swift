public import Kernel

/// An invented town with a pizzeria, to try everything on: Borgo San Lino, somewhere in the plain of the Po. Always the same.
public enum DemoTown {
    /// The name of the town.
    public static let name = "Borgo San Lino"
    /// The postcode of the town; no real town has it.
    public static let postcode = "40999"
    /// A hamlet with a postcode of its own.
    public static let hamlet = (name: "Case Lunghe", postcode: "40998")
    /// Minutes on the road that every delivery takes, before a zone's extra minutes.
    public static let travelMinutes = 15

    /// Where the pizzeria is: Piazza del Mercato 3.
    public static let shop = place(east: 0, north: 0)

    /// Places by metres east and north of the pizzeria, on a plane that is good for a few kilometres.
    static func place(east: Int, north: Int) -> GeoPoint {
        // 10⁷ units of a degree, 111,195 m a degree; the cosine of 44.5° is 0.71325.
        let latitude = 445_000_000 + north * 10_000_000 / 111_195
        let longitude = 113_000_000 + east * 10_000_000 / 79_310
        return GeoPoint(latitudeE7: latitude, longitudeE7: longitude) ?? GeoPoint.nullIsland
    }

    /// Oven 16 units in a quarter of an hour, where a pizza is 2, a baby pizza 1 and a family pizza 4; fryer 8.
    public static let capacity = Capacity(["oven": 16, "fryer": 8])

    /// The streets of the town and its hamlet.
    public static let streets: [StreetEntry] = demoStreets

    /// What promises are made from, with the holidays of `year` and the two after it.
    public static func rules(year: Int, zone: ShopZone) -> PromiseRules {
        PromiseRules(hours: hours(year: year, zone: zone), capacity: capacity)
    }

    /// Lunch from Thursday to Sunday, dinner on all days but Tuesday, on Friday and Saturday until half past midnight; deliveries end
    /// half an hour earlier. Closed on 25 December and 1 January of `year` and the two after it, long on New Year's Eve.
    public static func hours(year: Int, zone: ShopZone) -> OpeningHours {
        let exceptions = (year...year + 2).flatMap { year in
            [
                CivilDate(year: year, month: 1, day: 1).map {
                    HoursException($0, label: LocalizedText(it: "Capodanno", en: "New Year’s Day"))
                },
                CivilDate(year: year, month: 12, day: 25).map {
                    HoursException($0, label: LocalizedText(it: "Natale", en: "Christmas"))
                },
                CivilDate(year: year, month: 12, day: 31).map {
                    HoursException(
                        $0, label: LocalizedText(it: "San Silvestro", en: "New Year’s Eve"),
                        hours: [.pickup: spans(("18:00", "25:30")), .delivery: spans(("18:00", "24:30"))])
                },
            ].compactMap { $0 }
        }
        return OpeningHours(
            zone: zone, weekly: [.pickup: pickup, .delivery: delivery], exceptions: exceptions)
    }

    private static let pickup = week(lunch: ("12:00", "14:30"), dinner: ("18:00", "23:00"), long: ("18:00", "24:30"))
    private static let delivery = week(lunch: ("12:00", "14:00"), dinner: ("18:00", "22:30"), long: ("18:00", "24:00"))

    private static func week(
        lunch: (String, String), dinner: (String, String), long: (String, String)
    ) -> WeeklyHours {
        WeeklyHours([
            1: spans(dinner), 3: spans(dinner), 4: spans(lunch, dinner), 5: spans(lunch, long), 6: spans(lunch, long),
            7: spans(lunch, dinner),
        ])
    }

    private static func spans(_ texts: (String, String)...) -> [ServiceSpan] {
        texts.compactMap { ServiceSpan($0.0, $0.1) }
    }
}

extension GeoPoint {
    /// 0° north, 0° east.
    static let nullIsland = GeoBounds([]).southWest
}
