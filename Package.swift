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
  targets: [
    .target(name: "TriageModel", swiftSettings: strict),
    .target(name: "Analysis", dependencies: ["TriageModel"], swiftSettings: strict),
  ]
)
