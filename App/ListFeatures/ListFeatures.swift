import Foundation
import PackagePlugin

/// Writes down the features that a target depends on, so that a line of `Package.swift` is all that says that there is one.
///
/// A feature's type is called as its module is: `Vouchers`.
@main struct ListFeatures: BuildToolPlugin {
    func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
        let names = target.dependencies.compactMap { dependency -> String? in
            guard case .target(let target) = dependency, target.name != "FeatureKit" else { return nil }
            return target.name
        }
        let list = names.map { "        \($0).self,\n" }.joined()
        let text = """
            public import FeatureKit
            \(names.map { "import \($0)\n" }.joined())
            extension FeatureList {
                /// The types of the features.
                public static let types: [any ListedFeature.Type] = [
            \(list)    ]
            }

            """
        let (made, used) = (
            context.pluginWorkDirectoryURL.appending(path: "FeatureList.txt"),
            context.pluginWorkDirectoryURL.appending(path: "FeatureList+Types.swift")
        )
        // The build looks at when it was written, and nothing is to be built anew while the list stays the same.
        if (try? String(contentsOf: made, encoding: .utf8)) != text {
            try text.write(to: made, atomically: true, encoding: .utf8)
        }
        return [
            .buildCommand(
                displayName: "Listing the features", executable: URL(filePath: "/bin/cp"),
                arguments: [made.path, used.path], inputFiles: [made], outputFiles: [used])
        ]
    }
}
