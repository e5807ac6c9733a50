// swift-tools-version: 6.2
import PackageDescription

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("ExistentialAny"),
]

let package = Package(
  name: "roi-triage",
  platforms: [.macOS(.v15)],
  products: [.executable(name: "roi-triage", targets: ["roi-triage"])],
  dependencies: [
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/apple/swift-crypto", from: "4.5.2"),
    .package(url: "https://github.com/hummingbird-project/swift-mustache", from: "2.1.1"),
  ],
  targets: [
    .target(name: "TriageModel", swiftSettings: strict),
    .systemLibrary(name: "CZlib", providers: [.apt(["zlib1g-dev"]), .brew(["zlib"])]),
    .target(name: "CSVCodec", dependencies: ["TriageModel", "CZlib"], swiftSettings: strict),
    .systemLibrary(name: "CLinux"),
    .executableTarget(name: "EmbedTexts", path: "Plugins/EmbedTextsTool", swiftSettings: strict),
    .plugin(name: "EmbedTextsPlugin", capability: .buildTool(), dependencies: ["EmbedTexts"]),
    .target(name: "Queries", path: "queries", swiftSettings: strict, plugins: ["EmbedTextsPlugin"]),
    .target(name: "Templates", swiftSettings: strict, plugins: ["EmbedTextsPlugin"]),
    .target(
      name: "Storage",
      dependencies: [
        "TriageModel", "Queries", "CLinux", .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"), .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .target(
      name: "Importer",
      dependencies: ["TriageModel", "CSVCodec", "Storage", .product(name: "Crypto", package: "swift-crypto")],
      swiftSettings: strict),
    .target(
      name: "PolicyFile", dependencies: ["TriageModel", .product(name: "Yams", package: "Yams")],
      swiftSettings: strict),
    .target(name: "Analysis", dependencies: ["TriageModel"], swiftSettings: strict),
    .systemLibrary(
      name: "CXlsxwriter", pkgConfig: "xlsxwriter",
      providers: [.apt(["libxlsxwriter-dev"]), .brew(["libxlsxwriter"])]),
    .target(name: "Workbook", dependencies: ["TriageModel", "CXlsxwriter"], swiftSettings: strict),
    .target(
      name: "Reporter",
      dependencies: [
        "TriageModel", "Analysis", "CSVCodec", "Workbook", "Templates",
        .product(name: "Mustache", package: "swift-mustache"),
      ],
      swiftSettings: strict),
    .target(name: "SampleData", dependencies: ["TriageModel"], swiftSettings: strict),
    .executableTarget(
      name: "simulation", dependencies: ["TriageModel", "Analysis", "SampleData"], swiftSettings: strict),
    .executableTarget(
      name: "roi-triage",
      dependencies: [
        "TriageModel", "CSVCodec", "Storage", "Importer", "PolicyFile", "Analysis", "Reporter", "Workbook",
        "SampleData", "CLinux",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
        .product(name: "Crypto", package: "swift-crypto"),
      ],
      swiftSettings: strict),
    .executableTarget(
      name: "sample-files",
      dependencies: ["SampleData", .product(name: "ArgumentParser", package: "swift-argument-parser")],
      swiftSettings: strict),
    .testTarget(name: "TriageModelTests", dependencies: ["TriageModel"], swiftSettings: strict),
    .testTarget(name: "CSVCodecTests", dependencies: ["CSVCodec", "TriageModel"], swiftSettings: strict),
    .testTarget(
      name: "StorageTests",
      dependencies: ["Storage", "TriageModel", "Queries", .product(name: "GRDB", package: "GRDB.swift")],
      swiftSettings: strict),
    .testTarget(
      name: "ImporterTests", dependencies: ["Importer", "Storage", "CSVCodec", "TriageModel"], swiftSettings: strict),
    .testTarget(name: "PolicyFileTests", dependencies: ["PolicyFile", "TriageModel"], swiftSettings: strict),
    .testTarget(name: "AnalysisTests", dependencies: ["Analysis", "TriageModel"], swiftSettings: strict),
    .testTarget(
      name: "ReporterTests", dependencies: ["Reporter", "Analysis", "TriageModel", "Workbook", "Templates"],
      swiftSettings: strict),
    .testTarget(name: "WorkbookTests", dependencies: ["Workbook"], swiftSettings: strict),
    .testTarget(name: "SampleDataTests", dependencies: ["SampleData", "TriageModel"], swiftSettings: strict),
    .testTarget(name: "EndToEndTests", dependencies: ["roi-triage"], swiftSettings: strict),
  ]
)
