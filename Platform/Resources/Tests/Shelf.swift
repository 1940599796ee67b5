import Database
import Kernel
import Web

@testable import Resources

extension Permission {
    static let fillShelves = Permission("depot.fill", for: [])
    static let seeShelves = Permission("depot.see", for: [])
    static let emptyShelves = Permission("depot.empty", for: [])
}

enum Keeping: String, CaseIterable, SQLConvertible { case dry, cold }

/// A row with a column of every type.
struct Shelf: ResourceRow {
    var id = Identifier<Shelf>.none
    var version: Int64 = 0
    var code = ""
    var title = LocalizedText(it: "")
    var note = ""
    var keeping = Keeping.dry
    var seats = 1
    var price = Money(cents: 0)
    var share = 0
    var isOpen = false
    var since = CivilDate(daysSinceEpoch: 0)
    var opens = WallTime.midnight
    var paused: Instant?
    var opened = Instant(seconds: 0)
    var days: Set<Int> = []
    var allowed: Set<Keeping> = []
    var mail = ""
    var depot = Identifier<Depot>.none
    var secret = ""
    var boxes: [Box] = []

    struct Box: Blank {
        var label = ""
        var count = 0
    }

    enum Depot {}

    static let resource = Resource<Shelf>(
        "shelves", of: "depot", table: "shelves", scope: .shop(column: "store_id"), permission: .fillShelves,
        reading: .seeShelves, order: .by("code"),
        columns: [
            Column("code", \.code, .text(limit: 8), check: { $0.contains(" ") ? "no-space" : nil })
                .sorted.searched.unique("store_id, code"),
            Column("title", \.title, .texts(limit: 20)).listed.searched,
            Column("note", \.note, .optionalText(limit: 40, multiline: true)).grouped("place"),
            Column("keeping", \.keeping, .choice).listed.filtered.grouped("place"),
            Column("seats", \.seats, .integer(1...90, unit: "depot.seats")).sorted.filtered(from: "least", to: "most"),
            Column("price", \.price, .money(0...100_000)).listed,
            Column("share", \.share, .decimal(digits: 2, 0...10_000)),
            Column("is_open", \.isOpen, .flag).listed.filtered,
            Column("since", \.since, .date), Column("opens", \.opens, .time),
            Column("paused", \.paused, .optional(.moment, or: Instant(seconds: 0))),
            Column("days", \.days, .days), Column("allowed", \.allowed, .choices()), Column("mail", \.mail, .email),
            Column(
                "depot_id", \.depot,
                .reference { tx, scope in
                    try tx.all("SELECT id FROM depots WHERE store_id = \(scope)", as: Identifier<Depot>.self)
                        .map { ReferenceOption($0, LocalizedText(it: "Deposito")) }
                }),
            Column("secret", \.secret, .optionalText(limit: 20)).hidden,
        ],
        parts: [
            Part(
                "boxes", \.boxes, table: "shelf_boxes", parent: "shelf_id", most: 3,
                columns: [
                    Column("label", \.label, .text(limit: 6)), Column("count", \.count, .integer(0...9)),
                ]
            ).listed
        ],
        actions: [
            ResourceAction("empty", permission: .emptyShelves, when: { !$0.boxes.isEmpty }) { shelf, _ in
                shelf.boxes = []
            }
        ],
        check: { $0.isOpen && $0.opens == .midnight ? [.init("opens", "missing")] : [] },
        checkAmong: { shelf, others in
            others.reduce(shelf.seats) { $0 + $1.seats } > 100 ? [.init("seats", "no-room")] : []
        },
        didChange: { change, tx in
            try tx.execute(
                "INSERT INTO shelf_log (kind, old, new) VALUES (\(change.kind.rawValue), \(change.old?.code), \(change.new?.code))"
            )
        })

    /// One that every rule takes.
    static func sample(_ code: String, seats: Int = 4) -> Shelf {
        var shelf = Shelf()
        shelf.code = code
        shelf.title = LocalizedText(it: "Mensola \(code)", en: "Shelf \(code)")
        shelf.note = "in alto"
        shelf.keeping = .cold
        shelf.seats = seats
        shelf.price = Money(cents: 1250)
        shelf.share = 1050
        shelf.isOpen = true
        shelf.since = CivilDate(daysSinceEpoch: 20_000)
        shelf.opens = WallTime("25:30") ?? .midnight
        shelf.paused = Instant(seconds: 1_790_000_000)
        shelf.days = [1, 6, 7]
        shelf.allowed = [.cold]
        shelf.mail = "a@b.it"
        shelf.depot = depot
        shelf.secret = "s3cret"
        shelf.boxes = [Box(label: "a", count: 1), Box(label: "b", count: 2)]
        return shelf
    }

