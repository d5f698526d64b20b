public import ArtFiles
import COpenBLAS

/// OpenBLAS as it is installed. It computes products only on processors for which there are no kernels of our own that are
/// as fast.
public enum OpenBLASLibrary {
  /// nil where it is not installed.
  public static var installed: SystemLibrary? {
    guard let words = art_openblas_config() else { return nil }
    // `OpenBLAS 0.3.21 NO_LAPACKE DYNAMIC_ARCH NO_AFFINITY SkylakeX MAX_THREADS=64`
    let parts = String(cString: words).split(separator: " ")
    let core = art_openblas_core().map { ", \(String(cString: $0)) kernels" } ?? ""
    return SystemLibrary(
      name: "OpenBLAS", version: (parts.count > 1 ? String(parts[1]) : "of unknown version") + core,
      symbol: art_openblas_symbol())
  }

  /// Whether products are computed by it on this processor.
  public static var isUsed: Bool { !SerialProduct.usesOwnKernels }
}
