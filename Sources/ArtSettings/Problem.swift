/// One thing that is wrong with what the user wrote: what, where, and what to write instead.
public struct Problem: Error, Hashable, Sendable, CustomStringConvertible {
  public enum Code: String, Sendable, Hashable, Codable {
    /// The text is no JSON or YAML.
    case syntax
    /// A value has the wrong type.
    case wrongType
    /// A value has the right type but lies outside what is allowed.
    case outOfRange
    /// A key that nothing reads.
    case unknownKey
    /// A name that stands for nothing: a model, a stage, a choice.
    case unknownName
    /// Something that must be there is not.
    case missing
    /// Two settings that cannot both hold.
    case conflict
    /// A file that is not there, cannot be read or cannot be written.
    case file
    /// More than is read, computed or held: the limit is named.
    case limit
    /// A path that the document may not read.
    case access
  }

  public let code: Code
  /// What is wrong, in words: `expected a whole number of at least 2, found "many"`.
  public let message: String
  /// Where it was written.
  public let location: SourceLocation?
  /// The value's path in the document, `stages[1].frames`; empty for the document as a whole.
  public let path: String
  /// The known name that was probably meant.
  public let suggestion: String?

  public init(
    _ code: Code, _ message: String, at location: SourceLocation? = nil, path: String = "", suggestion: String? = nil
  ) {
    self.code = code
    self.message = message
    self.location = location
    self.path = path
    self.suggestion = suggestion
  }

  /// `file:line:column: path: message; did you mean 'suggestion'?`, without the parts that are not known. An option on the
  /// command line says by itself what it sets, but for `--set`, whose value may have many settings.
  public var description: String {
    var text = ""
    if let location { text += "\(location): " }
    if !path.isEmpty, location?.isOption != true || location?.origin.hasPrefix("--set ") == true { text += "\(path): " }
    return text + words
  }

  /// `message; did you mean 'suggestion'?`: without the place.
  public var words: String { message + (suggestion.map { "; did you mean '\($0)'?" } ?? "") }
}
