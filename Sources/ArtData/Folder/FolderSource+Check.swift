import ArtFiles
import ArtMedia
public import ArtSettings

extension FolderSource {
  /// Looks for an image that can be read. Few folders have none among their first files, so this is quick however large
  /// the folder is.
  public func check() throws(DatasetError) {
    let scan = try scan()
    try check(scan.images, scan.rejected)
  }

  /// Looks for one of some images that can be read.
  func check(_ images: [String], _ others: [RejectedFile]) throws(DatasetError) {
    var rejected = others
    for image in images {
      do throws(MediaError) {
        _ = try SecondTry.image { () throws(MediaError) in
          try ImageDecoder(formats: formats).decode(file: Paths.join(path, image))
        }
        return
      } catch {
        if error.code == .unavailable { throw .notGiven(Paths.join(path, image), error.words) }
        rejected.append(RejectedFile(file: image, reason: error.words))
      }
    }
    throw nothingUsable(rejected)
  }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    try fingerprint(of: scan().images, request)
  }

  /// The same for some files, of which `limit` chooses.
  func fingerprint(of images: [String], _ request: DatasetRequest) throws(DatasetError) -> SettingValue {
    let files = try FileFingerprint.of(
      choose(images, seed: request.seed), in: path, pool: request.pool, progress: request.progress)
    var value = usage
    value["files"] = SettingValue(files.hex)
    return value
  }

  /// What images follow from besides their files.
  private var usage: SettingValue {
    [
      "fit": SettingValue(fit.rawValue), "background": SettingValue(background.hex), "labels": SettingValue(hasLabels),
      "formats": SettingValue(formats.readable.map { SettingValue($0.id) }),
    ]
  }

  public func imageCount() throws(DatasetError) -> Int? {
    let count = try scan().images.count
    return min(count, limit ?? count)
  }

  public func classCount() throws(DatasetError) -> Int? {
    hasLabels ? ImageScan.labels(try scan().images)?.names.count ?? 0 : 0
  }
}
