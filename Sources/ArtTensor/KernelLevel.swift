import CArtKernels

/// The instructions that the hot loops are compiled for. Each has its own order of sums, so that numbers differ in their last
/// bits from one to the other, and are the same on all processors of one.
public enum KernelLevel: String, Hashable, Sendable, CaseIterable, Codable {
  /// AVX-512.
  case x86v4 = "x86-64-v4"
  /// AVX2 with fused multiply and add.
  case x86v3 = "x86-64-v3"
  /// What the compiler makes of plain C.
  case plain = "plain C"

  /// That of this processor.
  public static var current: KernelLevel {
    switch art_kernel_level() {
    case 2: .x86v4
    case 1: .x86v3
    default: .plain
    }
  }
}
