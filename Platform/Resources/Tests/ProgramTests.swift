import Database
import HTTPTypes
import Kernel
import TestKit
import Testing
import Web

@testable import Resources

@Suite("A resource for programs") struct ProgramTests {
    @Test("What all shops share wants the permission in all of them", arguments: TestEngine.all)
    func shared(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let added = try await world.send(.post, "/api/v1/labels", #"{"name":"Bio"}"#)
            #expect(added.status == 201)
            let path = "/api/v1/labels/\(added.json["id"].typed)"
            for (method, path, body) in [
                (.get, "/api/v1/labels", ""), (.get, path, ""), (.get, path + "/history", ""), (.delete, path, ""),
                (.post, "/api/v1/labels", #"{"name":"x"}"#), (.put, path, #"{"name":"x"}"#),
                (.post, path + "/empty", ""),
                (.get, "/s/north/api/v1/labels", ""), (.delete, "/s/north\(path)", ""),
            ] as [(HTTPRequest.Method, String, String)] {
                #expect(
                    try await world.send(method, path, body, token: "eva", match: "*").status == 403,
                    "\(method) \(path)")
            }
            #expect(try await world.send(.get, "/api/v1/shelves", token: "eva").status == 200)
            #expect(try await world.send(.get, "/s/south/api/v1/labels").json["items"].numbered.count == 1)
            let way = MountedResource<Label>(on: world.database, order: 1).navigation.access
            #expect(
                !way.admits(ResourceWorld.local, in: Shelf.north) && way.admits(ResourceWorld.keeper, in: Shelf.north))
        }
    }

    static let body = """
        {"code":"A1","title":{"it":"Mensola","en":"Shelf"},"note":"in alto","keeping":"cold","seats":4,\
        "price":{"cents":1250,"currency":"EUR"},"share":1050,"is_open":true,"since":"2026-08-15","opens":"25:30",\
        "paused":"2026-09-21T14:13:20Z","days":["monday","sunday"],"allowed":["cold"],"mail":"a@b.it",\
        "depot_id":"00000000-0000-0009-0000-000000000009","secret":"s","boxes":[{"label":"a","count":1}]}
        """

    @Test("Made, read, changed and removed", arguments: TestEngine.all)
    func round(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let made = try await world.send(.post, "/api/v1/shelves", Self.body)
            #expect(made.status == 201)
            #expect(made.headers[.eTag] == "\"1\"")
            let id = made.json["id"].typed
            #expect(made.headers[.location] == "/api/v1/shelves/\(id)")
            #expect(!made.text.contains("secret"))
            #expect(made.json["opens"].typed == "25:30")
            #expect(made.json["days"].typedList == ["monday", "sunday"])

            let read = try await world.send(.get, "/api/v1/shelves/\(id)")
            #expect(read.text == made.text)
            #expect(try await world.send(.get, "/s/south/api/v1/shelves/\(id)").status == 404)

            let changed = Self.body.replacing("\"seats\":4", with: "\"seats\":5")
            let path = "/api/v1/shelves/\(id)"
            #expect(try await world.send(.put, path, changed).status == 428)
            #expect(try await world.send(.put, path, changed, match: "2").status == 422)
            #expect(try await world.send(.put, path, changed, match: "\"7\"").status == 412)
            #expect(try await world.send(.put, "/s/south\(path)", changed, match: "*").status == 404)
            let put = try await world.send(.put, path, changed, match: "\"1\"")
            #expect(put.status == 200)
            #expect(put.json["seats"] == .number("5"))
            #expect(put.headers[.eTag] == "\"2\"")

            #expect(try await world.send(.delete, path).status == 428)
            #expect(try await world.send(.delete, path, match: "\"1\"").status == 412)
            let removed = try await world.send(.delete, path, match: "\"2\"")
            #expect(removed.status == 200)
            #expect(try await world.send(.get, path).status == 404)
            let entry = removed.json["entry"].typed
            let back = try await world.send(.post, "\(path)/restoration", "{\"entry\":\"\(entry)\"}")
            #expect(back.status == 200)
            #expect(back.json["seats"] == .number("5"))
            #expect(back.json["version"] == .number("3"))
        }
    }

    @Test("Everything that is wrong, all at once", arguments: TestEngine.all)
    func wrong(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let body = """
                {"code":"A 1","title":{"it":"x"},"keeping":"wet","seats":91,"price":{"cents":1,"currency":"USD"},"share":1,\
                "is_open":"x","since":"2026-02-30","opens":"9:30","mail":"nobody","depot_id":"7","days":["someday"],\
                "boxes":[{"label":"a","count":1},{"label":"too long","count":10}],"surplus":1}
                """
            let answer = try await world.send(.post, "/api/v1/shelves", body)
            #expect(answer.status == 422)
            let problems = Dictionary(
                uniqueKeysWithValues: answer.json["fields"].numbered.map { ($0["field"].typed, $0["code"].typed) })
            #expect(
                problems == [
                    "code": "no-space", "keeping": "not-a-choice", "seats": "out-of-range",
                    "price.currency": "not-a-choice", "is_open": "not-a-truth", "since": "not-a-day",
                    "opens": "not-a-time", "mail": "not-an-email", "depot_id": "not-an-id", "days": "not-a-choice",
                    "boxes.1.label": "too-long", "boxes.1.count": "out-of-range", "surplus": "unknown",
                ])
            let count: Int? = try await world.database.first("SELECT COUNT(*) FROM shelves")
            #expect(count == 0)
        }
    }

    @Test("What the table's constraints say stands beside the field", arguments: TestEngine.all)
    func constraints(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            #expect(try await world.send(.post, "/api/v1/shelves", Self.body).status == 201)
            let twice = try await world.send(.post, "/api/v1/shelves", Self.body)
            #expect(twice.status == 409)
            #expect(twice.json["fields"].numbered.map { $0["field"].typed + $0["code"].typed } == ["codetaken"])
            let elsewhere = Self.body.replacing("\"A1\"", with: "\"A2\"").replacing("0009\",", with: "0008\",")
            let lost = try await world.send(.post, "/api/v1/shelves", elsewhere)
            #expect(lost.json["fields"].numbered.map { $0["field"].typed + $0["code"].typed } == ["depot_idnot-there"])
            let log: [String] = try await world.database.all("SELECT kind FROM resource_history")
            #expect(log == ["insert"])
        }
    }

    @Test("Who may not, does not", arguments: TestEngine.all)
    func rights(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let made = try await world.send(.post, "/api/v1/shelves", Self.body)
            let path = "/api/v1/shelves/\(made.json["id"].typed)"
            #expect(try await world.send(.get, path, token: "ugo").status == 200)
            #expect(try await world.send(.get, path, token: "nobody").status == 401)
            #expect(try await world.send(.post, "/api/v1/shelves", Self.body, token: "ugo").status == 403)
            #expect(try await world.send(.put, path, Self.body, token: "ugo", match: "*").status == 403)
            #expect(try await world.send(.delete, path, token: "ugo", match: "*").status == 403)
            #expect(try await world.send(.post, "\(path)/empty", token: "ugo").status == 403)
            #expect(try await world.send(.post, "\(path)/restoration", "{}", token: "ugo").status == 403)
            #expect(try await world.send(.get, "\(path)/history", token: "ugo").status == 200)
        }
    }

    @Test("An action changes a row by its own rule, once", arguments: TestEngine.all)
    func action(_ engine: TestEngine) async throws {
        try await ResourceWorld.with(engine) { world in
            let made = try await world.send(.post, "/api/v1/shelves", Self.body)
            let path = "/api/v1/shelves/\(made.json["id"].typed)"
            let emptied = try await world.send(.post, "\(path)/empty")
            #expect(emptied.status == 200)
            #expect(emptied.json["boxes"] == .list([]))
            #expect(try await world.send(.post, "\(path)/empty").status == 409)
            let history = try await world.send(.get, "\(path)/history")
            #expect(history.json["entries"].numbered.map { $0["kind"].typed } == ["action", "insert"])
            #expect(history.json["entries"].numbered.map { $0["actor_name"].typed } == ["Ada", "Ada"])
        }
    }

    @Test("The description of the API names what is read and what is said")
    func described() throws {
        let schema = Schema.of(input: ResourceEntry<Shelf>.self).json
        #expect(schema.contains("\"code\":{\"type\":\"string\",\"minLength\":1,\"maxLength\":8"))
        #expect(schema.contains("\"paused\":{\"anyOf\":[{\"anyOf\":[{\"type\":\"string\",\"format\":\"date-time\"}"))
        #expect(schema.contains("\"opens\":{\"type\":\"string\",\"pattern\""))
        let answer = Schema.of(ResourceItem<Shelf>.self).json
        #expect(answer.contains("\"keeping\":{\"type\":\"string\",\"enum\":[\"dry\",\"cold\"]}"))
        #expect(
            answer.contains("\"boxes\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"label\""))
        #expect(!answer.contains("secret"))
    }
}
