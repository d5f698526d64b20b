import ArtFiles
import Foundation

/// What the machine has left for a run, in bytes; nil where it cannot be told.
public struct FreeResources: Hashable, Sendable {
  /// The least of what the system has free, what the process's control groups leave, and the process's own limits.
  public var memory: Int?
  /// What is free on the disk of the run folder.
  public var disk: Int?
  /// Whether it is the process's own limit that leaves so little memory.
  public var isLimited: Bool

  /// Resources that are made up, for tests.
  public init(memory: Int?, disk: Int?, isLimited: Bool = false) {
    self.memory = memory
    self.disk = disk
    self.isLimited = isLimited
  }

  /// What there is now.
  ///
  /// - Parameter folder: Where files will be written; it need not exist yet.
  public init(for folder: String) {
    let system = SystemResources.current()
    // Those that compute, that wait, that prepare images, and the system's own.
    let threads = ProcessInfo.processInfo.activeProcessorCount + 3
    let stacks = system.bound == .process ? SystemResources.addresses(ofThreads: threads) : 0
    self.init(
      memory: system.freeMemory.map { max(0, $0 - stacks) }, disk: SystemResources.freeDisk(at: folder),
      isLimited: system.bound == .process)
  }
}
