/// Why features cannot be put together. Its description is a sentence for whoever starts the program.
public enum FeatureCollision: Error, Hashable, Sendable, CustomStringConvertible {
    /// Two features have one name.
    case name(String)
    /// Two features declare one permission.
    case permission(String, String, String)
    /// A permission that does not begin with the name of its feature.
    case foreignPermission(String, feature: String)
    /// Two features answer one verb at one path.
    case route(String, String, String)
    /// Two routes call one part of their paths by different names.
    case parameter(String, String)
    /// A route asks for a permission that no feature declares.
    case undeclaredPermission(String, route: String)
    /// Two features make one table.
    case table(String, String, String)
    /// A resource of a feature edits a table that the feature does not make.
    case foreignTable(String, feature: String)
    /// A job, a schedule or a listener that does not begin with the name of its feature.
    case foreignJob(String, feature: String)
    /// Two features have one setting, or one has it twice.
    case setting(String, String, String)
    /// A setting that does not begin with the name of its feature.
    case foreignSetting(String, feature: String)
    /// A feature that is not among those whose tables, sentences and permissions the program knows.
    case unlisted(String)
    /// Two features tell open pages of something under one name.
    case liveTopic(String, String, String)
    /// Two features offer one slot.
    case slot(String, String, String)
    /// A feature fills a slot of a page that is kept for strangers, and does not say how long that is right.
    case unversioned(String, feature: String)
    /// A feature fills a slot that nobody offers, or one that says something else of itself.
    case unknownSlot(String, feature: String)
    /// Two features check something under one name.
    case invariant(String, String, String)
    /// Two features give one path in a navigation.
    case navigation(String, String, String)

    public var description: String {
        switch self {
        case .name(let name): "Two features are called \(name)."
        case .permission(let name, let one, let other): Self.both("the permission \(name)", one, other)
        case .foreignPermission(let name, let feature):
            "The permission \(name) of \(feature) must begin with \(feature) and a dot."
        case .route(let name, let one, let other): Self.both("the route \(name)", one, other)
        case .parameter(let one, let other): "\(one) and \(other) must call what stands in one place by one name."
        case .undeclaredPermission(let name, let route):
            "\(route) asks for the permission \(name), which no feature declares."
        case .table(let name, let one, let other): Self.both("the table \(name)", one, other)
        case .foreignTable(let name, let feature):
            "A resource of \(feature) edits the table \(name), which is not its own."
        case .foreignJob(let name, let feature): "\(name) of \(feature) must begin with \(feature) and a dot."
        case .setting(let key, let one, let other): Self.both("the setting \(key)", one, other)
        case .foreignSetting(let key, let feature):
            "The setting \(key) must begin with the name of its feature, \(feature)."
        case .unlisted(let name): "\(name) is not in the list of features."
        case .liveTopic(let name, let one, let other): Self.both("the live topic \(name)", one, other)
        case .unversioned(let name, let feature):
            "\(feature) fills the slot \(name) of a page that is kept, and has no version for it."
        case .slot(let name, let one, let other): Self.both("the slot \(name)", one, other)
        case .unknownSlot(let name, let feature): "\(feature) fills the slot \(name), which no page offers."
        case .invariant(let name, let one, let other): Self.both("the invariant \(name)", one, other)
        case .navigation(let name, let one, let other): Self.both("the way to \(name)", one, other)
        }
    }

    private static func both(_ what: String, _ one: String, _ other: String) -> String {
        one == other ? "\(one) has \(what) twice." : "\(one) and \(other) both have \(what)."
    }
}
