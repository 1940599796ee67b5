import Database
import Jobs
import Resources
import Web

/// Finds what two features both claim, before anything is served.
struct FeatureCheck {
    private let features: [any Feature]
    private let types: [any Feature.Type]

    /// `types` are those of which the program knows tables, sentences and permissions.
    init(_ features: [any Feature], of types: [any Feature.Type]) {
        self.features = features
        self.types = types
    }

    private static func name(_ feature: any Feature) -> String { type(of: feature).name }

    /// Throws the first `FeatureCollision`.
    func run() throws {
        let names = features.map(Self.name)
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw FeatureCollision.name(name)
        }
        let known = Set(types.map { ObjectIdentifier($0) })
        for feature in features where !known.contains(ObjectIdentifier(type(of: feature))) {
            throw FeatureCollision.unlisted(Self.name(feature))
        }
        try permissions()
        try self.names()
        try unique({ feature in type(of: feature).liveTopics.map(\.name) }, FeatureCollision.liveTopic)
        try unique({ feature in feature.allRoutes.flatMap(\.places) }, FeatureCollision.route)
        try parameters()
        try unique({ feature in try type(of: feature).migrations?.tables ?? [] }, FeatureCollision.table)
        try ownTables()
        try unique({ feature in type(of: feature).invariants.map(\.name) }, FeatureCollision.invariant)
        try unique(
            { feature in feature.allNavigation.map { "\($0.place.rawValue) \($0.path)" } }, FeatureCollision.navigation)
        try slots()
    }

    /// What fills a slot fills one that is there, and says of which version it is where the page is kept.
    private func slots() throws {
        try unique({ $0.slots.map(\.name) }, FeatureCollision.slot)
        let slots = Dictionary(
            features.flatMap { $0.slots.map { ($0.name, $0.isShared) } }, uniquingKeysWith: { first, _ in first })
        for feature in features {
            for filling in feature.fillings {
                guard let isShared = slots[filling.slot] else {
                    throw FeatureCollision.unknownSlot(filling.slot, feature: Self.name(feature))
                }
                if isShared, filling.version == nil {
                    throw FeatureCollision.unversioned(filling.slot, feature: Self.name(feature))
                }
            }
        }
    }

    /// What a feature does later, and what is said to it, begins with its name: it is stored or typed, and must be nobody else's.
    private func names() throws {
        for feature in features {
            var registry = JobRegistry()
            feature.register(in: &registry)
            let name = Self.name(feature)
            let prefix = "PIZZAMAMA_" + name.uppercased().replacing("-", with: "_") + "_"
            for setting in type(of: feature).settings where !setting.key.hasPrefix(prefix) {
                throw FeatureCollision.foreignSetting(setting.key, feature: name)
            }
            for job in registry.names where !job.hasPrefix(name + ".") {
                throw FeatureCollision.foreignJob(job, feature: name)
            }
        }
    }

    /// The router keeps parts of a path apart by their names, and looks below the first one only.
    private func parameters() throws {
        var known: [String: (name: Substring, path: String)] = [:]
        for route in features.flatMap(\.allRoutes) {
            var above = ""
            for part in route.path.split(separator: "/") {
                guard part.hasPrefix("{") else {
                    above += "/\(part)"
                    continue
                }
                if let other = known[above], other.name != part {
                    throw FeatureCollision.parameter(other.path, route.path)
                }
                known[above] = (part, route.path)
                above += "/{}"
            }
        }
    }

    /// A resource edits tables of its own feature only.
    private func ownTables() throws {
        for feature in features {
            let own = try type(of: feature).migrations?.tables ?? []
            for table in feature.resources.flatMap({ $0.tables }) where !own.contains(table) {
                throw FeatureCollision.foreignTable(table, feature: Self.name(feature))
            }
        }
    }

    private func permissions() throws {
        try unique({ type(of: $0).permissions.map(\.name) }, FeatureCollision.permission)
        for feature in features {
            let name = Self.name(feature)
            for permission in type(of: feature).permissions where !permission.name.hasPrefix(name + ".") {
                throw FeatureCollision.foreignPermission(permission.name, feature: name)
            }
        }
        let declared = Set(features.flatMap { type(of: $0).permissions.map(\.name) })
        for feature in features {
            for route in feature.allRoutes {
                guard case .holders(let permission) = route.access, !declared.contains(permission.name) else {
                    continue
                }
                throw FeatureCollision.undeclaredPermission(
                    permission.name, route: "\(route.method.rawValue) \(route.path)")
            }
        }
    }

    /// Throws when two things that features have are called the same.
    private func unique(
        _ things: (any Feature) throws -> [String], _ collision: (String, String, String) -> FeatureCollision
    ) throws {
        var owners: [String: String] = [:]
        for feature in features {
            let name = Self.name(feature)
            for thing in try things(feature) {
                if let owner = owners.updateValue(name, forKey: thing) { throw collision(thing, owner, name) }
            }
        }
    }
}
