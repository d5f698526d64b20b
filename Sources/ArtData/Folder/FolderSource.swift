import ArtFiles
public import ArtMedia
public import ArtSettings
import ArtTensor

/// A folder of images of any kind and size; the names of its subfolders are their classes.
public struct FolderSource: DatasetSource {
  public static let kind = "folder"
  public static let summary = "A folder of images (PNG, JPEG, WebP, GIF, …); subfolders are classes"

  public var path: String
  /// What happens when an image's proportions differ from those asked for.
  public var fit: FitMode
  /// What is behind transparent images and around padded ones.
  public var background: SettingColor
  /// Whether subfolders are looked into.
  public var isRecursive: Bool
  /// Whether the names of subfolders are taken as classes.
  public var hasLabels: Bool
  /// The most images to take: a random choice, the same for the same seed.
  public var limit: Int?
  /// The formats of files that are read.
  public var formats: ImageFormatRegistry

  public init(
    path: String, fit: FitMode = .crop, background: SettingColor = .white, isRecursive: Bool = true,
    hasLabels: Bool = true, limit: Int? = nil, formats: ImageFormatRegistry = .standard
  ) {
    self.path = path
    self.fit = fit
    self.background = background
    self.isRecursive = isRecursive
    self.hasLabels = hasLabels
    self.limit = limit
    self.formats = formats
  }

  public init(_ reader: SettingsReader) {
    self.init(reader, path: reader.requiredPath("path", "The folder."))
    hasLabels = reader.bool("labels", default: true, "Whether the names of subfolders are classes.")
    reader.checkExists(path, key: "path")
  }

  /// Reads how images of a folder are taken, where its path is known and its subfolders are no classes.
  init(_ reader: SettingsReader, path: String) {
    self.path = path
    hasLabels = false
    fit = reader.choice(
      "fit", default: FitMode.crop,
      "What happens when proportions differ: 'crop' fills the size, 'pad' shows everything, 'stretch' distorts.")
    background = reader.color(
      "background", default: .white, "The colour behind transparent images and around padded ones.")
    isRecursive = reader.bool("recursive", default: true, "Whether to look into subfolders.")
    limit = reader.optionalInteger(
      "limit", in: 1..., "The most images to take: a random choice, the same for the same seed.")
    formats = reader.imageFormats
  }

  /// Any folder, and whatever no other kind wants: the reader says what is wrong with it.
  public static func recognizes(path: String) -> Bool { true }

  public func takesImages(from folder: String) -> Bool {
    var inner = Paths.realPath(ofNew: folder)
    let outer = Paths.realPath(ofNew: path)
    while !inner.utf8.elementsEqual(outer.utf8) {
      let (above, name) = Paths.split(inner)
      guard isRecursive, above != inner, !Paths.isHidden(name) else { return false }
      inner = above
    }
    // A run's folder of its own is left out; one that holds images already is not.
    let isItself = Paths.realPath(ofNew: folder).utf8.elementsEqual(outer.utf8)
    return isItself || !((try? RunFolders.contains(folder)) ?? true) && holdsImages(folder)
  }

  /// The endings of the names of images.
  private var suffixes: Set<String> { Set(formats.readable.flatMap(\.suffixes)) }

  private func holdsImages(_ folder: String) -> Bool {
    guard FileInfo(folder) != nil else { return false }
    let scan = try? ImageScan(folder: folder, isRecursive: true, suffixes: suffixes)
    return !(scan?.images.isEmpty ?? false)
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let scan = try scan()
    let (height, width, channels) = try size(request)
    let chosen = choose(scan.images, seed: request.seed)
    let reader = ImageReader(
      folder: path, formats: formats, fit: imageFit, height: height, width: width, channels: channels)
    let result = try reader.read(chosen, pool: request.pool, progress: request.progress)
    guard !result.used.isEmpty else { throw nothingUsable(scan.rejected + result.rejected) }
    let classes = hasLabels ? ImageScan.labels(result.used) : nil
    return try Dataset(
      name: Paths.split(path).name, height: height, width: width, channels: channels, pixels: result.pixels,
      labels: classes?.labels, classNames: classes?.names ?? [], rejected: scan.rejected + result.rejected,
      others: scan.others)
  }

  /// How images are brought to their size.
  var imageFit: ImageFit {
    ImageFit(
      mode: fit, background: RGBColor(red: background.red, green: background.green, blue: background.blue))
  }

  /// The size and the channels of images that are asked for.
  func size(_ request: DatasetRequest) throws(DatasetError) -> (height: Int, width: Int, channels: Int) {
    let height = request.height ?? request.width ?? 64
    let width = request.width ?? request.height ?? 64
    let channels = request.channels ?? 3
    guard height > 0, width > 0, [1, 3, 4].contains(channels) else {
      throw DatasetError(
        .invalidArgument, file: path, "images of \(height)×\(width) with \(channels) channels cannot be made")
    }
    return (height, width, channels)
  }

  /// - Parameter goesOn: Whether what the system does not give is told of as rejected, and is no error.
  func scan(goesOn: Bool = false) throws(DatasetError) -> ImageScan {
    switch try Folder.info(path)?.kind {
    case nil:
      throw DatasetError(
        .missing, file: path, "there is no such folder",
        advice: Folder.suggestion(for: path).map { "did you mean '\($0)'?" })
    case .file:
      let isArchive = Self.archives.contains(Paths.fileExtension(path))
      throw DatasetError(
        .unsupported, file: path, "this is a file, not a folder",
        advice: isArchive ? "unpack it, and give the folder that comes out" : "give the folder it is in")
    case .link, .special:
      throw DatasetError(
        .unsupported, file: path, "this is a pipe, socket or device, not a folder", advice: "give a folder of images")
    case .folder: break
    }
    let scan = try ImageScan(folder: path, isRecursive: isRecursive, suffixes: suffixes)
    if let failure = scan.failure, !goesOn { throw failure }
    guard !scan.images.isEmpty else {
      let rejected = scan.rejected.isEmpty ? "" : "; not used: \(Self.words(scan.rejected))"
      throw DatasetError(
        .empty, file: path, "the folder holds no images; found there: \(scan.others.inventory)\(rejected)",
        advice: isRecursive ? "images end in \(formats.readableSuffixWords)" : nil)
    }
    return scan
  }

  private static let archives: Set<String> = ["zip", "tar", "gz", "tgz", "bz2", "xz", "zst", "7z", "rar"]

  /// A random choice in the order of the folder.
  func choose(_ images: [String], seed: UInt64) -> [String] {
    guard let limit, limit < images.count else { return images }
    let order = SeedPurpose.folderChoice.key(of: seed).permutation(count: images.count)
    return order.prefix(limit).sorted().map { images[$0] }
  }

  func nothingUsable(_ rejected: [RejectedFile]) -> DatasetError {
    let count = rejected.count == 1 ? "the only image" : "none of the \(Counted.text(rejected.count)) images"
    return DatasetError(
      .empty, file: path, "\(count) can\(rejected.count == 1 ? "not" : "") be used: \(Self.words(rejected))")
  }

  /// The first three, and how many more there are.
  private static func words(_ rejected: [RejectedFile]) -> String {
    let shown = rejected.prefix(3).map(\.description).joined(separator: "; ")
    return rejected.count > 3 ? "\(shown); and \(Counted.text(rejected.count - 3)) more" : shown
  }
}
