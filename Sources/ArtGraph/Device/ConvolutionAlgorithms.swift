/// Which algorithms may compute the convolutions of a program.
public enum ConvolutionAlgorithms: String, CaseIterable, Codable, Hashable, Sendable {
  /// All of them, the fastest for each. Among them are minimal filtering and Fourier transforms; results of the former
  /// differ from the plain sum's by up to about a 10,000th of the largest.
  case fast
  /// Only those that add up the very products of a convolution's definition.
  case exact
}
