public import Database
public import Foundation

/// What the platform's resources bring to every program.
public enum Resources {
    /// The table of the history.
    public static let migrations = FeatureMigrations(feature: "resources", bundle: .module)

    /// The sentences of lists, forms and histories.
    public static let sentences: URL = Bundle.module.bundleURL.appending(path: "Locale")
}
