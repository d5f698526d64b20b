import ArtFiles

extension IDXNames {
  /// The files of a folder that may be IDX files by their names, and everything else that lies in it.
  ///
  /// Beside files of the folder itself there are those that an unpacking program put into a folder of their own name, and
  /// those that Python's torchvision keeps: `MNIST/raw` of its root.
  ///
  /// - Throws: ``DatasetError`` where the folder cannot be looked into.
  init(folder: String) throws(DatasetError) {
    let own = try Folder.names(in: folder)
    var found: [String] = []
    for name in own {
      if Self.isIDX(name), FileInfo.isFolder(Paths.join(folder, name)) {
        found += Self.files(in: name, of: folder)
      } else {
        found.append(name)
      }
    }
    for inner in ["raw"] + Self.torchvisionSets.map({ "\($0)/raw" }) {
      found += Self.files(in: inner, of: folder)
    }
    self.init(names: found)
  }

  /// The data sets of torchvision that are IDX files.
  private static let torchvisionSets = ["MNIST", "FashionMNIST", "KMNIST", "QMNIST", "EMNIST"]

  private static func isIDX(_ name: String) -> Bool {
    isImages(name) || plain(name).contains("labels-idx1-ubyte")
  }

  /// The files of a subfolder that are named like IDX files; none where there is no such folder.
  private static func files(in subfolder: String, of folder: String) -> [String] {
    ((try? Folder.names(in: Paths.join(folder, subfolder))) ?? []).filter(isIDX).map { "\(subfolder)/\($0)" }
      .filter { FileInfo.isFile(Paths.join(folder, $0)) }
  }
}
