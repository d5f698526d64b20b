import ArtFiles
import ArtGraph
import ArtInspection
import ArtPipeline
import ArtSettings

/// The run folders of one folder of images: `runs/shells`, `runs/shells-2`, …
struct FolderRuns {
  let images: NamedImages
  /// The first of them.
  private let base: String
  let minutes: Double
  let seed: UInt64

  /// - Parameter base: The first of the run folders.
  /// - Throws: `FileError` for an empty path.
  init(images: NamedImages, base: String, minutes: Double, seed: UInt64) throws {
    try RunFolder(base).checkPath()
    self.images = images
    self.minutes = minutes
    self.seed = seed
    // Of a place such as "." the name is needed, to give it a number.
    let isNamed = !["", ".", ".."].contains(Paths.split(base).name)
    self.base = isNamed ? base : Paths.realPath(ofNew: Paths.resolve(base))
  }

  /// A run folder and the document in it.
  struct Place {
    let folder: RunFolder

    var name: String { StarterDocument.name(for: folder.path) }
    var documentName: String { "\(name).yaml" }
    var document: String { folder.path(of: documentName) }
  }

  enum Next {
    /// An unfinished run of the same images, minutes and seed, with the document as it is now.
    case goesOn(Plan, Place)
    /// And why an earlier run could not be gone on with, where its document has mistakes.
    case begins(Place, mistakes: [String])
  }

  /// The run that the command goes on with, or where a new one begins.
  ///
  /// - Throws: `PipelineError` where another process is busy with the run.
  func next(on device: any Device) throws -> Next {
    var free: Place?
    var mistakes: [String] = []
    for number in 1...Self.most {
      let place = Place(folder: RunFolder(number == 1 ? base : "\(base)-\(number)"))
      guard let info = FileInfo(ofLink: place.folder.path) else {
        // Numbers are given in order: behind the first that is free there are none.
        return .begins(free ?? place, mistakes: mistakes)
      }
      guard info.kind == .folder else { continue }
      if try Listing.names(in: place.folder.path).isEmpty {
        free = free ?? place
      } else if FileInfo(place.document)?.kind == .file {
        let plan: Plan
        do throws(Problems) {
          plan = try Planner(images.toolbox).plan(file: place.document)
        } catch {
          mistakes.append(
            "\(place.folder.path) is passed over, since its document has a mistake: \(error.problems.first?.description ?? "")"
          )
          continue
        }
        if try isUnfinished(plan, place, on: device) { return .goesOn(plan, place) }
      }
    }
    throw PipelineError(
      .cannotWrite, "\(base): there are \(Self.most) runs of this name already; give --output another folder")
  }

  private static let most = 10_000

  /// Whether this command began a run that has not come to its end.
  private func isUnfinished(_ plan: Plan, _ place: Place, on device: any Device) throws -> Bool {
    guard isSame(plan, place) else { return false }
    let prospects = try Runner(plan, in: place.folder, device: device).prospects()
    // Stages that write nothing run each time.
    let isFinished = zip(plan.stages, prospects).allSatisfy { $1 == .unchanged || !$0.stage.isCached }
    // A training that would begin anew is an earlier run's, which stays.
    let isOther = prospects.contains { if case .beginsAnew = $0 { true } else { false } }
    return !isFinished && !isOther
  }

  /// Whether a document asks for what the command asks for. The rest of it may have been changed since.
  private func isSame(_ plan: Plan, _ place: Place) -> Bool {
    let document = plan.document.value
    let set = document["dataset"]
    let pairs = set?["input"]?.string.map { Paths.split($0).folder }
    guard let path = set?["path"]?.string ?? pairs, plan.document.seed == seed else { return false }
    let written = Paths.realPath(ofNew: Paths.resolve(path, from: place.folder.path))
    let length = document["stages"]?.array?.first { $0["kind"]?.string == "train" }?["minutes"]?.number
    return written.utf8.elementsEqual(Paths.realPath(ofNew: Paths.resolve(images.path)).utf8)
      && length == SettingNumber(minutes)
  }
}
