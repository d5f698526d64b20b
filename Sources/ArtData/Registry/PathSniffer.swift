/// Tells by a look which kind of data set a path leads to.
enum PathSniffer {
  /// `idx` for an IDX file, or a folder that has one by name; `folder` for all else, whose reader then
  /// says what is wrong.
  static func kind(of path: String) -> String {
    switch Folder.kind(of: path) {
    case .file:
      let name = Folder.split(path).name
      return IDXNames.isPictures(name) || IDXNames.plain(name).contains("idx") || beginsAsIDX(path)
        ? IDXSource.kind : FolderSource.kind
    case .folder:
      let names = (try? Folder.names(in: path)) ?? []
      return names.contains(where: IDXNames.isPictures) ? IDXSource.kind : FolderSource.kind
    case .nothing:
      return FolderSource.kind
    }
  }

  private static func beginsAsIDX(_ path: String) -> Bool {
    guard let bytes = try? WholeFile.read(path, limit: 4) else { return false }
    return bytes.starts(with: [0, 0, 8]) || GzipStream.begins(bytes)
  }
}
