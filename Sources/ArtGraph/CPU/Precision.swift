/// Which algorithms may compute a program.
public enum Precision: String, CaseIterable, Codable, Hashable, Sendable {
  /// The fastest of all, among them convolutions by minimal filtering and by Fourier transforms: the former's results differ from the plain sum's by up to
  /// about a 10,000th of the largest.
  case fast
  /// Only algorithms that add up the very products of an operation's definition.
  case exact
}
