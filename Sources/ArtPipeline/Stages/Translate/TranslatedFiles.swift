import ArtData
import ArtFiles
import ArtMedia
import ArtNN
import ArtSettings

/// The images that are to be translated: one file, several, or those of a folder and of the folders in it.
struct TranslatedFiles: Sendable {
  struct File: Hashable, Sendable {
    let path: String
    /// What its result is called, without the ending: the path from the folder that was named. No two are equal.
    let name: String
  }

  let files: [File]
  private let names: Set<String>
  /// Whether the results lie in a folder: all but that of a single file.
  let isFolder: Bool
  /// Whether there is one file alone, and it is a video.
  let isVideo: Bool
  /// The size of the only image; nil of a folder's, and of a video.
  private var size: Size2D?
  /// The folders that were named.
  private let folders: [String]
  private let formats: ImageFormatRegistry
  /// What lies in folders and is not used, in words.
  private let unused: [String]

  init(_ settings: SettingsReader) {
    let written = settings.names("input", "The image to translate, a list of images, or a folder of them.")
    let wantsFolder = settings.bool(
      "folder", default: false, "Whether the result of a single image lies in a folder too, named as its image.")
    let formats = settings.imageFormats
    self.formats = formats
    if written == nil, !settings.isDescribing {
      settings.problem(at: nil, .missing, "the key 'input' is missing: name an image, several, or a folder")
    }
    var (paths, names, folders, unused): ([String], [String], [String], [String]) = ([], [], [], [])
    for path in (written ?? []).compactMap({ settings.resolve($0, at: "input") }) {
      settings.checkExists(path, key: "input")
      guard FileInfo(path)?.kind == .folder else {
        paths.append(path)
        names.append(OwnImages.stem(path))
        continue
      }
      folders.append(path)
      do throws(DatasetError) {
        let found = try FolderSource(path: path, formats: formats).contents()
        paths += found.images.map { Paths.join(path, $0) }
        names += found.images.map { name in
          let folder = Paths.split(name).folder
          let stem = OwnImages.stem(name)
          return name.contains("/") ? Paths.join(folder, stem) : stem
        }
        unused += DatasetLoader.notUsed(
          found.rejected.map { RejectedFile(file: Paths.join(path, $0.file), reason: $0.reason) })
        if !found.others.isEmpty { unused.append("not used: \(found.others) in \(path)") }
      } catch {
        settings.problem(at: "input", .file, "\(error)")
      }
    }
    if paths.isEmpty, written != nil, settings.log.isEmpty {
      settings.problem(at: "input", .outOfRange, "expected at least one image")
    }
    files = zip(paths, OwnImages.distinct(names)).map { File(path: $0, name: $1) }
    self.names = Set(files.map(\.name))
    let isMany = wantsFolder || !folders.isEmpty || paths.count > 1
    isVideo = !isMany && paths.first.map { Self.isVideo($0, formats) } ?? false
    (isFolder, self.folders, self.unused) = (isMany, folders, unused)
  }

  /// Whether a file is a video, and no image too, as a GIF is.
  private static func isVideo(_ path: String, _ formats: ImageFormatRegistry) -> Bool {
    guard let start = try? FileReader.prefix(of: path, count: 1 << 16) else { return false }
    return VideoReader.recognizes(start) && !formats.readable.contains { !$0.isFallback && $0.recognizes(start) }
  }

  /// The path of an image's result in the run folder.
  func result(_ file: File, as format: OutputFormat<any WritableImageFormat>, id: String) -> String {
    isFolder ? "\(id)/\(file.name)\(format.suffix)" : format.fileName(id: id)
  }

  /// Whether a path in the run folder is that of a result in the folder of results.
  func isResult(_ file: String, as format: OutputFormat<any WritableImageFormat>, id: String) -> Bool {
    guard isFolder, file.hasPrefix("\(id)/"), file.hasSuffix(format.suffix) else { return false }
    return names.contains(String(file.dropFirst(id.count + 1).dropLast(format.suffix.count)))
  }

  /// Looks, before any work begins, at what can be told of the images and of their results' names.
  ///
  /// - Parameter isNamed: Whether the document names the result's file.
  mutating func check(_ form: TranslationForm, isNamed: Bool, _ settings: SettingsReader) {
    guard !settings.isDescribing, settings.log.isEmpty else { return }
    switch form {
    case .images(let format):
      if isFolder, isNamed {
        settings.problem(
          at: "file", .conflict,
          "several images are translated into a folder: give the name of one, without an ending")
      }
      let long = files.lazy.compactMap { FileNames.tooLong(in: $0.name + format.suffix) }.first
      if let long { settings.problem(at: "input", .outOfRange, "an image's result is called after it: \(long)") }
    case .video, .frames:
      if isFolder {
        let what = if case .video = form { "one video gives a video" } else { "'seconds' are those of one image" }
        settings.problem(at: "input", .conflict, "\(what), and these are several files or a folder")
      }
      if case .video = form { return }
    }
    guard !isFolder, let file = files.first, settings.log.isEmpty else { return }
    do throws(MediaError) {
      let image = try decoder.decode(file: file.path)
      size = Size2D(image.height, image.width)
    } catch {
      settings.problem(at: "input", .file, "\(error)")
    }
  }

  var decoder: ImageDecoder { ImageDecoder(formats: formats) }

  /// The sizes of the images, or of a video's frames, as far as the beginnings of their files tell them.
  func sizes() -> [Size2D] {
    if let size { return [size] }
    return files.compactMap { file in
      let size = isVideo ? try? VideoReader.frameSize(of: file.path) : decoder.size(file: file.path)
      return size.map { Size2D($0.height, $0.width) }
    }
  }

  /// Tells what is not used.
  func tellUnused(_ observer: PipelineObserver) {
    for line in unused { observer(.warning(line)) }
  }

  /// What the images follow from.
  func fingerprint() throws -> SettingValue {
    SettingValue(
      try files.map { [SettingValue($0.name), SettingValue(try SHA256.hash(file: $0.path).hash.hex)] as SettingValue })
  }

  /// Whether a folder is one of those that were named, or lies in one.
  func lie(in folder: String) -> Bool {
    let folder = Paths.realPath(ofNew: folder)
    return folders.contains { FileNames.isPlace(folder, in: Paths.realPath(ofNew: $0)) }
  }
}
