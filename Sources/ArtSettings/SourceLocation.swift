import ArtFiles

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

  /// A place in the same file.
  func at(line: Int, column: Int) -> SourceLocation {
    SourceLocation(origin: origin, line: line, column: column, folder: folder)
  }

  private init(origin: String, line: Int?, column: Int?, folder: String?) {
    self.origin = origin
    self.line = line
    self.column = column
    self.folder = folder
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

  /// Whether the user wrote this on the command line, rather than somebody in a file.
  public var isOption: Bool { line == nil && folder == nil && origin.hasPrefix("-") }

  public var description: String {
    guard let line, let column else { return origin }
    return "\(origin):\(line):\(column)"
  }

  private static func folder(of file: String) -> String? {
    file.utf8.contains(UInt8(ascii: "/")) ? Paths.split(file).folder : nil
  }
}
