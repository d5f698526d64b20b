import ArtTensor
public import ArtData
import ArtGAN
import ArtSettings
import Synchronization

/// Pictures of a run, read or drawn when they are first asked for, and once for each size.
public final class DatasetLoader: Sendable {
  /// Where the pictures come from, and how they are used.
  public let specification: DatasetSpecification
  private let usual: PictureForm
  private let seed: UInt64
  private let threads: Int
  private let observer: PipelineObserver
  private let loaded = Mutex<[(form: PictureForm, dataset: Dataset)]>([])
  private let clustered = Mutex<[Int: Dataset]>([:])

  init(_ specification: DatasetSpecification, plan: Plan, threads: Int, observer: @escaping PipelineObserver) {
    self.specification = specification
    self.threads = threads
    self.observer = observer
    usual = PictureForm(plan.model?.pictureShape)
    seed = plan.document.seed
  }

  /// The pictures. What could not be used is told when they are loaded.
  ///
  /// - Parameter form: What the pictures shall be like; nil for what the document's model takes, or the set's own form
  ///   where it names none.
  /// - Throws: `DatasetError` where there is no usable picture.
  public func dataset(_ form: PictureForm? = nil) throws -> Dataset {
    let form = form ?? usual
    return try loaded.withLock { loaded in
      if let known = loaded.first(where: { $0.form == form }) { return known.dataset }
      let dataset = try specification.source.load(
        DatasetRequest(
          height: form.height, width: form.width, channels: form.channels, seed: seed, threads: threads))
      observer(.note(Self.summary(dataset)))
      for warning in Self.warnings(dataset) { observer(.warning(warning)) }
      loaded.append((form, dataset))
      return dataset
    }
  }

  /// The pictures as the document's model learns them, with clusters of alike ones for classes.
  ///
  /// - Parameters:
  ///   - count: How many clusters are asked for.
  ///   - pool: The threads that do the work.
  /// - Throws: `DatasetError` where there is no usable picture.
  func dataset(clusters count: Int, pool: ThreadPool) throws -> Dataset {
    let dataset = try dataset()
    return try clustered.withLock { clustered in
      if let known = clustered[count] { return known }
      let found = try dataset.clustered(count, pool: pool)
      observer(.note(Self.clusters(found, wanted: count)))
      clustered[count] = found
      return found
    }
  }

  /// What the manifest says of the pictures; nil where they were not needed.
  func record() -> Manifest.DatasetRecord? {
    loaded.withLock { $0.first?.dataset }.map { dataset in
      Manifest.DatasetRecord(
        name: dataset.name, count: dataset.count, shape: [dataset.height, dataset.width, dataset.channels],
        hash: dataset.contentHash.hex,
        rejected: Dictionary(dataset.rejected.map { ($0.file, $0.reason) }, uniquingKeysWith: { first, _ in first }))
    }
  }

  private static func summary(_ dataset: Dataset) -> String {
    let kind = dataset.channels == 1 ? "grey" : "colour"
    var text = "\(dataset.name): \(dataset.count) \(kind) pictures of \(dataset.width)×\(dataset.height)"
    if !dataset.classNames.isEmpty { text += " in \(dataset.classNames.count) classes" }
    return text
  }

  private static func clusters(_ dataset: Dataset, wanted: Int) -> String {
    let sizes = dataset.classCounts
    guard let most = sizes.max(), let fewest = sizes.min(), sizes.count > 1 else {
      return "too few or too much alike for clusters: learnt without"
    }
    let fewer = sizes.count < wanted ? " (\(wanted) were asked for, of at least 20 pictures each)" : ""
    return "learnt as \(sizes.count) clusters of pictures that look alike\(fewer), of \(fewest) to \(most) pictures"
  }

  private static func warnings(_ dataset: Dataset) -> [String] {
    let most = 10
    var lines = dataset.rejected.prefix(most).map { "not used: \($0)" }
    if dataset.rejected.count > most {
      lines.append("not used: \(dataset.rejected.count - most) more files; manifest.json lists them all")
    }
    return lines
  }
}
