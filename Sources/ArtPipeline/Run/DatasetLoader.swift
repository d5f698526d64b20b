public import ArtData
import ArtFiles
public import ArtGAN
import ArtSettings
public import ArtTensor
import Synchronization

/// Images of a run, read or drawn when they are first asked for, and once for each size.
public final class DatasetLoader: Sendable {
  /// Where the images come from, and how they are used.
  public let specification: DatasetSpecification
  private let usual: ImageForm
  private let seed: UInt64
  private let pool: ThreadPool
  private let stop: StopRequest
  private let observer: PipelineObserver
  private let loaded = Mutex<[(form: ImageForm, dataset: Dataset)]>([])
  private let fingerprints = Mutex<[ImageForm: SettingValue]>([:])
  private let clustered = Mutex<[Int: Dataset]>([:])
  /// The stage that uses the images at present, for its progress.
  private let stage = Mutex("")

  init(
    _ specification: DatasetSpecification, plan: Plan, pool: ThreadPool, stop: StopRequest,
    observer: @escaping PipelineObserver
  ) {
    self.specification = specification
    self.pool = pool
    self.stop = stop
    self.observer = observer
    usual = plan.model.map { ImageForm($0) } ?? ImageForm()
    seed = plan.document.seed
  }

  /// The images. What could not be used is told when they are loaded.
  ///
  /// - Parameter form: What the images shall be like; nil for what the document's model takes, or the set's own form
  ///   where it names none.
  /// - Throws: `DatasetError` where there is no usable image.
  public func dataset(_ form: ImageForm? = nil) throws -> Dataset {
    let form = form ?? usual
    return try loaded.withLock { loaded in
      if let known = loaded.first(where: { $0.form == form }) { return known.dataset }
      let (source, progress) = (specification.source, ReadingProgress())
      let request = request(form, progress)
      let dataset = try stop.waiting(looking: { tell(progress, "reading images") }) { try source.load(request) }
      observer(.note(Self.summary(dataset)))
      let rejected = Self.notUsed(dataset.rejected, rest: "; manifest.json lists them all")
      for warning in rejected + Self.warnings(dataset) { observer(.warning(warning)) }
      loaded.append((form, dataset))
      return dataset
    }
  }

  private func request(_ form: ImageForm, _ progress: ReadingProgress) -> DatasetRequest {
    DatasetRequest(
      height: form.height, width: form.width, channels: form.channels, inputChannels: form.inputChannels, seed: seed,
      pool: pool, progress: progress)
  }

  /// Notes which stage uses the images from now on.
  func isUsed(by id: String) { stage.withLock { $0 = id } }

  private func tell(_ progress: ReadingProgress, _ doing: String) {
    guard let now = progress.now else { return }
    observer(
      .progress(
        StageProgress(
          stage: stage.withLock(\.self), done: now.done, total: now.total, unit: "image", doing: doing)))
  }

  /// What the images and the choice of those that are kept back follow from. None is decoded for it where the source can
  /// tell what they follow from.
  ///
  /// - Parameter form: As for ``dataset(_:)``.
  /// - Throws: `DatasetError` where there are no images.
  func fingerprint(_ form: ImageForm? = nil) throws -> SettingValue {
    let form = form ?? usual
    return try fingerprints.withLock { known in
      if let value = known[form] { return value }
      let (source, progress) = (specification.source, ReadingProgress())
      let request = request(form, progress)
      let found = try stop.waiting(looking: { tell(progress, "comparing images") }) {
        try source.fingerprint(request)
      }
      let images = try found ?? SettingValue(dataset(form).contentHash.hex)
      let value: SettingValue = [
        "kind": SettingValue(specification.kind), "images": images,
        "form": SettingValue(form.values.map { $0.map { SettingValue($0) } ?? nil }),
        "validation": SettingValue(specification.validation),
      ]
      known[form] = value
      return value
    }
  }

