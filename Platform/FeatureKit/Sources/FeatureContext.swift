public import Database
public import Kernel
public import Web

/// A feature that is made of nothing but its context, so that no file of the program names it but the list.
public protocol ListedFeature: Feature {
    /// On a migrated database. Throws `MissingPort` when it asks for a port that the program does not have.
    init(_ context: FeatureContext) async throws
}

/// A feature of the list that others of the list, behind it, may ask for something.
public protocol OffersPorts {
    /// The context of those that come after it, with its ports.
    func offer(to context: FeatureContext) -> FeatureContext
}

/// What a program gives to each feature of its list: where the data are, what processes share, and the ports through which it reads and
/// changes what belongs to others.
///
/// A port is a value of a type of the domain, a struct of closures such as `OrderReading`; there is one of each type.
public struct FeatureContext: Sendable {
    /// Where all data is.
    public let database: Database
    /// The limits, the pages, the streams of open pages, and who is where.
    public let shared: SharedParts
    /// The time as everything reads it.
    public let clock: Clock
    /// Where chance comes from.
    public let entropy: Entropy
    private var settings: [String: String]
    private var ports: [ObjectIdentifier: any Sendable] = [:]

    /// A context without ports; what is not given is this process's own. `settings` are values by the key of their setting.
    public init(
        database: Database, shared: SharedParts? = nil, clock: Clock = .system, entropy: Entropy = .system,
        settings: [String: String] = [:]
    ) {
        self.settings = settings
        self.database = database
        self.shared = shared ?? .inProcess(clock: clock)
        self.clock = clock
        self.entropy = entropy
    }

    /// The same with a port more; one of the same type gives way.
    public func offering<Port: Sendable>(_ port: Port) -> FeatureContext {
        var context = self
        context.ports[ObjectIdentifier(Port.self)] = port
        return context
    }

    /// The same for a feature that has these settings, and hears of no other.
    public func limited(to settings: [Setting]) -> FeatureContext {
        var context = self
        let keys = Set(settings.map(\.key))
        context.settings = self.settings.filter { keys.contains($0.key) }
        return context
    }

    /// What a setting says; nil when nobody said anything and it has no fallback.
    public func value(of setting: Setting) -> String? { settings[setting.key] ?? setting.fallback }

    /// The port of a type. Throws `MissingPort` when the program does not have one.
    public func port<Port: Sendable>(_: Port.Type = Port.self) throws -> Port {
        guard let port = ports[ObjectIdentifier(Port.self)] as? Port else {
            throw MissingPort(name: "\(Port.self)")
        }
        return port
    }
}

/// A feature asks for a port that the program does not have.
public struct MissingPort: Error, Hashable, Sendable, CustomStringConvertible {
    /// The name of the port's type.
    public let name: String

    /// The port of a type of that name.
    public init(name: String) { self.name = name }

    public var description: String { "No port \(name) is offered to features." }
}
