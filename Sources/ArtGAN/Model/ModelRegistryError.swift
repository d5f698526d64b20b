/// Why a registry cannot be made, or has no answer.
public enum ModelRegistryError: Error, Hashable, Sendable, CustomStringConvertible {
  /// Two plugins have this name.
  case duplicate(String)
  /// A name with other than small letters, digits and hyphens, or that does not begin with a letter.
  case badName(String)
  case unknown(String, suggestion: String?, known: [String])

  public var description: String {
    switch self {
    case .duplicate(let id):
      return "two models are named '\(id)'; each plugin needs a name of its own"
    case .badName(let id):
      return "a model cannot be named '\(id)': use small letters, digits and hyphens, and begin with a letter"
    case .unknown(let id, let suggestion, let known):
      let hint = suggestion.map { "; did you mean '\($0)'?" } ?? "; known models: \(known.joined(separator: ", "))"
      return "there is no model '\(id)'\(hint)"
    }
  }
}
