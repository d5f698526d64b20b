/// What an attribute holds.
public enum HDF5Value: Hashable, Sendable {
  /// A text, or a list of texts.
  case texts([String])
  /// A number, or a list of numbers.
  case numbers([Double])

  /// The text, where it is one alone.
  public var text: String? {
    guard case .texts(let texts) = self, texts.count == 1 else { return nil }
    return texts[0]
  }

  /// The texts. An empty list of numbers is one of texts too: h5py writes empty lists so.
  public var texts: [String]? {
    switch self {
    case .texts(let texts): texts
    case .numbers(let numbers): numbers.isEmpty ? [] : nil
    }
  }
}
