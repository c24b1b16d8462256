// swift-tools-version: 6.2
import PackageDescription

// The tree below `Sources/` is grouped as ARCHITECTURE.md describes; a group imports only groups above it.

let strict: [SwiftSetting] = [
    .swiftLanguageMode(.v6),
    .treatAllWarnings(as: .error),
    .enableUpcomingFeature("ExistentialAny"),
]

func library(_ name: String, in group: String, _ dependencies: [Target.Dependency] = [], exclude: [String] = [])
    -> Target
{
    .target(
        name: name, dependencies: dependencies, path: "Sources/\(group)/\(name)", exclude: exclude,
        swiftSettings: strict)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
    .executableTarget(
        name: name, dependencies: dependencies, path: "Sources/Programs/\(name)", swiftSettings: strict)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], resources: [Resource] = []) -> Target {
    .testTarget(
        name: name, dependencies: dependencies, path: "Tests/\(name)", resources: resources, swiftSettings: strict)
}

extension Target.Dependency {
    static let argumentParser = product(name: "ArgumentParser", package: "swift-argument-parser")
    static let asyncHTTPClient = product(name: "AsyncHTTPClient", package: "async-http-client")
    static let certificates = product(name: "X509", package: "swift-certificates")
    static let configuration = product(name: "Configuration", package: "swift-configuration")
    static let crypto = product(name: "Crypto", package: "swift-crypto")
    static let grdb = product(name: "GRDB", package: "GRDB.swift")
    static let grdbSQLite = product(name: "GRDBSQLite", package: "GRDB.swift")
    static let httpTypes = product(name: "HTTPTypes", package: "swift-http-types")
    static let hummingbird = product(name: "Hummingbird", package: "hummingbird")
    static let hummingbirdCore = product(name: "HummingbirdCore", package: "hummingbird")
    static let hummingbirdTesting = product(name: "HummingbirdTesting", package: "hummingbird")
    static let hummingbirdTLS = product(name: "HummingbirdTLS", package: "hummingbird")
    static let coreMetrics = product(name: "CoreMetrics", package: "swift-metrics")
    static let lifecycle = product(name: "ServiceLifecycle", package: "swift-service-lifecycle")
    static let lifecycleTesting = product(name: "ServiceLifecycleTestKit", package: "swift-service-lifecycle")
    static let logging = product(name: "Logging", package: "swift-log")
    static let nioCore = product(name: "NIOCore", package: "swift-nio")
    static let nioEmbedded = product(name: "NIOEmbedded", package: "swift-nio")
    static let nioHTTP1 = product(name: "NIOHTTP1", package: "swift-nio")
    static let nioHTTPTypes = product(name: "NIOHTTPTypes", package: "swift-nio-extras")
    static let nioHTTPTypesHTTP1 = product(name: "NIOHTTPTypesHTTP1", package: "swift-nio-extras")
    static let nioPosix = product(name: "NIOPosix", package: "swift-nio")
    static let nioSSL = product(name: "NIOSSL", package: "swift-nio-ssl")
    static let subprocess = product(name: "Subprocess", package: "swift-subprocess")
    static let unixSignals = product(name: "UnixSignals", package: "swift-service-lifecycle")
    static let yams = product(name: "Yams", package: "Yams")
}

