import ArtTensor
public import ArtData
import ArtGAN
import ArtSettings
import Synchronization

/// The pictures of a run, read or drawn when they are first asked for, and once.
public final class DatasetLoader: Sendable {
  /// Where the pictures come from, and how they are used.
  public let specification: DatasetSpecification
  private let request: DatasetRequest
  private let observer: PipelineObserver
  private let loaded = Mutex<Dataset?>(nil)

  init(_ specification: DatasetSpecification, plan: Plan, threads: Int, observer: @escaping PipelineObserver) {
    self.specification = specification
    self.observer = observer
    let shape = plan.model?.pictureShape
    request = DatasetRequest(
      height: shape?[0], width: shape?[1], channels: shape?[2], seed: plan.document.seed, threads: threads)
  }

  /// The pictures. What could not be used is told when they are loaded.
  ///
  /// - Throws: `DatasetError` where there is no usable picture.
  public func dataset() throws -> Dataset {
    try loaded.withLock { loaded in
      if let loaded { return loaded }
      let dataset = try specification.source.load(request)
      observer(.note(Self.summary(dataset)))
      for warning in Self.warnings(dataset) { observer(.warning(warning)) }
      loaded = dataset
      return dataset
    }
  }

  /// What the manifest says of the pictures; nil where they were not needed.
  func record() -> Manifest.DatasetRecord? {
    loaded.withLock { $0 }.map { dataset in
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

  private static func warnings(_ dataset: Dataset) -> [String] {
    let most = 10
    var lines = dataset.rejected.prefix(most).map { "not used: \($0)" }
    if dataset.rejected.count > most {
      lines.append("not used: \(dataset.rejected.count - most) more files; manifest.json lists them all")
    }
    return lines
  }
}
