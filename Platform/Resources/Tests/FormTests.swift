import Database
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web

@testable import Resources

@Suite("A resource for people") struct FormTests {
    static let form: [(String, String)] = [
        ("code", "A1"), ("title.it", "Mensola"), ("title.en", ""), ("note", "in alto"), ("keeping", "cold"),
        ("seats", "4"), ("price", "12,50"), ("share", "10,5"), ("is_open", "on"), ("since", "2026-08-15"),
        ("opens", "9.30"), ("paused", ""), ("days", "monday"), ("days", "sunday"), ("allowed", ""), ("mail", ""),
        ("depot_id", Shelf.depot.description), ("boxes.0.label", "a"), ("boxes.0.count", "1"),
        ("boxes.1.label", ""), ("boxes.1.count", ""),
    ]

    static func with(_ changes: [String: String]) -> [(String, String)] {
        form.map { ($0.0, changes[$0.0] ?? $0.1) }
            + changes.filter { change in !form.contains { $0.0 == change.key } }.map { ($0.key, $0.value) }
    }

    static func only(_ world: ResourceWorld) async throws -> Shelf {
        let rows = ResourceRows<Shelf>()
        let all = try await world.database.read { try rows.all(in: Shelf.north, $0) }
        #expect(all.count == 1)
        return try #require(all.first)
    }

