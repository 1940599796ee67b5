// swift-tools-version: 6.2
import PackageDescription

let hummingbird: Target.Dependency = .product(name: "Hummingbird", package: "hummingbird")
let nio: Target.Dependency = .product(name: "NIOCore", package: "swift-nio")
let nioPosix: Target.Dependency = .product(name: "NIOPosix", package: "swift-nio")
let nioEmbedded: Target.Dependency = .product(name: "NIOEmbedded", package: "swift-nio")
let nioHTTPTypes: Target.Dependency = .product(name: "NIOHTTPTypes", package: "swift-nio-extras")
let deque: Target.Dependency = .product(name: "DequeModule", package: "swift-collections")
let httpTypes: Target.Dependency = .product(name: "HTTPTypes", package: "swift-http-types")
let logging: Target.Dependency = .product(name: "Logging", package: "swift-log")
let metrics: Target.Dependency = .product(name: "CoreMetrics", package: "swift-metrics")
let tracing: Target.Dependency = .product(name: "Tracing", package: "swift-distributed-tracing")
let signals: Target.Dependency = .product(name: "UnixSignals", package: "swift-service-lifecycle")
let lifecycle: Target.Dependency = .product(name: "ServiceLifecycle", package: "swift-service-lifecycle")

/// Every target is compiled with the same settings, so that layers stay honest:
/// an import is private unless it says `public`, and members need their module imported.
let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"),
    .enableUpcomingFeature("MemberImportVisibility"),
    .enableUpcomingFeature("InternalImportsByDefault"),
]

/// The learning half takes half of a build, and most changes do not touch it: PIZZAMAMA_WITHOUT_LEARNING=1 leaves it out.
let hasLearning = Context.environment["PIZZAMAMA_WITHOUT_LEARNING"] != "1"

/// A library and its tests in one folder: `<group>/<name>/{Sources,Tests}`.
func module(
    _ group: String, _ name: String, _ dependencies: [Target.Dependency] = [],
    resources: [String] = [], tests testDependencies: [Target.Dependency]? = [], isNumeric: Bool = false
) -> [Target] {
    let folder = "\(group)/\(name)"
    let library = Target.target(
        name: name, dependencies: dependencies, path: folder,
        exclude: group == "Features" ? ["README.md", "Tests"] : testDependencies == nil ? [] : ["Tests"],
        sources: ["Sources"], resources: resources.map { .copy($0) },
        // Arithmetic without optimisation is a hundred times slower: tests would wait for it.
        swiftSettings: settings + (isNumeric ? [.unsafeFlags(["-O"], .when(configuration: .debug))] : []))
    guard let testDependencies else { return [library] }
    return [
        library,
        .testTarget(
            name: "\(name)Tests", dependencies: [.byName(name: name)] + testDependencies,
            path: "\(folder)/Tests", swiftSettings: settings),
    ]
}

/// One domain of the shop: its code, tables, sentences and tests in `Features/<name>`.
func feature(
    _ name: String, _ dependencies: [Target.Dependency] = [], hasTables: Bool = true, folders: [String] = []
) -> [Target] {
    module(
        "Features", name, ["Kernel", "HTML", "Database", "Jobs", "Web", "Resources", "FeatureKit"] + dependencies,
        resources: (hasTables ? ["Migrations", "Locale"] : ["Locale"]) + folders,
        tests: ["Kernel", "HTML", "Database", "Jobs", "Web", "Resources", "FeatureKit", "TestKit"] + dependencies)
}

/// A feature of the list: a folder of `Features` that is made of nothing but a `FeatureContext`. It may use the whole domain; `uses` is what
/// else it needs, and one that `learns` is left out where the learning half is.
struct ListedFeature {
    let name: String
    var uses: [Target.Dependency] = []
    /// Folders of files beside `Migrations` and `Locale`, such as `Public`.
    var folders: [String] = []
    var hasTables = true
    var learns = false

    var targets: [Target] {
        feature(
            name,
            ["Contracts", "Shop", "Menu", "MenuView", "PizzaArt", "Ledger", "Secrets"] + uses
                + (learns ? ["ML", "Routing"] : []), hasTables: hasTables, folders: folders)
    }
}

/// The features of the list: a line each, and nothing else names them. `bin/new-feature` adds it.
let listedFeatures: [ListedFeature] = [
    ListedFeature(name: "Operations", uses: [logging], hasTables: false)
    // new features
].filter { hasLearning || !$0.learns }

/// A program that measures, in `Benchmarks/Sources/<name>`. It is no part of the shop, and built beside the tests, so that it keeps compiling.
func tool(_ name: String, _ dependencies: [Target.Dependency] = []) -> [Target] {
    [
        .executableTarget(
            name: name,
            dependencies: dependencies + [.product(name: "ArgumentParser", package: "swift-argument-parser")],
            path: "Benchmarks/Sources/\(name)", swiftSettings: settings)
    ]
}

