import ArtGraph
import ArtTensor

/// Main memory that executors use in turns.
final class CPUScratchMemory: ScratchMemory {
  private var count = 0
  private var taken: AlignedStorage?
  private weak var user: CPUExecutor?

  /// Sees to it that there is room for a number of floats.
  func reserve(_ count: Int) {
    guard count > self.count else { return }
    self.count = count
    // What was there is made again by whoever needs it.
    taken = nil
  }

  /// The memory, taken when it is first used.
  var storage: AlignedStorage {
    if let taken { return taken }
    let storage = AlignedStorage(count: count)
    (taken, user) = (storage, nil)
    return storage
  }

  /// Notes who uses the memory from now on.
  ///
  /// - Returns: Whether it was another one before, so that nothing is there any more.
  func changesHands(to executor: CPUExecutor) -> Bool {
    defer { user = executor }
    return user !== executor
  }
}
