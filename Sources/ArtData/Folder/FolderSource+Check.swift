import ArtFiles
import ArtMedia
public import ArtSettings

extension FolderSource {
  /// Looks for an image that can be read. Few folders have none among their first files, so this is quick however large
  /// the folder is.
  public func check() throws(DatasetError) {
    var rejected: [RejectedFile] = []
    for image in try scan().images {
      do throws(MediaError) {
        _ = try ImageDecoder(formats: formats).decode(file: Paths.join(path, image))
        return
      } catch {
        rejected.append(RejectedFile(file: image, reason: error.reason))
      }
    }
    throw nothingUsable(rejected)
  }

  public func fingerprint(_ request: DatasetRequest) throws(DatasetError) -> SettingValue? {
    let files = FileFingerprint.of(choose(try scan().images, seed: request.seed), in: path, pool: request.pool)
    return [
      "files": SettingValue(files.hex), "fit": SettingValue(fit.rawValue),
      "background": SettingValue("\(background)"), "labels": SettingValue(hasLabels),
      "formats": SettingValue(formats.readable.map { SettingValue($0.id) }),
    ]
  }

  public func classCount() throws(DatasetError) -> Int? {
    hasLabels ? ImageScan.labels(try scan().images)?.names.count ?? 0 : 0
  }
}
