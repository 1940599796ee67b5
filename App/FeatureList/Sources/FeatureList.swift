/// The features that `Package.swift` lists, in that order. Their list, `types`, is made when the package is built, by the plugin `ListFeatures`,
/// from what this target depends on.
public enum FeatureList {}
