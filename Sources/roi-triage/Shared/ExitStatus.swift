import Analysis
import ArgumentParser
import CSVCodec
import Importer
import PolicyFile
import Storage
import TriageModel

/// The exit statuses of the command, after sysexits.
enum ExitStatus: Int32 {
  case done = 0
  /// Done, with rows left out.
  case leftOut = 3
  case usage = 64
  case inputRejected = 65
  case noSuchInput = 66
  case databaseRefused = 69
  case bug = 70
  case cannotCreate = 73
  case ioError = 74
  case busy = 75
  case interrupted = 130
  case terminated = 143
}

/// An error as the user meets it: what to print, and the status to leave with.
struct Failure: Error {
  var status: ExitStatus
  var diagnostics: [Diagnostic]
  /// A closing line after the diagnostics.
  var summary: String?

  init(_ status: ExitStatus, _ diagnostics: [Diagnostic], summary: String? = nil) {
    self.status = status
    self.diagnostics = diagnostics
    self.summary = summary
  }

  /// Finds status and words for any error of the modules.
  init(_ error: any Error) {
    switch error {
    case let failure as Failure: self = failure
    case let error as ImportError: self = Failure(importError: error)
    case let error as StorageError: self = Failure(storageError: error)
    case let error as PolicyError: self = Failure(.inputRejected, error.problems)
    case let error as AnalysisError: self = Failure(Failure.status(error), [error.diagnostic])
    default:
      let message = PrintableText.cut("\(error)", limit: 300)
      self = Failure(.bug, [Diagnostic(code: "bug", message: "this should not happen: \(message)")])
    }
  }

  private static func status(_ error: AnalysisError) -> ExitStatus {
    switch error {
    case .unequalPeriods, .overlappingPeriods: .usage
    case .noRows, .emptyPeriod, .emptyComparison, .unknownDepartment, .overflow: .inputRejected
    }
  }

  private init(importError: ImportError) {
    switch importError {
    case .unreadable(let diagnostic, let missing):
      self = Failure(missing ? .noSuchInput : .inputRejected, [diagnostic], summary: Failure.unchanged)
    case .rejected(let diagnostics, let total):
      let hidden = total - diagnostics.count
      let more = hidden > 0 ? "… and \(hidden) more problems after these \(diagnostics.count). " : ""
      self = Failure(.inputRejected, diagnostics, summary: more + Failure.unchanged)
    }
  }

  /// The same failure, as one of an import, which leaves everything as it was.
  var ofImport: Failure {
    guard summary == nil, status != .busy else { return self }
    return Failure(status, diagnostics, summary: Failure.unchanged)
  }

  private static let unchanged = "Nothing was imported; the database is as it was."

  private init(storageError: StorageError) {
    let status: ExitStatus =
      switch storageError {
      case .notFound: .noSuchInput
      case .busy, .changed: .busy
      case .cannotWrite: .cannotCreate
      case .full: .ioError
      case .noSuchImport: .noSuchInput
      case .overflow: .inputRejected
      default: .databaseRefused
      }
    self = Failure(status, [storageError.diagnostic])
  }
}

extension ParsableCommand {
  /// Runs `body`; prints what went wrong and leaves with the status for it.
  func reportingFailures(_ body: () throws -> Void) throws {
    do {
      try body()
    } catch let error as ExitCode {
      throw error
    } catch {
      let failure = Failure(error)
      for line in FoldedProblems(failure.diagnostics).lines { Terminal.message(line) }
      if let summary = failure.summary { Terminal.message(summary) }
      throw ExitCode(failure.status.rawValue)
    }
  }
}
