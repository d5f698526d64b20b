/// Where a value was written: a place in a file, or an option on the command line.
public struct SourceLocation: Hashable, Sendable, CustomStringConvertible {
  /// The file's path as the user gave it, or the option (`--set stages.0.steps=10`).
  public let origin: String
  /// The line, from 1; nil for an option or a whole file.
  public let line: Int?
  /// The column in Unicode scalars, from 1; nil for an option or a whole file.
  public let column: Int?
  /// The folder that relative paths written here start from; nil for the current folder.
  public let folder: String?

  /// A place in a file.
  public init(file: String, line: Int, column: Int) {
    origin = file
    self.line = line
    self.column = column
    folder = Self.folder(of: file)
  }

  /// A whole file, where no line is to blame.
  public init(file: String) {
    origin = file
    line = nil
    column = nil
    folder = Self.folder(of: file)
  }

  /// An option of the command line. Relative paths in it start from the current folder.
  public init(option: String) {
    origin = option
    line = nil
    column = nil
    folder = nil
  }

  public var description: String {
    guard let line, let column else { return origin }
    return "\(origin):\(line):\(column)"
  }

  private static func folder(of file: String) -> String? {
    guard let slash = file.lastIndex(of: "/") else { return nil }
    return slash == file.startIndex ? "/" : String(file[..<slash])
  }
}