    static let north = Identifier<Scope>(high: 1, low: 1)
    static let south = Identifier<Scope>(high: 1, low: 2)
    static let depot = Identifier<Depot>(high: 9, low: 9)

    static let tables = FeatureMigrations(
        feature: "depot",
        files: [
            "0001_shelves.sql": """
            CREATE TABLE depots (id UUID PRIMARY KEY, store_id UUID NOT NULL);
            CREATE TABLE shelves (
                id UUID PRIMARY KEY, version BIGINT NOT NULL, store_id UUID NOT NULL, code TEXT NOT NULL,
                title TEXT NOT NULL, note TEXT NOT NULL, keeping TEXT NOT NULL, seats INTEGER NOT NULL,
                price BIGINT NOT NULL, share INTEGER NOT NULL, is_open BOOLEAN NOT NULL, since INTEGER NOT NULL,
                opens INTEGER NOT NULL, paused BIGINT, days INTEGER NOT NULL, allowed TEXT NOT NULL, mail TEXT NOT NULL,
                depot_id UUID NOT NULL REFERENCES depots (id), secret TEXT NOT NULL);
            CREATE UNIQUE INDEX shelves_code ON shelves (store_id, code);
            CREATE INDEX shelves_by_code ON shelves (store_id, code, id);
            CREATE INDEX shelves_by_seats ON shelves (store_id, seats, id);
            CREATE TABLE shelf_boxes (
                shelf_id UUID NOT NULL REFERENCES shelves (id), position INTEGER NOT NULL, label TEXT NOT NULL,
                count INTEGER NOT NULL, PRIMARY KEY (shelf_id, position));
            CREATE TABLE shelf_log (id IDENTITY_PRIMARY_KEY, kind TEXT NOT NULL, old TEXT, new TEXT);
            """,
            "0002_labels.sql": """
            CREATE TABLE labels (id UUID PRIMARY KEY, version BIGINT NOT NULL, name TEXT NOT NULL);
            CREATE INDEX labels_by_name ON labels (name, id);
            """,
        ])

    /// What people read of it, in both languages.
    static let sentences: [String: String] = [
        "depot.labels": "Etichette", "depot.labels.one": "etichetta", "depot.labels.empty": "Nessuna etichetta.",
        "depot.labels.name": "Nome", "depot.labels.action.empty": "Svuota",
        "depot.seats": "posti", "depot.shelves": "Mensole", "depot.shelves.one": "mensola",
        "depot.shelves.empty": "Nessuna mensola.", "depot.shelves.group.place": "Dove",
        "depot.shelves.action.empty": "Svuota", "depot.shelves.code": "Codice", "depot.shelves.code.help": "In breve.",
        "depot.shelves.code.example": "A1", "depot.shelves.title": "Nome", "depot.shelves.note": "Nota",
        "depot.shelves.keeping": "Come", "depot.shelves.keeping.dry": "Asciutto",
        "depot.shelves.keeping.cold": "Freddo", "depot.shelves.seats": "Posti", "depot.shelves.price": "Prezzo",
        "depot.shelves.share": "Quota", "depot.shelves.is_open": "Aperta", "depot.shelves.since": "Dal",
        "depot.shelves.opens": "Apre", "depot.shelves.paused": "Pausa", "depot.shelves.days": "Giorni",
        "depot.shelves.allowed": "Ammessi", "depot.shelves.allowed.dry": "Secchi",
        "depot.shelves.allowed.cold": "Freddi", "depot.shelves.mail": "Posta", "depot.shelves.depot_id": "Deposito",
        "depot.shelves.secret": "Segreto", "depot.shelves.boxes": "Scatole", "depot.shelves.boxes.none": "Vuota",
        "depot.shelves.boxes.label": "Etichetta",
        "depot.shelves.boxes.count": "Quante",
    ]
}
