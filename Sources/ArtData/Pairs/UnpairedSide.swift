import ArtFiles
import ArtMedia
import ArtSettings

/// One of two sets that do not belong together one by one: a folder, or a single file.
///
/// Images of a folder get one size, that of the model or `loadSize`. A single image keeps its proportions: a model learns
/// from windows of it.
struct UnpairedSide {
  private let folder: FolderSource
  /// The file's name in the folder; nil for all of its images.
  private let file: String?

  /// - Parameters:
  ///   - path: The folder or the file.
  ///   - settings: How images are taken.
  init(_ path: String, as settings: FolderSource) {
    var folder = settings
    if FileInfo(path)?.kind == .file {
      (folder.path, file) = Paths.split(path)
      folder.isRecursive = false
    } else {
      (folder.path, file) = (path, nil)
    }
    self.folder = folder
  }

  struct Loaded {
    let images: ImageArray
    let rejected: [RejectedFile]
    let others: OtherFiles
  }

  func load(_ request: DatasetRequest, _ loadSize: LoadSize) throws(DatasetError) -> Loaded {
    let scan = try scan()
    let files = folder.choose(scan.images, seed: request.seed)
    let images: ImageArray
    var rejected = scan.rejected
    if files.count == 1 {
      images = try single(files[0], request, loadSize)
    } else {
      let larger = try loadSize.request(request, name: folder.path)
      let (height, width, channels) = try folder.size(larger)
      let result = try ImageReader(
        folder: folder.path, formats: folder.formats, fit: folder.imageFit, height: height, width: width,
        channels: channels
      ).read(files, pool: request.pool, progress: request.progress)
      rejected += result.rejected
      guard !result.used.isEmpty else { throw folder.nothingUsable(rejected) }
      images = ImageArray(
        count: result.used.count, height: height, width: width, channels: channels, pixels: result.pixels)
    }
    let name = Paths.split(folder.path).name
    return Loaded(
      images: images, rejected: rejected.map { RejectedFile(file: Paths.join(name, $0.file), reason: $0.reason) },
      others: scan.others)
  }

  /// An image in its own proportions. Its longer side is at most `loadSize`, four times the model's where that is not
  /// given, and no side is shorter than the model's.
  private func single(
    _ file: String, _ request: DatasetRequest, _ loadSize: LoadSize
  ) throws(DatasetError) -> ImageArray {
    let (height, width, channels) = try folder.size(request)
    let most = max(loadSize.side ?? 4 * max(height, width), height, width)
    do {
      let image = try SecondTry.image { () throws(MediaError) in
        try ImageDecoder(formats: folder.formats).decode(file: Paths.join(folder.path, file))
      }
      let smaller = min(1, Double(most) / Double(max(image.width, image.height)))
      let scale = max(smaller, Double(width) / Double(image.width), Double(height) / Double(image.height))
      func scaled(_ side: Int, atLeast least: Int) -> Int { max(least, Int((Double(side) * scale).rounded())) }
      let fitted = try ImageFit(mode: .stretch, background: folder.imageFit.background).fit(
        image, height: scaled(image.height, atLeast: height), width: scaled(image.width, atLeast: width),
        channels: channels)
      return ImageArray(
        count: 1, height: fitted.height, width: fitted.width, channels: channels, pixels: fitted.pixels)
    } catch {
      if error.code == .unavailable { throw .notGiven(Paths.join(folder.path, file), error.words) }
      throw folder.nothingUsable([RejectedFile(file: file, reason: error.words)])
    }
  }

  private func scan() throws(DatasetError) -> (images: [String], rejected: [RejectedFile], others: OtherFiles) {
    if let file { return ([file], [], OtherFiles()) }
    let scan = try folder.scan()
    return (scan.images, scan.rejected, scan.others)
  }

  func check() throws(DatasetError) {
    let scan = try scan()
    try folder.check(scan.images, scan.rejected)
  }

  func imageCount() throws(DatasetError) -> Int {
    let count = try scan().images.count
    return min(count, folder.limit ?? count)
  }

  func takesImages(from other: String) -> Bool { file == nil && folder.takesImages(from: other) }

  func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue {
    try folder.fingerprint(of: scan().images, request)
  }
}
