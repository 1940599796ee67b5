import Database
import HTML
import Kernel
import Shop
import Web

/// `/street-table/import`: the whole table of streets from one file, looked at before anything changes. `/street-table.csv`: the table
/// as such a file.
struct StreetImportRoutes: Sendable {
    let database: Database
    let store: @Sendable (Identifier<Scope>?) -> Store?
    let changed: @Sendable (Identifier<Scope>?) async throws -> Void

    private static let path = "/street-table/import"
    private static let upload = Policy.upload(
        UploadLimits(mostFiles: 1, mostFields: 8, largestFields: 2 << 20),
        largestBody: StreetFile.mostBytes + (2 << 20),
        deadline: 60)

    var routes: [Route] { [form, look, report, application, export, before] }

    private var form: Route {
        .page(Self.path, "Takes a table of streets.", access: .holders(of: .manageDelivery)) { call in
            .page(try await page(call, nil))
        }
    }

    private func page(_ call: Call, _ problem: Problem?) async throws -> Page {
        let words = call.words
        let store = try shop(call)
        let applied = try await database.read { try DeliveryImport.applied(.streets, of: store, $0) }
        let zone = self.store(call.scope)?.zone ?? .utc
        var form = ImportForm(
            call, path: Self.path, parent: FieldChoice("/street-table", words("delivery.streets")),
            title: words("delivery.import-streets"),
            hint: """
                <p>\(words("delivery.import-streets-hint"))</p>
                <pre class="import-sample" tabindex="0">name;postcode;city;from;to;side;lat;lon
                Via Roma;40999;Borgo San Lino;1;99;dispari;44,5007;11,2985</pre>
                """, types: ".csv,text/csv,text/plain")
        form.problem = problem
        form.below = StreetImportHistory(imports: applied, words: words, zone: zone).html
        return form.page
    }

    private var look: Route {
        .change(
            .post, Self.path, "Takes a table of streets to be looked at; nothing changes yet.",
            access: .holders(of: .manageDelivery), body: ImportInput.self, answer: StreetImportReport.self, status: 201,
            refusals: [.tooLarge], policy: Self.upload
        ) { call, input in
            let (store, principal) = (try shop(call), call.principal)
            let sent = try SentFile(call, input, most: StreetFile.mostBytes)
            do throws(StreetFile.Refusal) { _ = try StreetFile(sent.bytes, shop: nil) } catch {
                throw AppError.invalid([Self.field(error)])
            }
            let text = String(decoding: sent.bytes, as: UTF8.self)
            let id = try await database.write {
                try DeliveryImport.keep(.streets, file: sent.name, content: text, of: store, by: principal, $0)
            }
            let made = try await report(id, call)
            return .done(made, call, status: 201, to: "\(Self.path)/\(id)")
        }.returning { try await page($0, $1) }
    }

    private static func field(_ refusal: StreetFile.Refusal) -> AppError.Field {
        switch refusal {
        case .tooLong: .init("file", "area-too-long", ["limit": String(StreetFile.mostBytes >> 20)])
        case .notText: .init("file", "streets-not-text")
        case .columns(let names): .init("file", "streets-columns", ["columns": names.joined(separator: ", ")])
        case .empty: .init("file", "streets-empty")
        case .tooManyRows: .init("file", "streets-too-many", ["limit": String(StreetFile.mostRows)])
        }
    }

    private var report: Route {
        .get(
            Self.path + "/{id}", "What a table of streets would do.", access: .holders(of: .manageDelivery),
            answer: StreetImportReport.self, refusals: [.notFound]
        ) { call in
            let report = try await report(call.id("id"), call)
            return .value(report, call, page: { report.page(call) })
        }
    }

    private func report(_ id: Identifier<DeliveryImport>, _ call: Call) async throws -> StreetImportReport {
        let (store, words, point) = (try shop(call), call.words, self.store(call.scope)?.point)
        let (found, version, current) = try await database.read { tx in
            (
                try DeliveryImport.waiting(id, .streets, of: store, tx), try ReachVersion.now(store, tx),
                try StreetRows.all(store, tx)
            )
        }
        let file = try StreetFile(found.content, shop: point)
        let changes = StreetChanges(from: current.map { ($0.id, $0.entry) }, to: file.entries)
        return StreetImportReport(found, file, changes, version: version, words)
    }

