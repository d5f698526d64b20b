import CAllocationCounter

/// Counts heap allocations of the whole process. To be used in an exit test, where no other test runs beside.
public enum AllocationCounter {
  /// Whether this system's allocations can be counted.
  public static var isAvailable: Bool { art_allocations_are_counted() }

  /// The heap allocations, by all threads, while the body runs. Those that OpenBLAS makes are left out: it depends on the
  /// processor whether its kernels for small products take their scratch memory from the heap.
  public static func count(_ body: () throws -> Void) rethrows -> Int {
    art_allocations_start()
    defer { _ = art_allocations_stop() }
    try body()
    return Int(art_allocations_stop())
  }
}
