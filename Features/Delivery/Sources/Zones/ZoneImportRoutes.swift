import Database
import HTML
import Kernel
import Resources
import Shop
import Web

/// `/delivery-zones/import`: several zones from one file, looked at before anything changes. `/zones.geojson`: all of them as one.
struct ZoneImportRoutes: Sendable {
    let database: Database
    let rows: ResourceRows<ZoneRow>
    let store: @Sendable (Identifier<Scope>?) -> Store?
    let streets: @Sendable (Identifier<Scope>?) -> [GeoPoint]
    let changed: @Sendable (Identifier<Scope>?) async throws -> Void

    private static let path = "/delivery-zones/import"
    private static let upload = Policy.upload(
        UploadLimits(mostFiles: 1, mostFields: 8, largestFields: 2 << 20), largestBody: 4 << 20, deadline: 30)

    var routes: [Route] { [form, look, report, application, export] }

    private var form: Route {
        .page(Self.path, "Takes a file of zones.", access: .holders(of: .manageDelivery)) { call in
            .page(page(call, nil))
        }
    }

    private func page(_ call: Call, _ problem: Problem?) -> Page {
        let words = call.words
        var form = ImportForm(
            call, path: Self.path, parent: FieldChoice("/delivery-zones", words("delivery.zones")),
            title: words("delivery.import-zones"), hint: "<p>\(words("delivery.import-zones-hint"))</p>",
            types: ".geojson,.json,application/geo+json,application/json")
        form.problem = problem
        return form.page
    }

    private var look: Route {
        .change(
            .post, Self.path, "Takes a file of zones to be looked at; nothing changes yet.",
            access: .holders(of: .manageDelivery), body: ImportInput.self, answer: ZoneImportReport.self, status: 201,
            refusals: [.tooLarge], policy: Self.upload
        ) { call, input in
            let (store, principal) = (try shop(call), call.principal)
            let sent = try SentFile(call, input, most: GeoArea.mostBytes)
            guard let text = String(validating: sent.bytes, as: UTF8.self), !text.utf8.contains(0) else {
                throw AppError.invalid([.init("file", "area-malformed")])
            }
            do { _ = try ZoneFile(geoJSON: text) } catch { throw AppError.invalid([AreaRefusal(error).field("file")]) }
            let id = try await database.write {
                try DeliveryImport.keep(.zones, file: sent.name, content: text, of: store, by: principal, $0)
            }
            let made = try await report(id, call).report
            return .done(made, call, status: 201, to: "\(Self.path)/\(id)")
        }.returning { page($0, $1) }
    }

    private var report: Route {
        .get(
            Self.path + "/{id}", "What a file of zones would do.", access: .holders(of: .manageDelivery),
            answer: ZoneImportReport.self, refusals: [.notFound]
        ) { call in
            let (report, zones) = try await report(call.id("id"), call)
            return .value(report, call, page: { report.page(call, map: map(zones, call)) })
        }
    }

    private func report(_ id: Identifier<DeliveryImport>, _ call: Call) async throws
        -> (report: ZoneImportReport, zones: ZoneImport)
    {
        let (store, scope, words, rows) = (try shop(call), call.scope, call.words, rows)
        let point = self.store(scope)?.point
        return try await database.read { tx in
            let found = try DeliveryImport.waiting(id, .zones, of: store, tx)
            let zones = ZoneImport(try ZoneFile(geoJSON: found.content), over: try rows.all(in: scope, tx), shop: point)
            return (ZoneImportReport(found, zones, version: try ReachVersion.now(store, tx), words), zones)
        }
    }

    private func map(_ zones: ZoneImport, _ call: Call) -> HTML {
        let drawn = zones.lines.compactMap(\.row).map { ZoneMap.Zone($0) }
        return ZoneMap(zones: drawn, shop: store(call.scope)?.point, streets: streets(call.scope)).html(call.words)
    }

    private var application: Route {
        .change(
            .post, Self.path + "/{id}/application", "Makes the zones as the file has them.",
            access: .holders(of: .manageDelivery), body: ImportApplication.self, answer: ZoneImportDone.self,
            refusals: [.notFound, .conflict]
        ) { call, application in
            let id: Identifier<DeliveryImport> = try call.id("id")
            let count: Int
            do {
                count = try await database.write { try apply(application, to: id, call, $0) }
            } catch let refusal as AppError where refusal.code == "delivery.changed-since" && call.face == .page {
                return .redirect("\(Self.path)/\(id)?changed=1", call)
            }
            try await changed(call.scope)
            return .done(ZoneImportDone(changed: count), call, to: "/delivery-zones?saved=import")
        }
    }

    private func apply(
        _ application: ImportApplication, to id: Identifier<DeliveryImport>, _ call: Call, _ tx: Transaction
    ) throws -> Int {
        let (store, scope) = (try shop(call), call.scope)
        let found = try DeliveryImport.waiting(id, .zones, of: store, tx)
        try ReachVersion.claim(Int64(application.version), of: store, tx)
        let zones = ZoneImport(
            try ZoneFile(geoJSON: found.content), over: try rows.all(in: scope, tx), shop: self.store(scope)?.point)
        guard zones.isApplicable else { throw AppError.conflict("delivery.not-applicable") }
        try zones.apply(rows, in: scope, by: call.principal, tx)
        try DeliveryImport.discard(id, tx)
        return zones.lines.filter { $0.effect != .keep }.count
    }

    private var export: Route {
        .page("/zones.geojson", "Every zone with its terms as GeoJSON.", access: .holders(of: .manageDelivery)) {
            call in
            let store = try shop(call)
            let text = try await database.read { try ZoneRows.zones(store, $0).geoJSON }
            return .stream(type: "application/geo+json", name: "zone.geojson") { try await $0.write(text) }
        }
    }

    private func shop(_ call: Call) throws -> Identifier<Store> {
        guard let scope = call.scope else { throw AppError.notFound() }
        return Identifier(scope)
    }
}

/// How many zones a file made or changed.
struct ZoneImportDone: JSONWritable {
    let changed: Int
    static let example = ZoneImportDone(changed: 3)
    func write(to json: inout JSONWriter) { json.member("changed", changed) }
}
