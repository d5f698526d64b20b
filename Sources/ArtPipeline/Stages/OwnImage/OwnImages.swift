import ArtData
import ArtFiles
import ArtGAN
import ArtMedia
import ArtSettings
import ArtTensor

/// Images that a person names: one, several, or those of a folder.
struct OwnImages: Sendable {
  /// Their paths, in the order of the document, or of the folder's names.
  let files: [String]
  /// What each is called: its file's name without the ending, each once.
  let names: [String]
  let fit: FitMode
  let background: RGBColor
  private let formats: ImageFormatRegistry

  /// So many are looked at before any work begins; the others when the stage begins.
  private static let checkedEarly = 32

  init(_ settings: SettingsReader) {
    let written = settings.names("images", "An image, a list of images, or a folder of them.")
    fit = settings.choice(
      "fit", default: FitMode.crop,
      "What happens when an image's proportions are not the model's: 'crop' fills the size, 'pad' shows everything, "
        + "'stretch' distorts.")
    background = settings.opaqueColor(
      "background", default: .white, "The colour behind transparent images and around padded ones.")
    formats = settings.imageFormats
    if written == nil, !settings.isDescribing {
      settings.problem(at: nil, .missing, "the key 'images' is missing: name an image, several, or a folder")
    }
    var files: [String] = []
    for path in (written ?? []).compactMap({ settings.resolve($0, at: "images") }) {
      settings.checkExists(path, key: "images")
      files += FileInfo(path)?.kind == .folder ? Self.images(in: path, formats, settings) : [path]
    }
    if files.isEmpty, written != nil, settings.log.isEmpty {
      settings.problem(at: "images", .outOfRange, "expected at least one image")
    }
    self.files = files
    names = Self.distinct(files.map(Self.stem))
  }

  private static func images(
    in folder: String, _ formats: ImageFormatRegistry, _ settings: SettingsReader
  ) -> [String] {
    let suffixes = Set(formats.readable.flatMap(\.suffixes))
    let names = ((try? Listing.names(in: folder)) ?? []).filter {
      !Paths.isHidden($0) && suffixes.contains(Paths.fileExtension($0))
    }
    if names.isEmpty {
      settings.problem(
        at: "images", .file, "the folder \(folder) holds no images; they end in \(formats.readableSuffixWords)")
    }
    return names.map { Paths.join(folder, $0) }
  }

  private static func stem(_ path: String) -> String {
    let name = Paths.split(path).name
    let ending = Paths.fileExtension(path)
    return ending.isEmpty ? name : String(name.dropLast(ending.count + 1))
  }

  /// Names of which several are equal get numbers.
  private static func distinct(_ names: [String]) -> [String] {
    var taken: Set<String> = []
    return names.map { name in
      var (candidate, number) = (name, 2)
      while !taken.insert(candidate).inserted {
        candidate = "\(name)-\(number)"
        number += 1
      }
      return candidate
    }
  }

  /// Looks at the images before any work begins, and logs what is wrong with them.
  ///
  /// - Parameter check: Gets each image and its path.
  func check(_ settings: SettingsReader, _ check: (PixelImage, String) throws -> Void = { _, _ in }) {
    guard !settings.isDescribing, settings.log.isEmpty else { return }
    for file in files.prefix(Self.checkedEarly) {
      do {
        try check(decoded(file), file)
      } catch {
        // A file that is no image, or an image that does not fit to what is asked for.
        let misfit = (error as? PipelineError)?.message
        settings.problem(at: "images", misfit == nil ? .file : .outOfRange, misfit ?? "\(error)")
      }
    }
  }

  /// - Throws: `MediaError` for a file that is no image.
  func decoded(_ file: String) throws(MediaError) -> PixelImage {
    try ImageDecoder(formats: formats).decode(file: file)
  }

  /// An image in the form of a model's images.
  func fitted(_ image: PixelImage, to shape: Shape) throws(MediaError) -> PixelImage {
    try image.fitted(width: shape[1], height: shape[0], mode: fit, background: background)
      .converted(toChannels: shape.channels, background: background)
  }

  /// What the images follow from.
  func fingerprint() throws -> SettingValue {
    SettingValue(try files.map { SettingValue(try SHA256.hash(file: $0).hash.hex) })
  }
}

extension PixelRange {
  /// An image as a model's numbers.
  func numbers(of image: PixelImage) -> [Float] { image.pixels.map(value(of:)) }
}
