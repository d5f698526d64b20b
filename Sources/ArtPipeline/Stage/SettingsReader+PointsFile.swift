import ArtFiles
public import ArtGAN
public import ArtSettings

extension SettingsReader {
  /// The points file that a key names; nil, with a problem logged, where it cannot be read.
  ///
  /// - Parameter path: What the key's path means.
  public func pointsFile(_ path: String, at key: String) -> PointsFile? {
    guard FileInfo(path)?.kind == .file else {
      problem(at: key, .file, "there is no file \(path)")
      return nil
    }
    do throws(Problems) {
      return try PointsFile(readingFrom: path)
    } catch {
      log.add(contentsOf: error)
      return nil
    }
  }
}
