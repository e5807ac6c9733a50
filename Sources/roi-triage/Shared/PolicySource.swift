import Crypto
import PolicyFile
import TriageModel

/// A policy with the name and digest by which reports refer to it.
struct PolicySource {
  /// The file, to be read again with other values.
  let draft: PolicyDraft
  let name: String
  /// SHA-256 of the policy's canonical text.
  let digest: String

  /// Reads a policy file; warnings go to standard error.
  ///
  /// - Parameter tellsNotes: whether notes do, too: where the policy itself is asked about.
  init(path: String, quiet: Bool, tellsNotes: Bool = false) throws {
    let content = try FileReading.all(of: FileReading.open(path), path: path)
    let draft = try PolicyDraft(bytes: content, file: path)
    if !quiet {
      for diagnostic in draft.warnings where tellsNotes || diagnostic.severity != .note {
        Terminal.message(diagnostic.text)
      }
    }
    self.draft = draft
    name = path.split(separator: "/").last.map(String.init) ?? path
    digest = Digest.sha256(Array(PolicyText.canonical(draft.policy).utf8))
  }

  var policy: Policy { draft.policy }
}

enum Digest {
  /// SHA-256 in lower-case hexadecimal digits.
  static func sha256(_ bytes: [UInt8]) -> String { text(Array(SHA256.hash(data: bytes))) }

  static func text(_ digest: [UInt8]) -> String {
    digest.map { byte in
      let text = String(byte, radix: 16)
      return text.utf8.count == 1 ? "0" + text : text
    }.joined()
  }
}
