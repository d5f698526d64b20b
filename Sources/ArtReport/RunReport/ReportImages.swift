import ArtFiles
import ArtPipeline
import ArtSettings

/// The images and videos that a run's stages made, and the bytes of those that go into its page.
struct ReportImages {
  /// A file of the page, under the id by which its script and markup find it.
  struct Blob {
    let id: String
    let type: String
    let bytes: [UInt8]
  }

  /// A sheet of the training that can be read.
  struct Sheet {
    let step: Int
    let file: String
    let bytes: Int
  }

  /// Of one stage, so many images are enough.
  private static let mostImages = 48
  /// An image of the first screen is part of the markup, so it must not be large.
  private static let largestFirst = 600_000

  private let run: ReportedRun
  private(set) var all: [ReportData.Image] = []
  private(set) var nearest: ReportData.Image?
  private(set) var blobs: [Blob] = []
  /// The image of the first screen with its bytes.
  private(set) var first: (image: ReportData.Image, bytes: [UInt8])?
  let sheets: [Sheet]

  /// - Parameter areTranslations: Whether the sheets of the training, and of `evaluate`, show inputs and targets as well,
  ///   which are the maker's own images.
  init(_ run: ReportedRun, areTranslations: Bool) {
    self.run = run
    sheets = run.isShared && areTranslations ? [] : Self.sheets(of: run)
    if run.isShared, areTranslations, run.training != nil {
      run.tell("The sheets of the training show inputs and targets, and are left out")
    }
    for stage in run.stages { add(stage) }
    addNearest()
    takeFirst()
  }

  // MARK: Files

  /// Reads an image or video of the run. Where that fails the page says so.
  func read(_ file: String) -> (media: Media, bytes: [UInt8])? {
    guard run.folder.exists(file) else {
      run.tell(file, "is missing; it is left out")
      return nil
    }
    let size = run.folder.size(of: file)
    guard size <= ReportPage.limit else {
      run.tell(file, "has \(ByteCount.text(Double(size))) and is left out: a page has at most 25 MB")
      return nil
    }
    let bytes: [UInt8]
    do {
      bytes = try run.folder.contents(of: file, limit: ReportPage.limit)
    } catch {
      run.tell(file, "cannot be read (\(run.isShared ? error.code.rawValue : error.reason)); it is left out")
      return nil
    }
    guard let media = Media(bytes), let shown = run.isShared ? Media.withoutTexts(bytes) : bytes else {
      run.tell(file, "is damaged; it is left out")
      return nil
    }
    return (media, shown)
  }

  /// The sheets whose beginning and end are there; their middle is read when they are shown.
  private static func sheets(of run: ReportedRun) -> [Sheet] {
    (run.training?.sheets(in: run.folder) ?? []).compactMap { step, file in
      guard let reader = try? run.folder.reader(file), reader.size > 40,
        let start = try? reader.bytes(0..<24), let end = try? reader.bytes(reader.size - 12..<reader.size),
        start.has("IHDR", at: 12), end.has("IEND", at: 4)
      else {
        run.tell(file, "is damaged; it is left out")
        return nil
      }
      return Sheet(step: step, file: file, bytes: reader.size)
    }
  }

  // MARK: Images and videos

  private struct Words {
    let title: String
    let caption: String
    var isOfTraining = false
  }

  private static let words = [
    "sheet": Words(title: "Sheet", caption: "Images that the model made, on one sheet."),
    "video": Words(title: "Video", caption: "Images of the model that turn into each other."),
    "images": Words(title: "Images", caption: "Images that the model made."),
    "translate": Words(title: "Translation", caption: "Made of another image by the model."),
    "preview": Words(
      title: "Training images", caption: "Training images beside what the model sees of them after augmentation.",
      isOfTraining: true),
  ]

