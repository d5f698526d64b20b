import ArtFiles
import ArtSettings

/// Where the files of CIFAR-10's binary version are: in an archive, which is never unpacked to the disk, or in a folder.
struct CIFARFiles {
  /// The archive's or the folder's path.
  let path: String
  private let isArchive: Bool

  /// - Parameter path: an archive, or a folder that holds it or its files.
  /// - Throws: ``DatasetError`` where there are none.
  init(path: String) throws(DatasetError) {
    switch try Folder.info(path)?.kind {
    case .file where path.hasSuffix(".tar.gz") || path.hasSuffix(".tgz"):
      let bytes = try DatasetError.mapping { () throws(FileError) in try FileReader.prefix(of: path, count: 2) }
      guard GzipStream.begins(bytes) else { fallthrough }
      (self.path, isArchive) = (path, true)
    case .file, .link, .special:
      throw DatasetError(
        .unsupported, file: path, "this is not CIFAR-10's binary version",
        advice: "give \(CIFARSource.archive), or the folder that it unpacks to")
    case nil:
      throw DatasetError(.missing, file: path, "there is no such file or folder")
    case .folder:
      let inner = Paths.join(path, CIFARSource.unpacked)
      if let folder = [path, inner].first(where: { FileInfo.isFile(Paths.join($0, "data_batch_1.bin")) }) {
        (self.path, isArchive) = (folder, false)
        return
      }
      let packed = Paths.join(path, CIFARSource.archive)
      guard FileInfo.isFile(packed) else {
        throw DatasetError(
          .empty, file: path, "the folder holds neither \(CIFARSource.archive) nor data_batch_1.bin",
          advice: "'artpipe datasets fetch cifar10' fetches it")
      }
      (self.path, isArchive) = (packed, true)
    }
  }

  /// The contents of files, by their names; of those that come one after the other only as many as hold so many images.
  func contents(of names: [String], fillingUpTo most: Int) throws(DatasetError) -> [String: [UInt8]] {
    guard isArchive else {
      var found: [String: [UInt8]] = [:]
      var images = 0
      for name in names where images < most || name == CIFARBatch.classFile {
        let file = Paths.join(path, name)
        guard let size = try Folder.info(file)?.size else { continue }
        try MemoryBound.check(2, ofSize: size, "its bytes", name: file)
        found[name] = try DatasetError.mapping { () throws(FileError) in
          try FileReader.contents(of: file, limit: 1 << 30)
        }
        images += size / CIFARBatch.record
      }
      return found
    }
    let packed = try DatasetError.mapping { () throws(FileError) in
      try FileReader.contents(of: path, limit: 1 << 32)
    }
    return try GzipStream.with(packed, name: path) { stream throws(DatasetError) in
      let found = try TarStream(stream, name: path).contents(of: names)
      // Up to gzip's checksum.
      _ = try stream.skip(.max)
      return found
    }
  }

  /// Looks whether the files are there, without reading all of them.
  func check(for names: [String]) throws(DatasetError) {
    guard !isArchive, let name = names.first(where: { !FileInfo.isFile(Paths.join(path, $0)) }) else { return }
    throw DatasetError(.missing, file: path, "there is no '\(name)' in it", advice: "get it again")
  }

  /// How many images the files hold; nil for an archive, which does not tell before it is unpacked.
  func imageCount(of names: [String]) -> Int? {
    isArchive ? nil : names.reduce(0) { $0 + (FileInfo(Paths.join(path, $1))?.size ?? 0) / CIFARBatch.record }
  }

  /// The hash of the archive, or of each file.
  func hashes(of names: [String]) throws(DatasetError) -> [ContentHash] {
    var hashes: [ContentHash] = []
    for file in isArchive ? [path] : names.map({ Paths.join(path, $0) }) {
      hashes.append(try DatasetError.mapping { () throws(FileError) in try SHA256.hash(file: file) }.hash)
    }
    return hashes
  }
}
