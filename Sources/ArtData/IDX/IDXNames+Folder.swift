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
      if Self.isIDX(name), try Folder.info(Paths.join(folder, name))?.kind == .folder {
        found += try Self.files(in: name, of: folder)
      } else {
        found.append(name)
      }
    }
    for inner in ["raw"] + Self.torchvisionSets.map({ "\($0)/raw" }) {
      found += try Self.files(in: inner, of: folder)
    }
    self.init(names: found)
  }

  /// The data sets of torchvision that are IDX files.
  private static let torchvisionSets = ["MNIST", "FashionMNIST", "KMNIST", "QMNIST", "EMNIST"]

  private static func isIDX(_ name: String) -> Bool {
    isImages(name) || plain(name).contains("labels-idx1-ubyte")
  }

  /// The files of a subfolder that are named like IDX files; none where there is no such folder, or one that may not be
  /// entered.
  private static func files(in subfolder: String, of folder: String) throws(DatasetError) -> [String] {
    let names: [String]
    do throws(FileError) {
      names = try SecondTry.file { () throws(FileError) in try Listing.names(in: Paths.join(folder, subfolder)) }
    } catch {
      guard !error.isOfSystem else { throw DatasetError(error) }
      return []
    }
    var found: [String] = []
    for name in names where !Paths.isHidden(name) && isIDX(name) {
      let inner = "\(subfolder)/\(name)"
      if try Folder.info(Paths.join(folder, inner))?.kind == .file { found.append(inner) }
    }
    return found
  }
}