  private mutating func add(_ stage: Manifest.StageRecord) {
    let words =
      Self.words[stage.kind]
      ?? Words(title: stage.kind.capitalizedFirst, caption: "Made by the stage “\(stage.id)”.")
    guard !["train", "evaluate"].contains(stage.kind), !(run.isShared && words.isOfTraining) else { return }
    let files = stage.outputs.map(\.file).filter { Media.endings.contains(Paths.fileExtension($0)) }
    for (index, file) in files.prefix(Self.mostImages).enumerated() {
      let title = files.count > 1 ? "\(words.title) \(index + 1)" : words.title
      guard
        var image = self.image(
          "image-\(all.count + 1)", file, Words(title: title, caption: words.caption),
          isOfTraining: words.isOfTraining)
      else { continue }
      (image.stage, image.kind) = (stage.id, stage.kind)
      all.append(image)
    }
    if files.count > Self.mostImages {
      run.tell("Of the \(files.count) images of “\(stage.id)” the first \(Self.mostImages) are shown")
    }
  }

  /// The sheet of an evaluation; there is one of them.
  private static let evaluationSheets = [
    "nearest.png": Words(
      title: "Nearest training images",
      caption: "Pairs: a generated image on the left, the training image nearest to it on the right.",
      isOfTraining: true),
    "translations.png": Words(
      title: "Translations",
      caption: "From left to right: an input, what the model makes of it, its target where there is one.",
      isOfTraining: true),
  ]

  private mutating func addNearest() {
    guard !run.isShared, let outputs = run.stages.last(where: { $0.kind == "evaluate" })?.outputs else { return }
    for (name, words) in Self.evaluationSheets {
      guard let file = outputs.last(where: { Paths.split($0.file).name == name })?.file else { continue }
      nearest = image("nearest", file, words, isOfTraining: true)
    }
  }

  private mutating func image(_ id: String, _ file: String, _ words: Words, isOfTraining: Bool) -> ReportData.Image? {
    guard let (media, bytes) = read(file) else { return nil }
    blobs.append(Blob(id: id, type: media.type, bytes: bytes))
    return ReportData.Image(
      blob: id, type: media.type, title: words.title, caption: words.caption, alt: words.caption, bytes: bytes.count,
      width: media.width, height: media.height, file: run.isShared ? nil : file, training: isOfTraining)
  }

  /// Takes the image of the first screen out of the others: a final sheet, or the last one of the training.
  private mutating func takeFirst() {
    if let index = all.firstIndex(where: {
      $0.kind == "sheet" && $0.bytes <= Self.largestFirst && $0.type.hasPrefix("image/") && $0.width != nil
    }), let place = blobs.firstIndex(where: { $0.id == all[index].blob }) {
      var image = all.remove(at: index)
      (image.blob, image.alt) = (nil, "A sheet of images that the model made")
      first = (image, blobs.remove(at: place).bytes)
    } else if let sheet = sheets.last, sheet.bytes <= Self.largestFirst, let (media, bytes) = read(sheet.file) {
      let words = "Images after step \(Counted.text(sheet.step)), the last sheet of the training."
      let image = ReportData.Image(
        type: media.type, title: "Last sheet", caption: words, alt: words, bytes: bytes.count, width: media.width,
        height: media.height, training: false)
      first = (image, bytes)
    }
  }

  // MARK: Room

  /// What the files take in the page without the sheets.
  var size: Int { blobs.reduce(0) { $0 + HTML.size(ofBytes: $1.bytes.count) } }

  /// Leaves the largest file out, and says so.
  ///
  /// - Returns: Whether there was one.
  mutating func leaveOutLargest() -> Bool {
    guard let largest = blobs.max(by: { ($0.bytes.count, $1.id) < ($1.bytes.count, $0.id) }) else { return false }
    let found = all.first { $0.blob == largest.id }
    let what =
      found.map { "\($0.title) of “\($0.stage ?? "")”" } ?? nearest.map { "The sheet “\($0.title)”" } ?? "A sheet"
    run.tell("\(what) has \(ByteCount.text(Double(largest.bytes.count))) and is left out: a page has at most 25 MB")
    blobs.removeAll { $0.id == largest.id }
    all.removeAll { $0.blob == largest.id }
    if nearest?.blob == largest.id { nearest = nil }
    return true
  }

  mutating func add(_ blob: Blob) { blobs.append(blob) }
}
