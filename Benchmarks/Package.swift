// swift-tools-version: 6.2
import PackageDescription

let settings: [SwiftSetting] = [
    .enableUpcomingFeature("ExistentialAny"), .enableUpcomingFeature("MemberImportVisibility"),
]

let package = Package(
    name: "Benchmarks",
    platforms: [.macOS(.v15)],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser.git", from: "1.8.2"),
        .package(name: "PizzaMama", path: ".."),
    ],
    targets: [
        .executableTarget(
            name: "Benchmarks", dependencies: [.product(name: "ArgumentParser", package: "swift-argument-parser")],
            swiftSettings: settings),
        .executableTarget(
            name: "lab",
            dependencies: [
                .product(name: "ArgumentParser", package: "swift-argument-parser"),
                .product(name: "Learning", package: "PizzaMama"),
            ],
            path: "Sources/Lab", swiftSettings: settings),
        .executableTarget(
            name: "decide", dependencies: [.product(name: "Serving", package: "PizzaMama")], path: "Sources/Decide",
            swiftSettings: settings),
    ],
    swiftLanguageModes: [.v6]
)
