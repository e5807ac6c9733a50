#if canImport(Glibc)
  import CLinux
  import Glibc
#endif

/// How the process takes memory and what becomes of what it gives back.
enum ProcessMemory {
  /// The largest block that is taken from the heap, and how much free memory at its end stays with the process.
  private static let (blockBytes, keptBytes): (Int32, Int32) = (32 << 20, 128 << 20)

  /// Keeps freed memory for the next use. By default large blocks go back to the system at once, and half of all page
  /// faults of an import, and many of a report, are for memory that it has had before.
  static func keepFreed() {
    #if canImport(Glibc)
      _ = mallopt(M_MMAP_THRESHOLD, blockBytes)
      _ = mallopt(M_TRIM_THRESHOLD, keptBytes)
    #endif
  }

  /// Takes the heap's next memory in large pages: a report that takes a quarter of a second would spend a tenth of it on
  /// faults for small ones. Reserves addresses alone.
  static func useLargePages() {
    #if canImport(Glibc)
      let (reserved, page) = (64 << 20, 2 << 20)
      // One heap for all threads, that grows by all of it at once.
      _ = mallopt(M_ARENA_MAX, 1)
      _ = mallopt(M_TOP_PAD, Int32(reserved))
      guard let block = malloc(1 << 20), malloc_usable_size(block) > 0, let end = sbrk(0) else { return }
      free(block)
      let start = (Int(bitPattern: end) - reserved + page - 1) / page * page
      _ = madvise(UnsafeMutableRawPointer(bitPattern: start), Int(bitPattern: end) - start, MADV_HUGEPAGE)
    #endif
  }
}
