import ArtFiles
public import ArtGAN
public import ArtSettings

extension SettingsReader {
  /// The points file that a key names; nil, with a problem logged, where it cannot be read.
  ///
  /// - Parameter path: What the key's path means.
  public func pointsFile(_ path: String, at key: String) -> PointsFile? {
    let kind = FileInfo(path)?.kind
    guard kind == .file else {
      problem(
        at: key, .file,
        kind == nil ? "there is no file \(path)" : "\(path) is \(kind == .folder ? "a folder" : "no regular file")")
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

extension PointsFile {
  /// A direction by its name, or by its number from 1.
  func direction(named name: String) -> LatentDirection? {
    if let direction = directions.first(where: { $0.name == name }) { return direction }
    guard let number = Int(name), directions.indices.contains(number - 1) else { return nil }
    return directions[number - 1]
  }

  /// What to say of a point that the file does not have, and the name that was meant.
  func lack(ofPoint name: String, path: String) -> (message: String, suggestion: String?) {
    let known = points.compactMap(\.name)
    let others = known.isEmpty ? Counted.text(points.count, "point") : LatentChoice.list(known)
    return ("\(path) has no point '\(name)'; it has \(others)", closest(to: name, in: known))
  }
}