let package = Package(
    name: "PizzaMama",
    platforms: [.macOS(.v15)],
    products: [.executable(name: "pizzamama", targets: ["pizzamama"])],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(url: "https://github.com/apple/swift-collections.git", from: "1.6.0"),
        .package(url: "https://github.com/apple/swift-http-types.git", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-log.git", from: "1.16.2"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-distributed-tracing.git", from: "1.7.3"),
        .package(url: "https://github.com/apple/swift-nio.git", from: "2.101.2"),
        .package(url: "https://github.com/apple/swift-nio-extras.git", from: "1.35.2"),
        .package(url: "https://github.com/hummingbird-project/hummingbird.git", from: "2.28.1", traits: []),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle.git", from: "2.13.0"),
    ],
    targets: [
        module("Platform", "Kernel"),
        module("Platform", "HTML"),
        hasLearning
            ? module("Platform", "ML", ["Kernel"], tests: ["Kernel"], isNumeric: true)
                + module("Platform", "Routing", ["Kernel"], tests: ["Kernel"], isNumeric: true) : [],
        [
            .systemLibrary(name: "CSQLite", path: "Platform/CSQLite", pkgConfig: "sqlite3"),
            .systemLibrary(name: "CPostgres", path: "Platform/CPostgres", pkgConfig: "libpq"),
            .systemLibrary(name: "CSodium", path: "Platform/CSodium", pkgConfig: "libsodium"),
            .systemLibrary(name: "CDeflate", path: "Platform/CDeflate", pkgConfig: "libdeflate"),
        ],
        module("Platform", "Secrets", ["Kernel", "CSodium"], tests: ["Kernel"]),
        module(
            "Platform", "Web",
            [
                "Kernel", "HTML", "Secrets", "CDeflate", hummingbird, nio, nioPosix, nioHTTPTypes, httpTypes, logging,
                metrics,
                tracing, lifecycle,
            ],
            resources: ["Locale"],
            tests: [
                "Kernel", "HTML", "Secrets", hummingbird, nio, nioPosix, nioEmbedded, nioHTTPTypes, httpTypes, logging,
                metrics, tracing, lifecycle, .product(name: "InMemoryTracing", package: "swift-distributed-tracing"),
            ]),
        module(
            "Platform", "Database", ["Kernel", "CSQLite", "CPostgres", deque, logging, lifecycle],
            resources: ["Migrations"],
            tests: ["Kernel", "TestKit", "DatabaseProbe", logging]),
        [
            .executableTarget(
                name: "DatabaseProbe", dependencies: ["Database", logging], path: "Platform/DatabaseProbe",
                swiftSettings: settings)
        ],
        module(
            "Platform", "Jobs", ["Kernel", "Database", logging, lifecycle],
            tests: ["Kernel", "Database", "TestKit", logging, lifecycle]),
        module(
            "Platform", "Resources", ["Kernel", "HTML", "Database", "Web", logging],
            resources: ["Migrations", "Locale"],
            tests: ["Kernel", "HTML", "Database", "Web", "TestKit", httpTypes, logging]),
        module(
            "Platform", "FeatureKit", ["Kernel", "HTML", "Database", "Jobs", "Web", "Resources"],
            tests: ["Kernel", "HTML", "Database", "Jobs", "Web", "Resources", "TestKit"]),
        module(
            "Platform", "Ledger", ["Kernel", "Database"], resources: ["Migrations"],
            tests: ["Kernel", "Database", "TestKit"]),
        module("Platform", "TestKit", ["Kernel", "Database", logging], tests: nil),
        module("Domain", "Menu", ["Kernel"], tests: ["Kernel"]),
        module("Domain", "PizzaArt", ["Kernel", "HTML"], tests: ["HTML"]),
        module("Domain", "Shop", ["Kernel"], tests: ["Kernel"]),
        module(
            "Domain", "Contracts", ["Kernel", "Database", "Web", "Menu", "Shop"],
            tests: ["Kernel", "Database", "Web", "Menu", "Shop"]),
        module("Domain", "MenuView", ["Kernel", "HTML", "Menu", "PizzaArt", "Web"], tests: nil),
        feature("Accounts", ["Contracts", "Secrets", "Shop"]),
        feature("Stores", ["Contracts", "Shop"]),
        feature("Products", ["Contracts", "Menu", "MenuView", "PizzaArt", "Shop"]),
        feature("Delivery", ["Contracts", "Shop"]),
        feature("Orders", ["Contracts", logging, "Secrets", "Ledger", "Shop", "Menu", "MenuView", "PizzaArt"]),
        listedFeatures.flatMap(\.targets),
        [
            .plugin(name: "ListFeatures", capability: .buildTool(), path: "App/ListFeatures"),
            .target(
                name: "FeatureList", dependencies: ["FeatureKit"] + listedFeatures.map { .byName(name: $0.name) },
                path: "App/FeatureList", sources: ["Sources"], swiftSettings: settings, plugins: ["ListFeatures"]),
            .target(
                name: "Composition",
                dependencies: [
                    "Kernel", "HTML", "Database", "Jobs", "Web", "Resources", "FeatureKit", "FeatureList", "Contracts",
                    "Secrets", "Ledger", "Menu", "MenuView", "PizzaArt", "Shop", "Accounts", "Stores", "Products",
                    "Delivery",
                    "Orders",
                    logging, lifecycle, metrics,
                    signals, httpTypes,
                ],
                path: "App/Composition", sources: ["Sources"],
                resources: [.copy("Public"), .copy("Locale")], swiftSettings: settings),
            .executableTarget(
                name: "pizzamama",
                dependencies: ["Composition", .product(name: "ArgumentParser", package: "swift-argument-parser")],
                path: "App/pizzamama", swiftSettings: settings),
            .testTarget(
                name: "JourneyTests",
                dependencies: [
                    "Composition", "Kernel", "HTML", "Database", "Jobs", "Web", "Resources", "FeatureKit",
                    "FeatureList",
                    "Contracts", "Secrets", "Menu", "Shop", "Accounts", "Stores",
                    "Products", "Delivery", "Orders", "TestKit", logging, httpTypes,
                ],
                path: "App/Tests/Journeys", swiftSettings: settings),
            .testTarget(name: "ArchitectureTests", path: "App/Tests/Architecture", swiftSettings: settings),
        ],
        tool("Benchmarks"),
        tool("decide", ["Kernel", "Web"]),
        hasLearning ? tool("lab", ["Kernel", "ML", "Routing"]) : [],
    ].flatMap { $0 },
    swiftLanguageModes: [.v6]
)
