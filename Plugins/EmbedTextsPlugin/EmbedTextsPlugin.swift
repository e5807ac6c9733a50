import Foundation
import PackagePlugin

/// Turns every `.sql`, `.mustache` and `.css` file of a target into a Swift constant, so that a query or a template is
/// read from no disk at run time.
@main
struct EmbedTextsPlugin: BuildToolPlugin {
  /// The type of the constants and the files that become them.
  private struct Kind {
    let type: String
    let endings: Set<String>

    static let all = [Kind(type: "Query", endings: ["sql"]), Kind(type: "Template", endings: ["mustache", "css"])]
  }

  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let root = target.directoryURL
    return try Kind.all.compactMap { kind in
      let inputs = files(under: root, endings: kind.endings)
      guard !inputs.isEmpty else { return nil }
      let output = context.pluginWorkDirectoryURL.appending(path: "Embedded\(kind.type).swift")
      return .buildCommand(
        displayName: "Embedding \(inputs.count) files as \(kind.type)",
        executable: try context.tool(named: "EmbedTexts").url,
        arguments: [output.path(), kind.type, root.path()] + inputs.map { $0.path() },
        inputFiles: inputs,
        outputFiles: [output])
    }
  }

  private func files(under root: URL, endings: Set<String>) -> [URL] {
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let urls = files?.compactMap { $0 as? URL } ?? []
    return urls.filter { endings.contains($0.pathExtension) }.sorted { $0.path() < $1.path() }
  }
}
