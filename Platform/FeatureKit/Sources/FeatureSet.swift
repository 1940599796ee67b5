public import Database
public import Foundation
import HTML
public import Jobs
import Resources
public import Web

/// The features of a program, checked against each other and put together.
public struct FeatureSet: Sendable {
    /// The features in the order in which they were listed.
    public let features: [any Feature]
    /// The routes of all.
    public let routes: [Route]
    /// The entries of every navigation, in order.
    public let navigation: [NavigationEntry]
    /// What is put into slots.
    public let slots: PageSlots
    private let reactions: [String: [(feature: Int, reaction: Reaction)]]

    /// Puts features together; `types` is the list that their tables, sentences and permissions were read from.
    ///
    /// Throws `FeatureCollision` when two of them claim one thing, one fills a slot that nobody offers, or one is not in the list.
    public init(_ features: [any Feature], of types: [any Feature.Type]) throws {
        try FeatureCheck(features, of: types).run()
        self.features = features
        routes = features.flatMap { $0.allRoutes }
        navigation = features.flatMap { $0.allNavigation }.sorted { $0.order < $1.order }
        slots = PageSlots(features.flatMap { $0.fillings })
        var reactions: [String: [(Int, Reaction)]] = [:]
        for (index, feature) in features.enumerated() {
            for reaction in feature.reactions { reactions[reaction.event, default: []].append((index, reaction)) }
        }
        self.reactions = reactions
    }

    /// The jobs, schedules and listeners of all.
    public var registry: JobRegistry {
        var registry = JobRegistry()
        for feature in features { feature.register(in: &registry) }
        return registry
    }

    /// Compares every resource with the sentences, the permissions and the migrated database. Throws `ResourcesRefused` with all that is
    /// wrong.
    public func checkResources(_ catalogue: Catalogue, on database: Database) async throws {
        let permissions = Set(features.flatMap { type(of: $0).permissions })
        let resources = features.flatMap { $0.resources }
        let faults = try await database.read { tx in try resources.flatMap { try $0.faults(catalogue, permissions, tx) }
        }
        if !faults.isEmpty { throw ResourcesRefused(faults: faults) }
    }

    /// Lets every feature react to an event. Gives the features, by index, whose reaction failed, with the error.
    public func react(to event: PublishedEvent) async -> [(feature: Int, error: any Error)] {
        var failed: [(Int, any Error)] = []
        for (index, reaction) in reactions[event.name] ?? [] {
            do { try await reaction.run(event) } catch { failed.append((index, error)) }
        }
        return failed
    }

    /// Throws the `FeatureCollision` of what is known of types before there is a database: names, permissions, live topics, tables,
    /// invariants, settings, of which `reserved` are the keys of the program's own. To be called before anything is migrated.
    public static func check(_ types: [any Feature.Type], reserving reserved: [String] = []) throws {
        try TypeCheck(types, reserving: reserved).run()
    }

    /// The tables of the resources' history, and of types of features, in the order given.
    public static func migrations(of types: [any Feature.Type]) -> [FeatureMigrations] {
        [Resources.migrations] + types.compactMap { $0.migrations }
    }

    /// The folders of sentences of resources and of types of features.
    public static func sentences(of types: [any Feature.Type]) -> [URL] {
        [Resources.sentences] + types.compactMap { $0.sentences }
    }

    /// The files of types of features, each with the feature's name before its own.
    public static func files(of types: [any Feature.Type]) -> [Assets.Folder] {
        types.compactMap { type in type.files.map { Assets.Folder($0, prefix: "\(type.name)/") } }
    }

    /// The settings of types of features, in the order given.
    public static func settings(of types: [any Feature.Type]) -> [Setting] { types.flatMap { $0.settings } }

    /// Every permission that is declared, in the order of the features.
    public static func permissions(of types: [any Feature.Type]) -> [Permission] { types.flatMap { $0.permissions } }

    /// Everything that must be true of the rows.
    public static func invariants(of types: [any Feature.Type]) -> [Invariant] { types.flatMap { $0.invariants } }
}

/// Descriptions of what an owner edits that disagree with themselves, the sentences or the database.
public struct ResourcesRefused: Error, Sendable, CustomStringConvertible {
    /// A sentence for each.
    public let faults: [String]
    public var description: String { faults.joined(separator: "\n") }
}
