import ArtGraph
import ArtTensor

/// A step of a compiled program.
protocol CPUKernel: AnyObject {
  /// The floats of scratch memory that a run needs.
  func workspaceCount(threads: Int) -> Int

  /// What a run takes, for profiles.
  var work: KernelWork { get }

  /// What the kernel makes of an operand before it runs, `nil` where it takes its operands as they are.
  var preparation: KernelPreparation? { get }

  /// Makes it. What was made serves until the operand changes.
  func prepare(_ run: KernelRun)

  func run(_ run: KernelRun)
}

extension CPUKernel {
  /// Nothing but reading operands and writing results.
  var work: KernelWork { KernelWork() }

  var preparation: KernelPreparation? { nil }
  func prepare(_ run: KernelRun) {}
}

/// Another form of an operand, in which a kernel reads it.
struct KernelPreparation {
  /// The operand's buffer.
  let operand: Int

  /// What makes two forms of an operand the same.
  let form: AnyHashable

  /// The floats of the form.
  let count: Int
}

/// What a kernel finds when it runs.
struct KernelRun {
  /// The memory of each buffer of the plan.
  let buffers: UnsafePointer<UnsafeMutablePointer<Float>>

  /// The kernel's scratch memory, aligned to a cache line.
  let workspace: UnsafeMutablePointer<Float>

  /// Holds what the kernel prepares, aligned to a cache line.
  let prepared: UnsafeMutablePointer<Float>

  let pool: ThreadPool

  /// What random numbers are made from, with their stream.
  let seed: UInt64
  let step: UInt64
}
