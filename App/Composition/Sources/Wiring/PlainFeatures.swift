import FeatureKit
// imports of new features

/// The features that need nothing but the database. `bin/new-feature` adds a line here, and one to `Package.swift`.
enum PlainFeatures {
    static let types: [any PlainFeature.Type] = [
        // new features
    ]
}