    private var application: Route {
        .change(
            .post, Self.path + "/{id}/application", "Replaces the table of streets by the file's.",
            access: .holders(of: .manageDelivery), body: ImportApplication.self, answer: StreetImportDone.self,
            refusals: [.notFound, .conflict], policy: Policy(deadline: 60)
        ) { call, application in
            let id: Identifier<DeliveryImport> = try call.id("id")
            let (store, point) = (try shop(call), self.store(call.scope)?.point)
            let found = try await database.read { try DeliveryImport.waiting(id, .streets, of: store, $0) }
            let file = try StreetFile(found.content, shop: point)
            guard file.faults.isEmpty else { throw AppError.conflict("delivery.not-applicable") }
            let (entries, principal) = (file.entries, call.principal)
            let done: StreetImportDone
            do {
                done = try await database.write { tx in
                    _ = try DeliveryImport.waiting(id, .streets, of: store, tx)
                    try ReachVersion.claim(Int64(application.version), of: store, tx)
                    return try Self.replace(with: entries, id, of: store, by: principal, tx)
                }
            } catch let refusal as AppError where refusal.code == "delivery.changed-since" && call.face == .page {
                return .redirect("\(Self.path)/\(id)?changed=1", call)
            }
            try await changed(call.scope)
            return .done(done, call, to: "/street-table?saved=import")
        }
    }

    private static func replace(
        with entries: [StreetEntry], _ id: Identifier<DeliveryImport>, of store: Identifier<Store>,
        by principal: Principal, _ tx: Transaction
    ) throws -> StreetImportDone {
        let current = try StreetRows.all(store, tx)
        let changes = StreetChanges(from: current.map { ($0.id, $0.entry) }, to: entries)
        try StreetRows.apply(changes, of: store, tx)
        let done = StreetImportDone(
            added: changes.added.count, changed: changes.moved.count, removed: changes.removed.count)
        try DeliveryImport.record(
            id, before: StreetFile.text(of: current.map(\.entry)), added: done.added, changed: done.changed,
            removed: done.removed, of: store, by: principal, tx)
        try Delivery.changed(store, tx)
        return done
    }

    private var export: Route {
        .page("/street-table.csv", "The table of streets.", access: .holders(of: .manageDelivery)) { call in
            let store = try shop(call)
            let entries = try await database.read { try StreetRows.entries(store, $0) }
            let commas = call.words.usesDecimalComma
            return .stream(type: "text/csv; charset=utf-8", name: "strade.csv") {
                try await $0.write(StreetFile.text(of: entries, withDecimalCommas: commas))
            }
        }
    }

    private var before: Route {
        .page(
            Self.path + "/{id}/before", "The table of streets as it was before a file replaced it.",
            access: .holders(of: .manageDelivery)
        ) { call in
            let (store, id): (_, Identifier<DeliveryImport>) = (try shop(call), try call.id("id"))
            let text = try await database.read { try DeliveryImport.before(id, of: store, $0) }
            return .stream(type: "text/csv; charset=utf-8", name: "strade-prima.csv") { try await $0.write(text) }
        }
    }

    private func shop(_ call: Call) throws -> Identifier<Store> {
        guard let scope = call.scope else { throw AppError.notFound() }
        return Identifier(scope)
    }
}

/// The tables that were brought in before: who, when, what they did, and what they replaced.
struct StreetImportHistory {
    let imports: [DeliveryImport]
    let words: Words
    let zone: ShopZone

    var html: HTML {
        if imports.isEmpty { return .empty }
        let items: [HTML] = imports.map(item)
        return "<h2>\(words("delivery.imports-before"))</h2><ul class=\"import-history\">\(items)</ul>"
    }

    private func item(_ done: DeliveryImport) -> HTML {
        let (date, time) = zone.local(done.appliedAt ?? done.madeAt)
        let counts = ["added": String(done.added), "changed": String(done.changed), "removed": String(done.removed)]
        return """
            <li><strong>\(done.file.isEmpty ? words("delivery.import-pasted") : done.file)</strong> · \(done.actorName) · \(words.day(date)), \(time.description)
            <span class="is-soft">\(words("delivery.import-did", counts))</span> <a href="/street-table/import/\(done.id)/before" download>\(words("delivery.import-before"))</a></li>
            """
    }
}

/// What stands above the list of streets: the ways to bring them in and out.
struct StreetOverview {
    let html: HTML

    init(_ call: Call) {
        html = """
            <p class="office-actions"><a class="btn btn-outline" href="/street-table/import">\(call.words("delivery.import"))</a>
            <a class="btn btn-outline" href="/street-table.csv" download>\(call.words("delivery.export"))</a>
            <a class="btn btn-quiet" href="/delivery-zones">\(call.words("delivery.zones"))</a></p>
            """
    }
}
