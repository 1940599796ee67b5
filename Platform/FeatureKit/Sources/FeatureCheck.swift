import Database
import Jobs
import Resources
import Web

/// Finds what two features both claim of what is known before there is a database, so that nothing of either comes into it.
struct TypeCheck {
    private let types: [any Feature.Type]
    private let reserved: [String]

    /// `reserved` are the keys of the program's own settings.
    init(_ types: [any Feature.Type], reserving reserved: [String] = []) {
        self.types = types
        self.reserved = reserved
    }

    /// Throws the first `FeatureCollision`.
    func run() throws {
        let names = types.map { $0.name }
        for (index, name) in names.enumerated() where names[..<index].contains(name) {
            throw FeatureCollision.name(name)
        }
        try unique({ $0.permissions.map(\.name) }, FeatureCollision.permission)
        try unique({ $0.liveTopics.map(\.name) }, FeatureCollision.liveTopic)
        try unique({ try $0.migrations?.tables ?? [] }, FeatureCollision.table)
        try unique({ $0.invariants.map(\.name) }, FeatureCollision.invariant)
        try FeatureCheck.unique(
            [("the program", reserved)] + types.map { ($0.name, $0.settings.map(\.key)) }, FeatureCollision.setting)
        for type in types {
            for permission in type.permissions where !permission.name.hasPrefix(type.name + ".") {
                throw FeatureCollision.foreignPermission(permission.name, feature: type.name)
            }
            let prefix = "PIZZAMAMA_" + type.name.uppercased().replacing("-", with: "_") + "_"
            for setting in type.settings where !setting.key.hasPrefix(prefix) {
                throw FeatureCollision.foreignSetting(setting.key, feature: type.name)
            }
        }
    }

    private func unique(
        _ things: (any Feature.Type) throws -> [String], _ collision: (String, String, String) -> FeatureCollision
    ) throws {
        try FeatureCheck.unique(types.map { ($0.name, try things($0)) }, collision)
    }
}

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
        try TypeCheck(types).run()
        let known = Set(types.map { ObjectIdentifier($0) })
        for feature in features where !known.contains(ObjectIdentifier(type(of: feature))) {
            throw FeatureCollision.unlisted(Self.name(feature))
        }
        try permissions()
        try jobs()
        try unique({ feature in feature.allRoutes.flatMap(\.places) }, FeatureCollision.route)
        try parameters()
        try ownTables()
        try unique(
            { feature in feature.allNavigation.map { "\($0.place.rawValue) \($0.path)" } }, FeatureCollision.navigation)
        try slots()
    }

    /// What fills a slot fills one that is there, and says of which version it is where the page is kept.
    private func slots() throws {
        try unique({ $0.slots.map(\.name) }, FeatureCollision.slot)
        let slots = Set(features.flatMap { $0.slots })
        for feature in features {
            for filling in feature.fillings {
                guard slots.contains(filling.slot) else {
                    throw FeatureCollision.unknownSlot(filling.slot.name, feature: Self.name(feature))
                }
                if filling.slot.isShared, filling.version == nil {
                    throw FeatureCollision.unversioned(filling.slot.name, feature: Self.name(feature))
                }
            }
        }
    }

    /// What a feature does later begins with its name: it is stored, and must be nobody else's.
    private func jobs() throws {
        for feature in features {
            var registry = JobRegistry()
            feature.register(in: &registry)
            let name = Self.name(feature)
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

    private func unique(
        _ things: (any Feature) throws -> [String], _ collision: (String, String, String) -> FeatureCollision
    ) throws {
        try Self.unique(features.map { (Self.name($0), try things($0)) }, collision)
    }

    /// Throws when two things that features have are called the same.
    static func unique(
        _ things: [(feature: String, names: [String])], _ collision: (String, String, String) -> FeatureCollision
    ) throws {
        var owners: [String: String] = [:]
        for (feature, names) in things {
            for name in names {
                if let owner = owners.updateValue(feature, forKey: name) { throw collision(name, owner, feature) }
            }
        }
    }
}
