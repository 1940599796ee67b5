public import Database
public import Kernel
import Logging
public import Web

/// A resource that is served: what a feature gives to the program.
public protocol ServedResource: Sendable {
    /// Everything it answers.
    var routes: [Route] { get }
    /// The way to its page.
    var navigation: NavigationEntry { get }
    /// The tables that its statements name.
    var tables: [String] { get }
    /// Where its description disagrees with itself, the sentences or the migrated database; each a sentence for whoever starts the program.
    func faults(_ catalogue: Catalogue, _ permissions: Set<Permission>, _ tx: Transaction) throws -> [String]
}

/// A resource on a database.
public struct MountedResource<Item: ResourceRow>: ServedResource {
    let resource: Resource<Item>
    let rows: ResourceRows<Item>
    let database: Database
    let zone: @Sendable (Identifier<Scope>?) -> ShopZone
    let changed: @Sendable (Identifier<Scope>?) async throws -> Void
    let surroundings: ResourceSurroundings<Item>
    private let order: Int
    private let group: NavigationGroup?

    /// Serves a resource. `order` and `group` say where the way to it stands in the back office. `zone` is the wall clock of a shop, for
    /// columns that are moments. `changed` is run before anybody is answered who changed something, once that is durable: to read anew
    /// what is held in memory. `surroundings` stands around the list and in the form.
    public init(
        _ resource: Resource<Item> = Item.resource, on database: Database, order: Int, group: NavigationGroup? = nil,
        surroundings: ResourceSurroundings<Item> = ResourceSurroundings(),
        zone: @escaping @Sendable (Identifier<Scope>?) -> ShopZone = { _ in .utc },
        changed: @escaping @Sendable (Identifier<Scope>?) async throws -> Void = { _ in }
    ) {
        self.resource = resource
        rows = ResourceRows(resource)
        self.database = database
        self.order = order
        self.group = group
        self.zone = zone
        self.changed = changed
        self.surroundings = surroundings
    }

    /// The tables that its statements name, those of parts among them.
    public var tables: [String] { [resource.table.description] + resource.parts.map(\.table.description) }

    /// The way to the list, or to the one row.
    public var navigation: NavigationEntry {
        NavigationEntry(
            .office, resource.path, resource.key, order: order, access: .holders(of: resource.reading), group: group)
    }

    /// List, form, changes, history and actions.
    public var routes: [Route] {
        let common = [change, history, restoration]
        if resource.isSingle { return [single] + common }
        return [list, new, one, addition, removal] + common + resource.actions.map(action)
    }

    /// Where one row is served.
    var itemPath: String { resource.isSingle ? resource.path : resource.path + "/{id}" }

    /// Which row a call is about.
    func subject(_ call: Call) throws -> Identifier<Item> {
        guard resource.isSingle else { return try call.id("id") }
        guard let scope = call.scope else { throw AppError.notFound() }
        return Identifier<Item>(scope)
    }

    /// A row of the shop that a call is about; nil when there is none.
    func row(_ id: Identifier<Item>, _ call: Call) async throws -> Item? {
        let (scope, rows) = (call.scope, rows)
        return try await database.read { try rows.find(id, in: scope, $0) }
    }

    /// What the answer to a call is written with, and which rows its columns may refer to.
    func context(_ call: Call) async throws -> FormContext {
        var context = FormContext(call, zone: zone(call.scope), key: resource.key)
        let scope = call.scope
        var references: [(String, @Sendable (Transaction, Identifier<Scope>?) throws -> [ReferenceOption])] = []
        for (key, face) in resource.faces {
            if case .reference(let options) = face.control { references.append((key, options)) }
        }
        if references.isEmpty { return context }
        let named = references
        context.options = try await database.read { tx in
            Dictionary(try named.map { ($0.0, try $0.1(tx, scope)) }, uniquingKeysWith: { $1 })
        }
        return context
    }

    /// Changes rows; what the database refuses is said beside the field that it is about.
    func write<T: Sendable>(
        _ call: Call, removing: Bool = false, _ body: @escaping @Sendable (Transaction) throws -> T
    ) async throws -> T {
        let value: T
        do {
            value = try await database.write(body)
        } catch let error as DatabaseError {
            if removing, error == .foreignKey { throw AppError.conflict("resources.in-use") }
            throw resource.refusal(of: error) ?? error
        }
        // It is durable: whatever comes of reading it anew, whoever changed it has done so.
        do { try await changed(call.scope) } catch {
            call.logger.error(
                "a change was not read anew", metadata: ["resource": "\(resource.key)", "error": "\(error)"])
        }
        return value
    }

    /// Which version somebody changes: a form says it in a field, a program in a header. Throws `unconditional` when neither does.
    func seen(_ call: Call) throws -> Call.SeenVersion {
        if let version = try call.seenVersion() { return version }
        if call.sentForm, let version = Int64(call.sent["version"].typed) { return .version(version) }
        throw AppError(.unconditional, "resources.no-version")
    }
}

extension Resource {
    /// Every column, its parts' among them, by the key of its label.
    var faces: [(key: String, face: ColumnFace)] {
        columns.map { ("\(key).\($0.face.name)", $0.face) }
            + parts.flatMap { part in part.faces.map { ("\(key).\(part.name).\($0.name)", $0) } }
    }

    /// What a constraint of the table says, beside the field it is about; nil when it is about none.
    func refusal(of error: DatabaseError) -> AppError? {
        switch error {
        case .unique(let constraint):
            let column = columns.first { column in
                guard let unique = column.face.unique?.description else { return false }
                let names = unique.split(separator: ",").map { "\(table).\($0.drop { $0 == " " })" }
                return constraint == unique || constraint == names.joined(separator: ", ")
            }
            return column.map { AppError.contradicting([.init($0.face.key, "taken")]) }
        case .foreignKey:
            let references = columns.filter { if case .reference = $0.face.control { true } else { false } }
            return references.isEmpty
                ? nil : AppError.contradicting(references.map { .init($0.face.key, "not-there") })
        default: return nil
        }
    }
}
