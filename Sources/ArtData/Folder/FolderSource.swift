import ArtMedia
public import ArtSettings
import ArtTensor

/// A folder of pictures of any kind and size; the names of its subfolders are their classes.
public struct FolderSource: DatasetSource {
  public static let kind = "folder"
  public static let summary = "A folder of pictures (PNG, JPEG, WebP, GIF, …); subfolders are classes"

  /// What happens when a picture's proportions differ from those asked for.
  public enum Fit: String, CaseIterable, Sendable {
    case crop, pad, stretch
  }

  public var path: String
  public var fit: Fit
  /// What is behind transparent pictures and around padded ones.
  public var background: SettingColor
  /// Whether subfolders are looked into.
  public var isRecursive: Bool
  /// Whether the names of subfolders are taken as classes.
  public var hasLabels: Bool
  /// The most pictures to take: a random choice, the same for the same seed.
  public var limit: Int?

  public init(
    path: String, fit: Fit = .crop, background: SettingColor = .white, isRecursive: Bool = true,
    hasLabels: Bool = true, limit: Int? = nil
  ) {
    self.path = path
    self.fit = fit
    self.background = background
    self.isRecursive = isRecursive
    self.hasLabels = hasLabels
    self.limit = limit
  }

  public init(_ reader: SettingsReader) {
    path = reader.requiredPath("path", "The folder.")
    fit = reader.choice(
      "fit", default: .crop,
      "What happens when proportions differ: 'crop' fills the size, 'pad' shows everything, 'stretch' distorts.")
    background = reader.color(
      "background", default: .white, "The colour behind transparent pictures and around padded ones.")
    isRecursive = reader.bool("recursive", default: true, "Whether to look into subfolders.")
    hasLabels = reader.bool("labels", default: true, "Whether the names of subfolders are classes.")
    limit = reader.optionalInteger(
      "limit", in: 1..., "The most pictures to take: a random choice, the same for the same seed.")
    reader.checkExists(path, key: "path")
  }

  public func load(_ request: DatasetRequest) throws(DatasetError) -> Dataset {
    let scan = try scan()
    let height = request.height ?? request.width ?? 64
    let width = request.width ?? request.height ?? 64
    let channels = request.channels ?? 3
    guard height > 0, width > 0, channels == 1 || channels == 3 else {
      throw DatasetError(
        .invalidArgument, file: path, "pictures of \(height)×\(width) with \(channels) channels cannot be made")
    }
    let chosen = choose(scan.pictures, seed: request.seed)
    let color = RGBColor(red: background.red, green: background.green, blue: background.blue)
    let reader = PictureReader(
      folder: path, fit: PictureFit(mode: FitMode(fit), background: color), height: height, width: width,
      channels: channels)
    let result = try reader.read(chosen, threads: request.threads)
    guard !result.used.isEmpty else { throw nothingUsable(result.rejected) }
    let classes = hasLabels ? PictureScan.labels(result.used) : nil
    return try Dataset(
      name: Folder.split(path).name, height: height, width: width, channels: channels, pixels: result.pixels,
      labels: classes?.labels, classNames: classes?.names ?? [], rejected: result.rejected)
  }

  func scan() throws(DatasetError) -> PictureScan {
    switch Folder.kind(of: path) {
    case .nothing:
      throw DatasetError(
        .missing, file: path, "there is no such folder",
        advice: Folder.suggestion(for: path).map { "did you mean '\($0)'?" })
    case .file:
      throw DatasetError(.unsupported, file: path, "this is a file, not a folder", advice: "give the folder it is in")
    case .folder: break
    }
    let scan = try PictureScan(folder: path, isRecursive: isRecursive)
    guard !scan.pictures.isEmpty else {
      throw DatasetError(
        .empty, file: path, "the folder holds no pictures; found there: \(Folder.inventory(scan.files))",
        advice: isRecursive ? "pictures end in .png, .jpg, .webp, .gif, .bmp, .tiff or .avif" : nil)
    }
    return scan
  }

  /// A random choice in the order of the folder.
  private func choose(_ pictures: [String], seed: UInt64) -> [String] {
    guard let limit, limit < pictures.count else { return pictures }
    let order = RandomKey(seed: seed).folded(0x666f_6c64_6572).permutation(count: pictures.count)
    return order.prefix(limit).sorted().map { pictures[$0] }
  }

  func nothingUsable(_ rejected: [RejectedFile]) -> DatasetError {
    let shown = rejected.prefix(3).map(\.description).joined(separator: "; ")
    let rest = rejected.count > 3 ? "; and \(rejected.count - 3) more" : ""
    let count = rejected.count == 1 ? "the only picture" : "none of the \(rejected.count) pictures"
    return DatasetError(
      .empty, file: path, "\(count) can\(rejected.count == 1 ? "not" : "") be used: \(shown)\(rest)")
  }
}

extension FitMode {
  fileprivate init(_ fit: FolderSource.Fit) {
    switch fit {
    case .crop: self = .crop
    case .pad: self = .pad
    case .stretch: self = .stretch
    }
  }
}
