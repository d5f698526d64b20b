public import ArtFiles

/// What went wrong with an image or a video: what, where, why, and what to do next.
public struct MediaError: Error, Hashable, Sendable {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened or read.
    case unreadable
    /// The content is no image of a known kind.
    case notAImage
    /// The file is cut short or its content contradicts itself.
    case damaged
    /// The image is larger than the limits allow.
    case tooLarge
    /// A kind of image or video that this build cannot handle.
    case unsupported
    /// The file cannot be created or written.
    case unwritable
    /// A size, count or setting that makes no sense.
    case invalidArgument
    /// A system library is not installed.
    case missingLibrary
    /// An encoder refused its input.
    case encodingFailed
  }

  public var code: Code
  /// The file as the user named it, if there is one.
  public var file: String?
  /// The cause, in plain words, without the file's name and without a full stop.
  public var reason: String
  /// What the user can do about it, a sentence without a full stop.
  public var advice: String?

  public init(_ code: Code, file: String? = nil, _ reason: String, advice: String? = nil) {
    self.code = code
    self.file = file
    self.reason = reason
    self.advice = advice
  }

  /// The same error with the file's name, unless it already has one.
  func inFile(_ name: String) -> MediaError {
    var error = self
    error.file = file ?? name
    return error
  }
}

extension MediaError {
  /// The error of a file as one of an image or a video.
  public init(_ error: FileError) {
    let code: Code = error.code == .tooLarge ? .tooLarge : error.action == .read ? .unreadable : .unwritable
    self.init(code, file: error.path, error.reason)
  }

  /// Does something with a file, and names its errors as those of images and videos.
  static func mapping<R: ~Copyable>(_ body: () throws(FileError) -> R) throws(MediaError) -> R {
    do throws(FileError) {
      return try body()
    } catch {
      throw MediaError(error)
    }
  }

  /// The content of an image file.
  static func contents(of path: String) throws(MediaError) -> [UInt8] {
    try mapping { () throws(FileError) in try FileReader.contents(of: path, limit: 1 << 30) }
  }
}

extension MediaError: CustomStringConvertible {
  public var description: String {
    let place = file.map { "\($0): " } ?? ""
    let hint = advice.map { "; \($0)" } ?? ""
    return place + reason + hint
  }
}
