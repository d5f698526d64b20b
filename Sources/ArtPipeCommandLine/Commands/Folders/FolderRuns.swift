import ArtFiles
import ArtGraph
import ArtInspection
import ArtPipeline
import ArtSettings

/// The run folders of one folder of images: `runs/shells`, `runs/shells-2`, …
struct FolderRuns {
  let images: NamedImages
  /// The first of them.
  let base: String
  let minutes: Double
  let seed: UInt64

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
    case begins(Place)
  }

  /// The run that the command goes on with, or where a new one begins.
  ///
  /// - Throws: `PipelineError` where another process is busy with the run.
  func next(on device: any Device) throws -> Next {
    var free: Place?
    for number in 1...Self.most {
      let place = Place(folder: RunFolder(number == 1 ? base : "\(base)-\(number)"))
      guard let info = FileInfo(ofLink: place.folder.path) else {
        // Numbers are given in order: behind the first that is free there are none.
        return .begins(free ?? place)
      }
      guard info.kind == .folder else { continue }
      if try Listing.names(in: place.folder.path).isEmpty {
        free = free ?? place
      } else if let plan = try unfinished(place, on: device) {
        return .goesOn(plan, place)
      }
    }
    throw PipelineError(
      .cannotWrite, "\(base): there are \(Self.most) runs of this name already; give --output another folder")
  }

  private static let most = 10_000

  /// The plan of a run that this command began and that has not come to its end; nil for all others.
  private func unfinished(_ place: Place, on device: any Device) throws -> Plan? {
    guard FileInfo(place.document)?.kind == .file,
      let plan = try? Planner(images.toolbox).plan(file: place.document), isSame(plan, place)
    else { return nil }
    let prospects = try Runner(plan, in: place.folder, device: device).prospects()
    // Stages that write nothing run each time.
    let isFinished = zip(plan.stages, prospects).allSatisfy { $1 == .unchanged || !type(of: $0.stage).isCached }
    // A training that would begin anew is an earlier run's, which stays.
    let isOther = prospects.contains { if case .beginsAnew = $0 { true } else { false } }
    return isFinished || isOther ? nil : plan
  }

  /// Whether a document asks for what the command asks for. The rest of it may have been changed since.
  private func isSame(_ plan: Plan, _ place: Place) -> Bool {
    let document = plan.document.value
    guard let path = document["dataset"]?["path"]?.string, plan.document.seed == seed else { return false }
    let written = Paths.realPath(ofNew: Paths.resolve(path, from: place.folder.path))
    let length = document["stages"]?.array?.first { $0["kind"]?.string == "train" }?["minutes"]?.number
    return written.utf8.elementsEqual(Paths.realPath(ofNew: Paths.resolve(images.path)).utf8)
      && length == SettingNumber(minutes)
  }
}
