import ArtTensor

/// A step of a compiled program.
protocol CPUKernel: AnyObject {
  /// The floats of scratch memory that a run needs.
  func workspaceCount(threads: Int) -> Int

  /// What a run takes, for profiles.
  var work: KernelWork { get }

  func run(_ run: KernelRun)
}

extension CPUKernel {
  /// Nothing but reading operands and writing results.
  var work: KernelWork { KernelWork() }
}

/// What a kernel finds when it runs.
struct KernelRun {
  /// The memory of each buffer of the plan.
  let buffers: UnsafePointer<UnsafeMutablePointer<Float>>

  /// The kernel's scratch memory, aligned to a cache line.
  let workspace: UnsafeMutablePointer<Float>

  let pool: ThreadPool

  /// What random numbers are made from, with their stream.
  let seed: UInt64
  let step: UInt64
}
