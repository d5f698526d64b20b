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
  /// The setting that names them.
  private let key: String
  private let formats: ImageFormatRegistry

  /// What lies in folders that are named and is not used, in words.
  private let unused: [String]

  /// So many are decoded before any work begins. Of the others the first bytes are looked at then, and all are decoded when
  /// the stage begins.
  private static let decodedEarly = 32

  /// Images in the setting `images`, to be brought to a model's size.
  init(_ settings: SettingsReader) {
    self.init(
      settings, key: "images", help: "An image, a list of images, or a folder of them.", isRequired: true,
      fittedTo: "the model's")
  }

  /// - Parameters:
  ///   - key: The setting that names them.
  ///   - help: What it is.
  ///   - fittedTo: Whose proportions they get.
  init(_ settings: SettingsReader, key: String, help: String, isRequired: Bool, fittedTo: String) {
    self.key = key
    let written = settings.names(key, help)
    fit = settings.choice(
      "fit", default: FitMode.crop,
      "What happens when an image's proportions are not \(fittedTo): 'crop' fills the size, 'pad' shows everything, "
        + "'stretch' distorts.")
    background = settings.opaqueColor(
      "background", default: .white, "The colour behind transparent images and around padded ones.")
    formats = settings.imageFormats
    if isRequired, written == nil, !settings.isDescribing {
      settings.problem(at: nil, .missing, "the key '\(key)' is missing: name an image, several, or a folder")
    }
    var (files, unused): ([String], [String]) = ([], [])
    for path in (written ?? []).compactMap({ settings.resolve($0, at: key) }) {
      settings.checkExists(path, key: key)
      guard FileInfo(path)?.kind == .folder else {
        files.append(path)
        continue
      }
      do throws(DatasetError) {
        let found = try Self.images(in: path, formats)
        files += found.images
        unused += found.unused
      } catch {
        settings.problem(at: key, .file, "\(error)")
      }
    }
    if files.isEmpty, written != nil, settings.log.isEmpty {
      settings.problem(at: key, .outOfRange, "expected at least one image")
    }
    (self.files, self.unused) = (files, unused)
    names = Self.distinct(files.map(Self.stem))
  }

  /// The images of a folder, as the data set `folder` finds them, and what else lies there.
  ///
  /// - Throws: `DatasetError` where the folder cannot be looked into, or holds no image.
  private static func images(
    in folder: String, _ formats: ImageFormatRegistry
  ) throws(DatasetError) -> (images: [String], unused: [String]) {
    func path(_ name: String) -> String { Paths.join(folder, name) }
    let subfolders = ((try? Listing.names(in: folder)) ?? []).filter {
      !Paths.isHidden($0) && FileInfo.isFolder(path($0))
    }
    let others =
      subfolders.isEmpty ? nil : "folders in it (\(LatentChoice.list(subfolders))): name them for their images"
    let contents: FolderContents
    do throws(DatasetError) {
      contents = try FolderSource(path: folder, isRecursive: false, formats: formats).contents()
    } catch {
      guard error.code == .empty else { throw error }
      throw DatasetError(
        .empty, file: folder, error.reason + (others.map { "; \($0)" } ?? ""),
        advice: "images end in \(formats.readableSuffixWords)")
    }
    var unused = DatasetLoader.notUsed(
      contents.rejected.map { RejectedFile(file: path($0.file), reason: $0.reason) })
    if !contents.others.isEmpty { unused.append("not used: \(contents.others) in \(folder)") }
    if let others { unused.append("not used: \(folder): \(others)") }
    return (contents.images.map(path), unused)
  }

  /// Tells what is not used.
  func tellUnused(_ observer: PipelineObserver) {
    for line in unused { observer(.warning(line)) }
  }

  /// A file's name without its ending.
  static func stem(_ path: String) -> String {
    let name = Paths.split(path).name
    let ending = Paths.fileExtension(path)
    return ending.isEmpty ? name : String(name.dropLast(ending.count + 1))
  }

  /// Names of which several are equal get numbers.
  static func distinct(_ names: [String]) -> [String] {
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
  /// - Parameter check: Gets each image that is decoded, and its path.
  func check(_ settings: SettingsReader, _ check: (PixelImage, String) throws -> Void = { _, _ in }) {
    guard !settings.isDescribing, settings.log.isEmpty else { return }
    for (number, file) in files.enumerated() {
      do {
        if number < Self.decodedEarly {
          try check(decoded(file), file)
        } else if !isRecognized(file) {
          _ = try decoded(file)
        }
      } catch {
        // A file that is no image, or an image that does not fit to what is asked for.
        let misfit = (error as? PipelineError)?.message
        settings.problem(at: key, misfit == nil ? .file : .outOfRange, misfit ?? "\(error)")
      }
    }
  }

  /// Whether a file begins as one of a known format does.
  private func isRecognized(_ file: String) -> Bool {
    guard let start = try? FileReader.prefix(of: file, count: 1 << 16), !start.isEmpty else { return false }
    return formats.readable.contains { !$0.isFallback && $0.recognizes(start) }
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

extension OwnImages {
  /// Whether one of the images lies in a folder.
  func lie(in folder: String) -> Bool {
    let folder = Paths.realPath(ofNew: folder)
    return files.contains { Paths.realPath(ofNew: Paths.split($0).folder).utf8.elementsEqual(folder.utf8) }
  }
}

extension PixelRange {
  /// An image as a model's numbers.
  func numbers(of image: PixelImage) -> [Float] { image.pixels.map(value(of:)) }
}
