public import ArtMedia
public import ArtTensor

/// What a folder holds, before any image is decoded.
public struct FolderContents: Sendable {
  /// The files that may be images, as paths from the folder, in the order in which they are learnt from.
  public let images: [String]
  /// What cannot be entered or is no file.
  public let rejected: [RejectedFile]
  /// Files of other kinds.
  public let others: OtherFiles
}

extension FolderSource {
  /// What the folder holds. Choices among its images, such as `limit`, do not count.
  ///
  /// - Parameter goesOn: Whether folders that the system does not give are told of as rejected, and are no error.
  /// - Throws: ``DatasetError`` where nothing in it may be an image.
  public func contents(goesOn: Bool = false) throws(DatasetError) -> FolderContents {
    let scan = try scan(goesOn: goesOn)
    return FolderContents(images: scan.images, rejected: scan.rejected, others: scan.others)
  }

  /// Decodes images as they are in their files, not yet fitted to a size, on several threads at once.
  ///
  /// - Parameters:
  ///   - images: Paths from the folder.
  ///   - pool: The threads that decode.
  ///   - take: Gets each image with its place among `images`, on any thread.
  /// - Returns: For each image why it cannot be used; nil where it can. A file that the system does not give is one of
  ///   them; ``load(_:)`` ends there.
  public func decode(
    _ images: [String], pool: ThreadPool, _ take: @Sendable (Int, PixelImage) throws(MediaError) -> Void
  ) -> [RejectedFile?] {
    let errors = FolderDecoder(folder: path, formats: formats).decode(images, pool: pool, take)
    return zip(images, errors).map { path, error in error.map { RejectedFile(file: path, reason: $0.words) } }
  }

  /// The error for a folder in which no file can be used.
  public func unusable(_ rejected: [RejectedFile]) -> DatasetError { nothingUsable(rejected) }

  /// The classes that images are of by their paths, as ``load(_:)`` finds them: names in order, and the class of each
  /// image; nil where there are none.
  public func classes(of images: [String]) -> (names: [String], labels: [Int])? { ImageScan.labels(images) }
}
