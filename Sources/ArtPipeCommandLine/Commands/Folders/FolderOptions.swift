import ArgumentParser
import ArtData
import ArtFiles
import ArtInspection
import ArtPipeline
import ArtSettings
import ArtTensor

/// What the commands that take a folder of images have in common.
struct FolderOptions: ParsableArguments {
  @Option(help: "How long to train, in minutes; 30 by default, and 10 with 'train'.")
  var minutes: Double?
  @OptionGroup var models: ModelOptions
  @OptionGroup var threads: ThreadOptions

  func validate() throws {
    if let minutes, !(minutes > 0 && minutes <= 1_000_000) {
      throw ValidationError("--minutes: expected a number above 0, found \(minutes)")
    }
  }
}

/// A folder of images that was named on the command line, or files in a form that is recognized, such as IDX.
struct NamedImages {
  let path: String
  let source: any DatasetSource
  let toolbox: Toolbox

  /// - Throws: `Problems` where there is nothing of this name.
  init(_ path: String, _ toolbox: Toolbox) throws {
    let place = SourceLocation(option: path)
    let log = ProblemLog()
    let value = SettingValue(.object([.init("path", at: place, SettingValue(path).placed(at: place))]), at: place)
    let found = toolbox.datasets.read(value, path: "", in: toolbox.environment, log: log)
    // The path stands before each problem already.
    if !log.isEmpty { throw Problems(log.problems.map { Problem($0.code, $0.message, suggestion: $0.suggestion) }) }
    guard let found else { throw Problems([Problem(.file, "there is nothing that can be read at '\(path)'")]) }
    self.path = path
    source = found.source
    self.toolbox = toolbox
  }

  func inspection(pool: ThreadPool) throws -> Inspection { try Inspection(path, source, pool: pool) }

  func advice(_ inspection: Inspection, minutes: Double) throws -> TrainingAdvice {
    let offer = ModelOffer(
      models: toolbox.models, environment: toolbox.environment, weights: ShippedFiles.names(.weights))
    return try TrainingAdvice(inspection, offer, minutes: minutes)
  }

  /// The document that the advice makes.
  ///
  /// - Parameter file: Where it will lie.
  func document(
    _ inspection: Inspection, _ advice: TrainingAdvice, name: String, file: String, seed: UInt64
  ) -> StarterDocument {
    StarterDocument(
      advice, for: inspection, name: name, in: Paths.split(file).folder, seed: seed, program: Program.current.name,
      file: file)
  }

  /// Checks that what is written into a folder would not be taken for an image.
  func checkWriting(into folder: String) throws {
    guard source.takesImages(from: folder) else { return }
    throw PipelineError(
      .cannotWrite,
      "\(folder): this lies in the folder of the images, where nothing is written; give --output a folder outside of it, or "
        + "go to another folder")
  }
}
