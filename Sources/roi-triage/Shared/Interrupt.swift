import Dispatch
import Synchronization
import TriageModel

#if canImport(Glibc)
  import Glibc
#else
  import Darwin
#endif

/// Notices an interrupt from the keyboard or a request to end, so that an import can be taken back in good order.
///
/// A second interrupt ends the process at once, which the database survives as well.
final class Interrupt {
  /// The signal that came; 0 = none.
  private final class Received: Sendable {
    let number = Atomic<Int32>(0)
  }

  private let received = Received()
  private let sources: [any DispatchSourceSignal]

  init() {
    let signals = [SIGINT, SIGTERM]
    sources = signals.map { DispatchSource.makeSignalSource(signal: $0, queue: .global()) }
    for (number, source) in zip(signals, sources) {
      signal(number, SIG_IGN)
      source.setEventHandler { [received] in
        received.number.store(number, ordering: .releasing)
        signal(number, SIG_DFL)
      }
      source.resume()
    }
    // A file that grows beyond the system's limit is then an error like a full disk.
    signal(SIGXFSZ, SIG_IGN)
  }

  deinit {
    for source in sources { source.cancel() }
    signal(SIGINT, SIG_DFL)
    signal(SIGTERM, SIG_DFL)
  }

  /// Throws once a signal came.
  func check() throws {
    let number = received.number.load(ordering: .acquiring)
    guard number != 0 else { return }
    throw Failure(
      number == SIGINT ? .interrupted : .terminated, [],
      summary: "Interrupted. Nothing was imported; the database is as it was.")
  }
}
