import ArtFiles
public import ArtSettings

/// A format of files: what documents call it, and how names of its files end.
public protocol FileFormat: Sendable {
  /// The name in documents: `png`.
  var id: String { get }
  /// The name in messages: `PNG`.
  var title: String { get }
  /// What names of such files end in, in small letters and without the dot, the usual ending first: `["jpg", "jpeg"]`.
  var suffixes: [String] { get }
}

extension FileFormat {
  public var title: String { id.uppercased() }
}

/// Formats that can be written, by their ids and by the endings of files' names. A value: built once, never changed.
///
/// `Format` is `any WritableImageFormat` or `any VideoFormat`.
public struct FormatRegistry<Format: Sendable>: Sendable {
  /// The formats by their ids.
  public let registry: Registry<Format>
  /// The format where none is named: the first.
  public let usual: Format
  /// What files of these formats hold: `image`.
  private let content: String
  private let about: @Sendable (Format) -> any FileFormat

  /// For formats that were checked.
  init(_ usual: Format, _ others: [Format], content: String, about: @escaping @Sendable (Format) -> any FileFormat) {
    registry = Registry(checked: [usual] + others, Self.noun(content)) { about($0).id }
    self.usual = usual
    self.content = content
    self.about = about
  }

  private static func noun(_ content: String) -> RegistryError.Noun {
    RegistryError.Noun("\(content) format", "\(content) formats")
  }

  /// - Parameters:
  ///   - formats: What is to be registered together.
  ///   - content: What files of these formats hold.
  /// - Throws: `RegistryError` where an id, ``MediaError`` where an ending is there twice.
  static func check(_ formats: [any FileFormat], content: String) throws {
    _ = try Registry(noun(content), formats) { $0.id }
    var owners: [String: String] = [:]
    // Endings of formats that are only read say which files are worth a try.
    for format in formats where !(format is any ReadableImageFormat) || format is any WritableImageFormat {
      for suffix in format.suffixes {
        guard let owner = owners.updateValue(format.id, forKey: suffix) else { continue }
        throw MediaError(
          .invalidArgument, "files of the \(content) formats '\(owner)' and '\(format.id)' both end in '.\(suffix)'",
          advice: "the program that registers them must leave the ending to one")
      }
    }
  }

  /// The usual ending of a format's files: `.png`.
  public func suffix(of format: Format) -> String { "." + (about(format).suffixes.first ?? about(format).id) }

  /// The endings of all formats' files, without dots.
  public var suffixes: [String] { registry.all.flatMap { about($0).suffixes } }

  /// The endings in words: `.png, .jpg or .jpeg`.
  public var suffixWords: String {
    let all = suffixes.map { "." + $0 }
    return (all.count > 1 ? all.dropLast().joined(separator: ", ") + " or " : "") + (all.last ?? "")
  }

  /// The format that a file's name tells.
  ///
  /// - Throws: ``MediaError`` that names the endings that are understood.
  public func format(ofFile file: String) throws(MediaError) -> Format {
    let suffix = Paths.fileExtension(file)
    guard let format = registry.all.first(where: { about($0).suffixes.contains(suffix) }) else {
      throw MediaError(
        .unsupported, file: file,
        suffix.isEmpty ? "the name has no extension" : "cannot write '.\(suffix)' \(content)s",
        advice: "end the name in \(suffixWords)")
    }
    return format
  }
}
