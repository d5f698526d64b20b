public import ArtData
import ArtFiles
import ArtMedia
import ArtSettings
public import ArtTensor

extension Inspection {
  /// Reads all images of a set and looks at them.
  ///
  /// - Parameters:
  ///   - path: The path that a person gave.
  ///   - source: Its reader.
  ///   - pool: The threads that decode; the result does not depend on their number.
  /// - Throws: `DatasetError` where there is no usable image.
  public init(_ path: String, _ source: any DatasetSource, pool: ThreadPool) throws(DatasetError) {
    if let folder = source as? FolderSource {
      try self.init(path, folder, pool: pool)
    } else {
      try self.init(path, source.load(DatasetRequest(pool: pool)), kind: type(of: source).kind, pool: pool)
    }
  }

  private init(_ path: String, _ folder: FolderSource, pool: ThreadPool) throws(DatasetError) {
    // What cannot be read now is reported like what is damaged.
    let contents = try folder.contents(goesOn: true)
    var found = [InspectedImage?](repeating: nil, count: contents.images.count)
    let failures = found.withUnsafeMutableBufferPointer { found in
      // Each image is written to its own place.
      nonisolated(unsafe) let found = found
      return folder.decode(contents.images, pool: pool) { number, image throws(MediaError) in
        found[number] = try InspectedImage(image, name: contents.images[number])
      }
    }
    let rejected = contents.rejected + failures.compactMap(\.self)
    let images = zip(found, failures).compactMap { image, failure in failure == nil ? image : nil }
    guard !images.isEmpty else { throw folder.unusable(rejected) }
    let classes = folder.classes(of: images.map(\.name))
    self.init(
      path: path, kind: FolderSource.kind, images: images, rejected: rejected, others: contents.others,
      classes: Self.counts(classes?.names ?? [], classes?.labels ?? []))
  }

  private init(_ path: String, _ dataset: Dataset, kind: String, pool: ThreadPool) throws(DatasetError) {
    var found = [InspectedImage?](repeating: nil, count: dataset.count)
    found.withUnsafeMutableBufferPointer { found in
      // Each image is written to its own place.
      nonisolated(unsafe) let found = found
      pool.parallel(dataset.count) { number in
        found[number] = try? InspectedImage(dataset.image(number), name: "image \(Counted.text(number + 1))")
      }
    }
    let images = found.compactMap(\.self)
    guard images.count == dataset.count else {
      throw DatasetError(.invalidArgument, file: path, "there is not enough memory to look at the images")
    }
    self.init(
      path: path, kind: kind, images: images, rejected: dataset.rejected, others: dataset.others,
      classes: Self.counts(dataset.classNames, dataset.labels ?? []))
  }

  private static func counts(_ names: [String], _ labels: [Int]) -> [ClassCount] {
    var counts = [Int](repeating: 0, count: names.count)
    for label in labels { counts[label] += 1 }
    return zip(names, counts).map { ClassCount(name: $0, count: $1) }
  }
}
