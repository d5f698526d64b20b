import ArtGraph
import ArtNN
import ArtSettings

/// How a generator doubles height and width.
public enum Upsampling: String, CaseIterable, Codable, Hashable, Sendable {
  /// A transposed convolution, as in the papers. Kernels whose side is no multiple of the stride can leave a checkerboard.
  case transposed
  /// Each pixel four times, then a 3×3 convolution: no checkerboard, and more to compute.
  /// Source: Odena, Dumoulin, Olah, Deconvolution and checkerboard artifacts (2016).
  case resize

  /// The layers.
  ///
  /// - Parameters:
  ///   - filters: Channels of the result.
  ///   - kernelSize: Of the transposed convolution.
  ///   - paddingMode: What the convolution behind enlarged images sees beyond their edges.
  func layers(
    filters: Int, kernelSize: Size2D, paddingMode: PaddingMode = .zeros, useBias: Bool, initializer: Initializer
  ) -> [any Layer] {
    switch self {
    case .transposed:
      [
        Conv2DTranspose(
          filters: filters, kernelSize: kernelSize, strides: 2, padding: .same, useBias: useBias,
          kernelInitializer: initializer)
      ]
    case .resize:
      [
        UpSample(by: 2),
        Conv2D(
          filters: filters, kernelSize: 3, padding: .same, paddingMode: paddingMode, useBias: useBias,
          kernelInitializer: initializer),
      ]
    }
  }

  /// Reads the setting `upsampling`.
  init(reading settings: SettingsReader, defaults: Upsampling) {
    self = settings.choice(
      "upsampling", default: defaults,
      "How height and width are doubled: by transposed convolutions, or enlarged and convolved ('resize'), which leaves no "
        + "checkerboard.")
  }
}