  /// The images as the document's model learns them, with clusters of alike ones for classes.
  ///
  /// - Parameters:
  ///   - count: How many clusters are asked for.
  ///   - pool: The threads that do the work.
  /// - Throws: `DatasetError` where there is no usable image.
  func dataset(clusters count: Int, pool: ThreadPool) throws -> Dataset {
    let dataset = try dataset()
    return try clustered.withLock { clustered in
      if let known = clustered[count] { return known }
      let found = try stop.waiting { try dataset.clustered(count, pool: pool) }
      observer(.note(Self.clusters(found, wanted: count)))
      clustered[count] = found
      return found
    }
  }

  /// What the manifest says of the images; nil where they were not needed.
  func record() -> Manifest.DatasetRecord? {
    loaded.withLock { $0.first?.dataset }.map { dataset in
      let warnings = Self.warnings(dataset)
      return Manifest.DatasetRecord(
        name: dataset.name, count: dataset.count, shape: [dataset.height, dataset.width, dataset.channels],
        hash: dataset.contentHash.hex,
        rejected: Dictionary(dataset.rejected.map { ($0.file, $0.reason) }, uniquingKeysWith: { first, _ in first }),
        warnings: warnings.isEmpty ? nil : warnings)
    }
  }

  private static func summary(_ dataset: Dataset) -> String {
    let kind = [1: "grey", 4: "transparent"][dataset.channels] ?? "colour"
    var text = "\(dataset.name): \(Counted.text(dataset.count, "\(kind) image")) of \(dataset.width)×\(dataset.height)"
    let classes = dataset.classNames.count
    if classes > 0 { text += " in \(Counted.text(classes, "class", "classes"))" }
    if let inputs = dataset.inputs {
      text +=
        inputs.isPaired
        ? ", each with its input"
        : ", and \(Counted.text(inputs.count, "input")) of \(inputs.width)×\(inputs.height) from \(inputs.name)"
    }
    return text
  }

  private static func clusters(_ dataset: Dataset, wanted: Int) -> String {
    let sizes = dataset.classCounts
    guard let most = sizes.max(), let fewest = sizes.min(), sizes.count > 1 else {
      return "the images are too few, or too much alike, for clusters: trained without classes"
    }
    let fewer = sizes.count < wanted ? " (\(wanted) were asked for, of at least 20 images each)" : ""
    return
      "trained as \(Counted.text(sizes.count)) clusters of images that look alike\(fewer), of \(Counted.text(fewest)) to "
      + "\(Counted.text(most)) images"
  }

  /// What is said of files that cannot be used, one a line, and of those beyond the first in one.
  static func notUsed(_ files: [RejectedFile], rest: String = "") -> [String] {
    let most = 10
    let lines = files.prefix(most).map { "not used: \($0)" }
    return files.count > most ? lines + ["not used: \(Counted.text(files.count - most, "more file"))\(rest)"] : lines
  }

  /// What there is to say of the images besides. No word of it names a file.
  private static func warnings(_ dataset: Dataset) -> [String] {
    var lines: [String] = []
    if dataset.channels == 4, !dataset.isTransparent {
      lines.append("no image of \(dataset.name) is transparent: \"color\": \"rgb\" learns the same with less work")
    }
    if !dataset.others.isEmpty { lines.append("not used: \(dataset.others)") }
    return lines
  }
}

/// The size and colours that images shall have; what is nil is left to the set.
public struct ImageForm: Hashable, Sendable {
  public var height: Int?
  public var width: Int?
  /// 1 for grey, 3 for colour, 4 for colour and alpha.
  public var channels: Int?
  /// The same of the images that are translated, where the model translates.
  public var inputChannels: Int?

  public init(height: Int? = nil, width: Int? = nil, channels: Int? = nil) {
    self.height = height
    self.width = width
    self.channels = channels
  }

  fileprivate var values: [Int?] { [height, width, channels] + (inputChannels == nil ? [] : [inputChannels]) }

  /// - Parameter shape: `[height, width, channels]`.
  public init(_ shape: Shape?) {
    self.init(height: shape?[0], width: shape?[1], channels: shape?[2])
  }

  /// What a model takes.
  public init(_ model: ModelDefinition) {
    self.init(model.imageShape)
    inputChannels = model.translation?.inputShape.channels
  }
}
