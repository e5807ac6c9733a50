import Foundation
import PackagePlugin

/// Turns every `.sql` file of a target into a Swift constant, so that a query is read from no disk at run time.
@main
struct EmbedQueriesPlugin: BuildToolPlugin {
  func createBuildCommands(context: PluginContext, target: any Target) throws -> [Command] {
    guard let target = target as? SourceModuleTarget else { return [] }
    let root = target.directoryURL
    let inputs = sqlFiles(under: root)
    let output = context.pluginWorkDirectoryURL.appending(path: "EmbeddedQueries.swift")
    return [
      .buildCommand(
        displayName: "Embedding \(inputs.count) queries",
        executable: try context.tool(named: "EmbedQueries").url,
        arguments: [output.path(), root.path()] + inputs.map { $0.path() },
        inputFiles: inputs,
        outputFiles: [output])
    ]
  }

  private func sqlFiles(under root: URL) -> [URL] {
    let files = FileManager.default.enumerator(at: root, includingPropertiesForKeys: nil)
    let urls = files?.compactMap { $0 as? URL } ?? []
    return urls.filter { $0.pathExtension == "sql" }.sorted { $0.path() < $1.path() }
  }
}
