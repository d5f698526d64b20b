public import ArtFiles

/// What went wrong with an image or a video: what, where, why, and what to do next.
public struct MediaError: Error, Hashable, Sendable {
  /// The kind of failure, for programs; people read the words.
  public enum Code: String, Hashable, Sendable, CaseIterable {
    /// The file cannot be opened or read.
    case unreadable
    /// The system cannot give the file now; it may be good.
    case unavailable
    /// The content is no image of a known kind.
    case notAImage
    /// The content is no sound of a known kind, or has none.
    case noSound
    /// The content is no video of a known kind, or has no frames.
    case notAVideo
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
  /// What to do with an image that is not read.
  static let conversion = "convert it to PNG or JPEG"

  /// What to do with a video that is not read.
  static let videoConversion = "convert it first, for example with 'ffmpeg -i IN OUT.mp4'"

  /// A valid file of a kind that is not read.
  ///
  /// - Parameters:
  ///   - title: What the format is called.
  ///   - what: What sets the file apart, a verb first: `is stored in tiles`.
  static func notRead(_ title: String, _ what: String) -> MediaError {
    MediaError(.unsupported, "this \(title) \(what), a kind that is not read", advice: conversion)
  }

  static func damaged(_ title: String, _ why: String) -> MediaError {
    MediaError(.damaged, "this \(title) is damaged: \(why)")
  }

  /// The error of a file as one of an image or a video.
  public init(_ error: FileError) {
    let code: Code =
      switch (error.action, error.code) {
      case (_, .tooLarge): .tooLarge
      case (.read, _): error.isOfSystem ? .unavailable : .unreadable
      default: .unwritable
      }
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
  static func contents(of path: String, limits: ImageLimits = .standard) throws(MediaError) -> [UInt8] {
    try mapping { () throws(FileError) in try FileReader.contents(of: path, limit: limits.fileBytes) }
  }
}

extension MediaError: CustomStringConvertible {
  public var description: String { (file.map { "\($0): " } ?? "") + words }

  /// The cause and the advice, without the file's name.
  public var words: String { reason + (advice.map { "; \($0)" } ?? "") }
}
