import ArtSettings
import ArtTensor

/// Which of the paper's networks a model has.
enum WGANGPNetworks: String, CaseIterable {
  /// Those for MNIST.
  case convolutional
  /// Those for CIFAR-10.
  case residual

  /// Reads the setting `networks`.
  ///
  /// - Parameter shape: of the images, `[height, width, channels]`. 32×32 is CIFAR-10's.
  init(reading settings: SettingsReader, for shape: Shape) {
    let networks = settings.choice(
      "networks", default: shape[0] == 32 && shape[1] == 32 ? WGANGPNetworks.residual : .convolutional,
      "'convolutional': small and quick; 'residual': deeper, for sides that are multiples of 8. For 32×32 'residual' "
        + "where it is left out, else 'convolutional'.")
    guard networks == .residual, shape[0] % 8 != 0 || shape[1] % 8 != 0 else {
      self = networks
      return
    }
    settings.problem(
      at: "networks", .conflict,
      "residual networks make images whose sides are multiples of 8, not \(shape[1])×\(shape[0])")
    self = .convolutional
  }
}
