import ArtData
import ArtFiles
import ArtMedia
import ArtSettings

/// The format of the files that a stage writes, their quality and, for one file, its name.
struct OutputFormat<Format: Sendable>: Sendable {
  let format: Format
  let quality: Int
  /// The usual ending of names: `.png`.
  let suffix: String
  /// The name in the run folder that the document gives.
  private let file: String?

  /// - Parameters:
  ///   - settings: Has the keys `format`, `quality` and `file`.
  ///   - formats: Those that can be written.
  ///   - quality: The usual quality.
  ///   - least: The least quality.
  ///   - isOneFile: Whether the document may name the file.
  init(
    _ settings: SettingsReader, _ formats: FormatRegistry<Format>, quality usual: Int, from least: Int,
    isOneFile: Bool
  ) {
    let id = formats.registry.id(of:)
    let chosen = settings.optionalChoice(
      "format", from: formats.registry, "The kind of file; \(id(formats.usual)) where not given.")
    quality = settings.integer(
      "quality", default: usual, in: least...100,
      "\(least) for the smallest file, 100 for the best image; formats without loss have one quality.")
    let file =
      isOneFile
      ? settings.fileName(
        "file", "The file's name in the run folder, ending in \(formats.suffixWords); the stage's id where not given.")
      : nil
    var named: Format?
    if let file {
      do throws(MediaError) {
        named = try formats.format(ofFile: file)
      } catch {
        settings.problem(
          at: "file", .outOfRange, "expected a name that ends in \(formats.suffixWords), found \"\(file)\"")
      }
    }
    if let named, let chosen, id(named) != id(chosen) {
      settings.problem(
        at: "format", .conflict, "the file's name says \(id(named)), the format \(id(chosen))")
    }
    format = named ?? chosen ?? formats.usual
    suffix = formats.suffix(of: format)
    self.file = file
  }

  func fileName(id: String) -> String { file ?? id + suffix }
}

extension OutputFormat<any WritableImageFormat> {
  init(_ settings: SettingsReader, isOneFile: Bool) {
    self.init(settings, settings.imageFormats.writable, quality: 92, from: 1, isOneFile: isOneFile)
  }

  func write(
    _ image: PixelImage, to file: FilePlace, metadata: [String: String], dotsPerInch: Int? = nil
  ) throws(MediaError) {
    try format.write(
      image, to: file, ImageOptions(quality: quality, metadata: metadata, dotsPerInch: dotsPerInch))
  }
}

extension OutputFormat<any VideoFormat> {
  init(video settings: SettingsReader) {
    self.init(settings, settings.videoFormats, quality: 80, from: 0, isOneFile: true)
  }
}

extension SettingsReader {
  /// The name of a file in the run folder, without folders.
  func fileName(_ key: String, _ help: String) -> String? {
    let name = optionalFileName(key, help)
    guard name == Manifest.fileName else { return name }
    problem(at: key, .outOfRange, "expected another name: \(Manifest.fileName) is the run's own file")
    return nil
  }
}
