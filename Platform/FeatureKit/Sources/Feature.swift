public import Database
public import Foundation
public import Jobs
public import Resources
public import Web

/// One domain of the product: everything that it brings, in one value. The composition is a list of these; nothing in the centre names
/// a feature otherwise.
///
/// What is known before a database is open stands on the type, the rest on the value. Each has a default, so that a feature says only
/// what it has.
public protocol Feature: Sendable {
    /// The name, which is that of its folder in lower case, with hyphens between words. Its permissions, jobs, schedules and listeners begin
    /// with it and a dot, its settings with it in capitals.
    static var name: String { get }
    /// The steps by which its tables came to be; nil when it has none.
    static var migrations: FeatureMigrations? { get }
    /// The folder of its sentences; nil when it says nothing.
    static var sentences: URL? { get }
    /// The folder of its style sheets, scripts and pictures; nil when it has none. A page names them by the feature's name and their path
    /// below the folder: `vouchers/css/card.css`.
    static var files: URL? { get }
    /// What whoever starts the program may say to it; `pizzamama doctor` shows them.
    static var settings: [Setting] { get }
    /// What not everybody may do here.
    static var permissions: [Permission] { get }
    /// What must be true of its rows.
    static var invariants: [Invariant] { get }
    /// What open pages can listen to here.
    static var liveTopics: [LiveTopic] { get }

    /// What it answers, but for its resources.
    var routes: [Route] { get }
    /// What an owner edits here: each brings its own routes and its way in the navigation.
    var resources: [any ServedResource] { get }
    /// The ways to its pages, but for its resources.
    var navigation: [NavigationEntry] { get }
    /// The slots that its pages offer.
    var slots: [OfferedSlot] { get }
    /// What it puts into slots.
    var fillings: [SlotFilling] { get }
    /// What it does in each process when something has happened: read anew what it holds in memory, tell open pages.
    var reactions: [Reaction] { get }

    /// Registers its jobs, schedules and listeners of the outbox.
    func register(in registry: inout JobRegistry)
    /// Reads anew everything that it holds in memory, and makes open pages look again: events were missed.
    func refresh() async throws
}

extension Feature {
    /// No tables.
    public static var migrations: FeatureMigrations? { nil }
    /// No sentences.
    public static var sentences: URL? { nil }
    /// No files.
    public static var files: URL? { nil }
    /// Nothing to say to it.
    public static var settings: [Setting] { [] }
    /// Nothing that not everybody may do.
    public static var permissions: [Permission] { [] }
    /// Nothing to check.
    public static var invariants: [Invariant] { [] }
    /// Nothing to listen to.
    public static var liveTopics: [LiveTopic] { [] }
    /// No routes.
    public var routes: [Route] { [] }
    /// Nothing that an owner edits.
    public var resources: [any ServedResource] { [] }
    /// No ways.
    public var navigation: [NavigationEntry] { [] }
    /// No slots.
    public var slots: [OfferedSlot] { [] }
    /// Nothing for other pages.
    public var fillings: [SlotFilling] { [] }
    /// Nothing to react to.
    public var reactions: [Reaction] { [] }
    /// Nothing to do later.
    public func register(in registry: inout JobRegistry) {}
    /// Nothing in memory.
    public func refresh() async throws {}
}

extension Feature {
    /// Everything that it answers.
    public var allRoutes: [Route] { routes + resources.flatMap { $0.routes } }
    /// Every way to its pages.
    public var allNavigation: [NavigationEntry] { navigation + resources.map { $0.navigation } }
}
