#if canImport(Glibc)
  import CLinux
  import Glibc
#endif

/// How the process takes memory and what becomes of what it gives back.
enum ProcessMemory {
  /// The largest block that is taken from the heap, and how much free memory at its end stays with the process.
  private static let (blockBytes, keptBytes): (Int32, Int32) = (32 << 20, 128 << 20)
  /// How much more than it needs the heap takes when it grows.
  private static let stepBytes: Int32 = 4 << 20

  /// Keeps freed memory for the next use. By default large blocks go back to the system at once, and half of all page
  /// faults of an import, and many of a report, are for memory that it has had before.
  static func keepFreed() {
    #if canImport(Glibc)
      _ = mallopt(M_MMAP_THRESHOLD, blockBytes)
      _ = mallopt(M_TRIM_THRESHOLD, keptBytes)
      _ = mallopt(M_TOP_PAD, stepBytes)
    #endif
  }
}
