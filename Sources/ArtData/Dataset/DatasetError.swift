import ArtFiles

/// What went wrong with a set of images: what, where, why, and what to do next.
public struct DatasetError: Error, Hashable, Sendable {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file or folder is not there.
    case missing
    /// The file or folder cannot be opened or read.
    case unreadable
    /// The content is of another kind than expected.
    case unsupported
    /// The file is cut short or its content contradicts itself.
    case damaged
    /// There is no usable image.
    case empty
    /// Two parts that belong together do not fit: images and labels, a size and a count.
    case mismatch
    /// A count or setting that makes no sense.
    case invalidArgument
  }

  public var code: Code
  /// The file or folder as the user named it, if there is one.
  public var file: String?
  /// The cause, in plain words, without the file's name and without a full stop.
  public var reason: String
  /// What the user can do about it, without a full stop.
  public var advice: String?

  public init(_ code: Code, file: String? = nil, _ reason: String, advice: String? = nil) {
    self.code = code
    self.file = file
    self.reason = reason
    self.advice = advice
  }
}

extension DatasetError {
  init(_ error: FileError) {
    self.init(error.code == .missing ? .missing : .unreadable, file: error.path, error.reason)
  }

  /// Does something with a file, and names its errors as those of images.
  static func mapping<R: ~Copyable>(_ body: () throws(FileError) -> R) throws(DatasetError) -> R {
    do throws(FileError) {
      return try body()
    } catch {
      throw DatasetError(error)
    }
  }
}

extension DatasetError: CustomStringConvertible {
  public var description: String {
    let place = file.map { "\($0): " } ?? ""
    let hint = advice.map { "; \($0)" } ?? ""
    return place + reason + hint
  }
}