let package = Package(
    name: "ingot",
    platforms: [.macOS(.v15)],
    products: [
        .executable(name: "ingotd", targets: ["ingotd"]),
        .executable(name: "ingot", targets: ["ingot"]),
        .executable(name: "ingot-agent", targets: ["ingot-agent"]),
        .library(name: "IngotClient", targets: ["IngotClient"]),
    ],
    dependencies: [
        .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.0"),
        .package(url: "https://github.com/apple/swift-certificates", from: "1.21.0"),
        .package(url: "https://github.com/apple/swift-configuration", from: "1.4.0", traits: []),
        .package(url: "https://github.com/apple/swift-crypto", from: "4.5.0"),
        .package(url: "https://github.com/apple/swift-http-types", from: "1.8.0", traits: []),
        .package(url: "https://github.com/apple/swift-log", from: "1.16.0"),
        .package(url: "https://github.com/apple/swift-metrics.git", from: "2.13.0"),
        .package(url: "https://github.com/apple/swift-nio", from: "2.101.0"),
        .package(url: "https://github.com/apple/swift-nio-extras", from: "1.30.0"),
        .package(url: "https://github.com/apple/swift-nio-ssl", from: "2.37.0"),
        .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
        // Without "FullFoundation" here and without file formats above, so that the agent does not carry Foundation's ICU
        // data into the ramdisk.
        .package(
            url: "https://github.com/hummingbird-project/hummingbird", from: "2.28.0", traits: ["ConfigurationSupport"]),
        .package(url: "https://github.com/jpsim/Yams", from: "6.2.0"),
        .package(url: "https://github.com/swift-server/async-http-client", from: "1.37.0"),
        .package(url: "https://github.com/swift-server/swift-service-lifecycle", from: "2.13.0"),
        .package(url: "https://github.com/swiftlang/swift-subprocess", from: "1.0.0", traits: []),
    ],
    targets: [
        // Core
        library("IngotModel", in: "Core"),
        library("IngotContracts", in: "Core", ["IngotModel"]),
        library("AsyncToolkit", in: "Core"),

        // Standards
        library("BootMedia", in: "Standards", ["AsyncToolkit", .subprocess, .logging]),
        library("Prometheus", in: "Standards", [.coreMetrics]),

        // Clients
        library("IngotClient", in: "Clients", ["IngotModel", .asyncHTTPClient, .nioCore, .nioSSL]),
        library(
            "IngotCommands", in: "Clients",
            ["IngotModel", "IngotClient", "BootMedia", .argumentParser, .yams]),

        // Engine
        .systemLibrary(
            name: "CPostgreSQL", path: "Sources/Engine/CPostgreSQL", pkgConfig: "libpq",
            providers: [.apt(["libpq-dev"])]),
        library("IngotMetrics", in: "Engine", ["IngotModel", "Prometheus", .coreMetrics]),
        library(
            "IngotStorage", in: "Engine",
            ["IngotModel", "IngotMetrics", "AsyncToolkit", "CPostgreSQL", .grdb, .grdbSQLite, .logging]),
        library(
            "IngotNotifications", in: "Engine",
            [
                "IngotModel", "IngotStorage", "IngotMetrics", "AsyncToolkit", .asyncHTTPClient, .crypto, .lifecycle,
                .logging, .nioCore,
            ]),
        library("IngotHardware", in: "Engine", ["IngotModel", "IngotContracts", "AsyncToolkit", .logging]),
        library(
            "IngotDrivers", in: "Engine",
            [
                "IngotModel", "IngotContracts", "IngotHardware", "AsyncToolkit", "BootMedia", .asyncHTTPClient,
                .nioCore,
                .nioSSL,
                .crypto, .logging,
            ]),
        library(
            "IngotConductor", in: "Engine",
            [
                "IngotModel", "IngotContracts", "IngotStorage", "IngotHardware", "IngotMetrics", "AsyncToolkit",
                .lifecycle, .logging,
            ]),

        // Fronts
        .systemLibrary(
            name: "CCrypt", path: "Sources/Fronts/CCrypt", pkgConfig: "libcrypt",
            providers: [.apt(["libcrypt-dev"])]),
        library(
            "IngotAuth", in: "Fronts",
            [
                "IngotModel", "AsyncToolkit", "CCrypt", .asyncHTTPClient, .crypto, .logging, .nioCore, .nioPosix,
                .nioSSL, .yams,
            ]),
        library(
            "IngotAPI", in: "Fronts",
            [
                "IngotModel", "IngotContracts", "IngotStorage", "IngotAuth", "IngotMetrics", "Prometheus",
                "AsyncToolkit", .coreMetrics, .hummingbird, .httpTypes, .lifecycle, .logging, .nioCore,
            ]),

        // Ramdisk
        library(
            "IngotAgent", in: "Ramdisk",
            [
                "IngotModel", "IngotContracts", "AsyncToolkit", .hummingbird, .hummingbirdTLS, .asyncHTTPClient,
                .certificates, .crypto, .nioCore, .nioPosix, .nioSSL, .subprocess, .lifecycle, .logging,
                .argumentParser,
            ]),

        // Lab
        library("IngotTestKit", in: "Lab", ["IngotModel", "IngotStorage"]),

        // Programs
        .systemLibrary(name: "CMalloc", path: "Sources/Programs/CMalloc"),
        library(
            "IngotRuntime", in: "Programs",
            [
                .target(name: "CMalloc", condition: .when(platforms: [.linux])),
                "IngotModel", "IngotStorage", "IngotHardware", "IngotDrivers", "IngotConductor", "IngotAuth",
                "IngotAPI", "IngotMetrics", "IngotNotifications", "Prometheus",
                .argumentParser, .asyncHTTPClient, .configuration, .httpTypes, .hummingbird, .hummingbirdCore,
                .hummingbirdTLS, .lifecycle, .logging,
                .nioCore, .nioHTTP1, .nioHTTPTypes, .nioHTTPTypesHTTP1, .nioPosix, .nioSSL, .unixSignals, .yams,
            ]),
        program("ingotd", ["IngotRuntime"]),
        program("ingot", ["IngotCommands"]),
        program("ingot-agent", ["IngotAgent"]),

        // Tests
        tests("IngotModelTests", ["IngotModel", "IngotContracts"], resources: [.copy("Contract")]),
        tests("BootMediaTests", ["BootMedia"]),
        tests("PrometheusTests", ["Prometheus", .coreMetrics]),
        tests(
            "IngotAuthTests", ["IngotAuth", "IngotModel", .asyncHTTPClient, .hummingbird, .logging],
            resources: [.copy("Contract")]),
        tests(
            "IngotNotificationsTests",
            [
                "IngotNotifications", "IngotMetrics", "IngotStorage", "IngotModel", "Prometheus", .asyncHTTPClient,
                .hummingbird, .httpTypes, .logging,
            ]),
        tests(
            "IngotStorageTests",
            ["IngotStorage", "IngotMetrics", "IngotModel", "IngotTestKit", "Prometheus", "AsyncToolkit"]),
        tests(
            "IngotCommandsTests", ["IngotCommands", "IngotClient", "IngotModel", .hummingbird, .httpTypes, .logging]),
        tests(
            "IngotConductorTests",
            [
                "IngotConductor", "IngotDrivers", "IngotHardware", "IngotMetrics", "IngotStorage", "IngotModel",
                "IngotContracts", "IngotTestKit", "Prometheus", "AsyncToolkit", .logging,
            ],
            resources: [.copy("Contract")]),
        tests(
            "IngotAPITests",
            [
                "IngotAPI", "IngotAuth", "IngotMetrics", "IngotStorage", "IngotModel", "IngotContracts", "Prometheus",
                "AsyncToolkit", .hummingbird, .hummingbirdTesting, .lifecycleTesting, .logging, .nioCore,
            ],
            resources: [.copy("Contract")]),
        tests("IngotAgentTests", ["IngotAgent", .hummingbird], resources: [.copy("Contract")]),
        tests(
            "IngotRuntimeTests",
            [
                "IngotRuntime", "IngotAPI", "IngotAgent", "IngotContracts", "IngotModel", "IngotStorage",
                .asyncHTTPClient, .crypto, .httpTypes, .lifecycle, .lifecycleTesting,
                .logging, .nioCore, .nioEmbedded, .nioHTTP1, .nioHTTPTypes, .nioPosix,
            ]),
    ]
)

// `INGOT_ONLY=IngotStorageTests swift test` builds the named test targets and what they need alone (comma separated).
if let only = Context.environment["INGOT_ONLY"], !only.isEmpty {
    var needed = Set<String>()
    var open = only.split(separator: ",").map(String.init)
    while let name = open.popLast() {
        guard needed.insert(name).inserted, let target = package.targets.first(where: { $0.name == name }) else {
            continue
        }
        for case .byNameItem(let dependency, _) in target.dependencies { open.append(dependency) }
    }
    package.targets.removeAll { !needed.contains($0.name) }
    package.products.removeAll()
}