    @Test("What people type is understood, and they come back to the list", arguments: TestEngine.all)
    func saves(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let answer = try await world.browse(.post, "/shelves", Self.form)
            #expect(answer.status == 303)
            let shelf = try await Self.only(world)
            #expect(answer.headers[.location] == "/shelves?saved=\(shelf.id)")
            #expect(shelf.price == Money(cents: 1250))
            #expect(shelf.share == 1050)
            #expect(shelf.opens == WallTime("09:30"))
            #expect(shelf.paused == nil)
            #expect(shelf.days == [1, 7])
            #expect(shelf.title == LocalizedText(it: "Mensola"))
            #expect(shelf.boxes == [Shelf.Box(label: "a", count: 1)])

            let list = try await world.browse(.get, "/shelves?saved=\(shelf.id)")
            #expect(list.text.contains("<tr class=\"is-fresh\">"))
            #expect(list.text.contains("data-label=\"Prezzo\" class=\"is-figure\">12,50\u{A0}€</td>"))
            #expect(list.text.contains("Freddo"))
            #expect(list.text.contains("data-label=\"Scatole\">a 1</td>"))

            let more = try await world.browse(.post, "/shelves", Self.with(["code": "A2", "then": "new"]))
            #expect(more.headers[.location]?.hasPrefix("/shelves/new?saved=") == true)
        }
    }

    @Test(
        "A form that is wrong comes back as it was typed, with each problem beside its field", arguments: TestEngine.all
    )
    func wrong(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let answer = try await world.browse(
                .post, "/shelves",
                Self.with([
                    "code": "<A>", "price": "dodici", "boxes.0.count": "99", "boxes.1.label": "b", "is_open": "",
                ]))
            #expect(answer.status == 422)
            #expect(answer.text.contains("value=\"&lt;A&gt;\""))
            #expect(answer.text.contains("id=\"field-price\" name=\"price\" type=\"text\" value=\"dodici\""))
            #expect(answer.text.contains("aria-invalid=\"true\" aria-describedby=\"field-price-problem\""))
            #expect(answer.text.contains("id=\"field-price-problem\">Scrivi un importo, per esempio 9,50.</span>"))
            // Above the form each problem names its field.
            #expect(answer.text.contains("<li><strong>Prezzo</strong>: Scrivi un importo, per esempio 9,50.</li>"))
            #expect(answer.text.contains("name=\"boxes.0.count\" type=\"text\" value=\"99\""))
            #expect(answer.text.contains("id=\"field-boxes-0-count-problem\""))
            #expect(answer.text.contains("id=\"field-boxes-1-count-problem\""))
            #expect(answer.text.contains("<option value=\"cold\" selected>Freddo</option>"))
            #expect(answer.text.contains("value=\"sunday\" checked>"))
            #expect(!answer.text.contains("name=\"is_open\" value=\"on\" checked"))
            let count: Int? = try await world.database.first("SELECT COUNT(*) FROM shelves")
            #expect(count == 0)
        }
    }

    @Test("Two edits at once stand side by side, and saving again decides", arguments: TestEngine.all)
    func stale(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            _ = try await world.browse(.post, "/shelves", Self.form)
            let path = "/shelves/\(try await Self.only(world).id)"
            let page = try await world.browse(.get, path)
            #expect(page.text.contains("<input type=\"hidden\" name=\"version\" value=\"1\">"))
            #expect(try await world.browse(.post, path, Self.form).status == 428)
            _ = try await world.browse(.post, path, Self.with(["version": "1", "note": "loro"]))
            let late = try await world.browse(.post, path, Self.with(["version": "1", "note": "mio", "seats": "5"]))
            #expect(late.status == 412)
            #expect(late.text.contains(">loro</td>"))
            #expect(late.text.contains(">mio</td>"))
            #expect(late.text.contains("name=\"version\" value=\"2\""))
            #expect(late.text.contains(">\nmio</textarea>"))
            #expect(try await Self.only(world).note == "loro")
            let again = try await world.browse(.post, path, Self.with(["version": "2", "note": "mio", "seats": "5"]))
            #expect(again.status == 303)
            #expect(try await Self.only(world).note == "mio")
        }
    }

    @Test("Two who change different fields do not undo each other", arguments: TestEngine.all)
    func staleElsewhere(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            _ = try await world.browse(.post, "/shelves", Self.form)
            let path = "/shelves/\(try await Self.only(world).id)"
            let theirs = ["note": "loro", "price": "9", "boxes.0.label": "z"]
            _ = try await world.browse(.post, path, Self.with(theirs.merging(["version": "1"]) { $1 }))
            let late = try await world.browse(.post, path, Self.with(["version": "1", "seats": "5"]))
            #expect(late.status == 412)
            // Their note, price and boxes stand in the form, and only the seats are to be decided.
            #expect(late.text.contains(">\nloro</textarea>"))
            #expect(late.text.contains("name=\"price\" type=\"text\" value=\"9,00\""))
            #expect(late.text.contains("name=\"boxes.0.label\" type=\"text\" value=\"z\""))
            #expect(late.text.contains("name=\"seats\" type=\"text\" value=\"5\""))
            #expect(!late.text.contains(">in alto</td>") && !late.text.contains(">loro</td>"))
            #expect(late.text.contains(">5 posti</td>"))
            let again = try await world.browse(
                .post, path, Self.with(theirs.merging(["version": "2", "seats": "5"]) { $1 }))
            #expect(again.status == 303)
            let saved = try await Self.only(world)
            #expect((saved.note, saved.price, saved.seats) == ("loro", Money(cents: 900), 5))
        }
    }

    @Test("A row that was there before its history began can be had as it was", arguments: TestEngine.all)
    func beginning(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            try await world.database.write { tx in
                try ResourceRows<Shelf>().plant([.sample("A1")], in: Shelf.north, tx)
            }
            let path = "/shelves/\(try await Self.only(world).id)"
            #expect(!(try await world.browse(.get, path + "/history").text.contains("Com&#39;era all&#39;inizio")))
            _ = try await world.browse(.post, path, Self.with(["version": "1", "note": "in basso"]))
            let page = try await world.browse(.get, path + "/history")
            #expect(page.text.contains("Com&#39;era all&#39;inizio"))
            let entry: Identifier<HistoryEntry>? = try await world.database.first("SELECT id FROM resource_history")
            let sent = [("entry", try #require(entry).description), ("before", "on")]
            #expect(try await world.browse(.post, path + "/restoration", sent).status == 303)
            #expect(try await Self.only(world).note == "in alto")
            #expect(try await Self.only(world).boxes.count == 2)
        }
    }

    @Test("A form leaves texts alone in languages that it does not ask for", arguments: TestEngine.all)
    func otherLanguages(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            var shelf = Shelf.sample("A1")
            let german = try #require(Language(rawValue: "de"))
            shelf.title = try #require(LocalizedText([.standard: "Mensola", german: "Regal \"1\""]))
            let path = "/shelves/\(try #require(try await world.add([shelf]).first).id)"
            for place in [path, "/shelves/new?copy=\(path.split(separator: "/")[1])"] {
                let form = try await world.browse(.get, place)
                #expect(
                    form.text.contains("<input type=\"hidden\" name=\"title.de\" value=\"Regal &quot;1&quot;\">"),
                    "\(place)")
                #expect(!form.text.contains("name=\"title.it\" value=\"Regal"))
            }
            let sent = ["version": "1", "title.de": "Regal \"1\"", "title.en": "Shelf"]
            let wrong = try await world.browse(
                .post, path, Self.with(sent.merging(["price": "x", "title.<b": "x"]) { $1 }))
            #expect(wrong.status == 422)
            #expect(wrong.text.contains("name=\"title.de\" value=\"Regal &quot;1&quot;\""))
            #expect(!wrong.text.contains("title.&lt;b"))
            #expect(try await world.browse(.post, path, Self.with(sent)).status == 303)
            #expect(
                try await Self.only(world).title.entries.map(\.language.rawValue).sorted() == ["de", "en", "it"])
        }
    }

    @Test("A moment that nobody touched keeps its seconds", arguments: TestEngine.all)
    func moments(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let path = "/shelves/\(try #require(try await world.add([.sample("A1")]).first).id)"
            #expect(try await world.browse(.get, path).text.contains("value=\"2026-09-21T14:13\""))
            let kept = Self.with(["version": "1", "paused": "2026-09-21T14:13", "note": "in basso"])
            #expect(try await world.browse(.post, path, kept).status == 303)
            #expect(try await Self.only(world).paused == Instant(seconds: 1_790_000_000))
            let changed = Self.with(["version": "2", "paused": "2026-09-21T14:14"])
            #expect(try await world.browse(.post, path, changed).status == 303)
            #expect(try await Self.only(world).paused == Instant(seconds: 1_790_000_040))
        }
    }

    @Test("What is removed can be had back at once", arguments: TestEngine.all)
    func undo(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            _ = try await world.browse(.post, "/shelves", Self.form)
            let id = try await Self.only(world).id
            let removed = try await world.browse(.post, "/shelves/\(id)/removal", [("version", "1")])
            #expect(removed.status == 303)
            let place = try #require(removed.headers[.location])
            let list = try await world.browse(.get, place)
            #expect(list.text.contains("Eliminato."))
            #expect(list.text.contains("Nessuna mensola."))
            #expect(list.text.contains("action=\"/shelves/\(id)/restoration\""))
            let entry = String(try #require(place.split(separator: "entry=").last))
            let back = try await world.browse(.post, "/shelves/\(id)/restoration", [("entry", entry)])
            #expect(back.status == 303)
            #expect(try await Self.only(world).id == id)
        }
    }

    @Test("A new form is empty where a default is no answer, and can begin like another row", arguments: TestEngine.all)
    func fresh(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let shelf = try #require(try await world.add([.sample("A1")]).first)
            let form = try await world.browse(.get, "/shelves/new")
            #expect(form.text.contains("name=\"since\" type=\"date\" value=\"\""))
            #expect(form.text.contains("name=\"seats\" type=\"text\" value=\"1\""))
            #expect(form.text.contains("<option value=\"\(Shelf.depot)\">Deposito</option>"))
            #expect(form.text.contains("<span class=\"field-hint\" id=\"field-code-hint\">In breve.</span>"))
            #expect(form.text.contains("placeholder=\"A1\""))
            #expect(form.text.contains("name=\"boxes.0.label\""))
            #expect(form.text.contains("<template><tr>"))
            let copy = try await world.browse(.get, "/shelves/new?copy=\(shelf.id)")
            #expect(copy.text.contains("name=\"opens\" type=\"text\" value=\"25:30\""))
            #expect(copy.text.contains("name=\"boxes.1.label\" type=\"text\" value=\"b\""))
            #expect(!copy.text.contains("name=\"version\""))
            #expect(!copy.text.contains("s3cret"))
            #expect(try await world.browse(.get, "/s/south/shelves/new?copy=\(shelf.id)").status == 404)
        }
    }

    @Test("The history says who changed what, and a state of it can be had again", arguments: TestEngine.all)
    func history(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            _ = try await world.browse(.post, "/shelves", Self.form)
            let path = "/shelves/\(try await Self.only(world).id)"
            _ = try await world.browse(
                .post, path, Self.with(["version": "1", "keeping": "dry", "boxes.0.count": "7"]))
            let page = try await world.browse(.get, path + "/history")
            #expect(page.text.contains("<span class=\"is-soft\">Come</span> <del>Freddo</del> <ins>Asciutto</ins>"))
            #expect(page.text.contains("<del>a 1</del> <ins>a 7</ins>"))
            #expect(!page.text.contains("<span class=\"is-soft\">Prezzo</span> <del>"))
            #expect(page.text.contains("Ada"))
            let entries: [Identifier<HistoryEntry>] = try await world.database.all(
                "SELECT id FROM resource_history ORDER BY id")
            let back = try await world.browse(.post, path + "/restoration", [("entry", entries[0].description)])
            #expect(back.status == 303)
            let shelf = try await Self.only(world)
            #expect(shelf.keeping == .cold)
            #expect(shelf.boxes == [Shelf.Box(label: "a", count: 1)])
            #expect(shelf.version == 3)
            #expect(try await world.browse(.get, "/s/south\(path)/history").status == 404)
        }
    }
}
