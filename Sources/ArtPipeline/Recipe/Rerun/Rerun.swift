public import ArtFiles
import ArtGAN
public import ArtGraph
import ArtNN
import ArtSettings

/// Makes a file again from the recipe that it carries. A recipe is a stranger's: it is checked as any document, reads only
/// what the user allows, and nothing is written but the new file and a folder that is gone when that is done.
public struct Rerun: Sendable {
  /// What the user wants.
  public struct Request: Sendable {
    /// The file to make again.
    public var file: String
    /// Where the document is taken to lie.
    public var folder: String
    /// The model to take, whatever the document says; nil to look for the one that the recipe tells of.
    public var model: String?
    /// Whether a model that the document trains is trained again, though it may still be there.
    public var trains: Bool
    /// What the document may read.
    public var access: ReadAccess
    /// Files and folders where what the document names is looked for, where it is not at its place.
    public var places: [String]

    public init(
      file: String, documentIn folder: String = ".", model: String? = nil, trains: Bool = false, access: ReadAccess,
      places: [String] = []
    ) {
      self.file = file
      self.folder = folder
      self.model = model
      self.trains = trains
      self.access = access
      self.places = places
    }
  }

  public let recipe: Recipe
  /// What is worth knowing before it begins: which model is taken, and where it was looked for.
  public let notes: [String]
  /// What is known to be other than it was, each as a sentence.
  let changes: [String]
  /// The stages that the file depends on.
  let plan: Plan
  let file: String
  let reader: RecipeReader

  /// Plans the work.
  ///
  /// - Throws: ``PipelineError`` where there is no recipe or the model is another; `Problems` of the document, such as a
  ///   path that it may not read.
  public init(_ request: Request, tools: Toolbox) throws {
    file = request.file
    reader = RecipeReader(tools)
    recipe = try reader.recipe(of: request.file, documentIn: request.folder)
    var document = try RerunDocument(recipe, registry: tools.stages)
    var notes: [String] = []
    var looked: [String] = []
    if let model = request.model {
      document.take(model: try Self.checked(model, recipe, document, tools))
    } else if !(request.trains && document.isTrained) {
      let search = ModelSearch(
        recipe: recipe, document: document, file: request.file, folder: request.folder, access: request.access,
        components: tools.components)
      switch search.run() {
      case .file(let found):
        document.take(model: found)
        notes.append("the model is \(found): it has the hash that the recipe tells")
      case .shipped(let found):
        document.take(model: found)
        notes.append("the model is \(found), which comes with artpipe")
      case .nothing(let places):
        looked = places
        if document.isTrained, !places.isEmpty {
          notes.append(
            "the model is trained again: none with the hash that the recipe tells is at \(places.joined(separator: ", "))"
          )
        }
      }
    }
    let files = RecipeFiles(recipe, below: request.places, request.access)
    do throws(Problems) {
      var plan = try Planner(tools, access: request.access, lookup: files.lookup).plan(document.value).onlyLast
      if plan.dataset != nil, case let missing = files.missing(["dataset", "reference"]), !missing.isEmpty {
        throw Problems(missing)
      }
      plan.remade = recipe
      self.plan = plan
    } catch {
      throw Self.explained(error, files, file: request.file, looked: looked)
    }
    changes = try files.changes(in: plan) + Self.modelChange(document, recipe)
    self.notes = notes + files.notes + changes
  }

  /// A model may have the generator of the recipe's, and be another elsewhere, as in its discriminator.
  private static func modelChange(_ document: RerunDocument, _ recipe: Recipe) -> [String] {
    guard let (told, file) = document.taken, let hash = try? SHA256.hash(file: file).hash,
      let old = recipe.files?.first(where: { $0.path == told })?.sha256, old != hash
    else { return [] }
    return ["\(file) has the generator that the recipe tells, and is not the same file"]
  }

  /// The model that the user names, if it is the recipe's.
  private static func checked(
    _ path: String, _ recipe: Recipe, _ document: RerunDocument, _ tools: Toolbox
  ) throws -> String {
    guard document.modelStage != nil else {
      throw PipelineError(.data, "--model \(path): the file was made without a model; leave --model out")
    }
    let place = FileInfo(path) == nil ? ShippedFiles.path(named: path, .weights) ?? path : path
    guard let file = LoadStage.modelFile(at: place) else {
      throw PipelineError(.missingInput, "--model \(path): there is no model of this name, or more than one")
    }
    let hash = try Checkpoint(readingFrom: file, components: tools.components, weightsOnly: true).generatorHash()
    guard let wanted = recipe.model, wanted != hash else { return file }
    throw PipelineError(
      .data,
      "--model \(path): the file was made with another model: the recipe tells of one with the hash \(wanted), and this "
        + "one's is \(hash)")
  }

  /// Says of which file the recipe is, and where what is missing was looked for.
  private static func explained(
    _ problems: Problems, _ files: RecipeFiles, file: String, looked: [String]
  ) -> Problems {
    var told = problems.problems.map { problem in
      guard problem.location?.isOption != true, problem.location != nil else { return problem }
      return Problem(
        problem.code, problem.message, at: SourceLocation(file: "the recipe of \(file)"), path: problem.path,
        suggestion: problem.suggestion)
    }
    guard problems.problems.contains(where: { [.file, .access].contains($0.code) }) else { return Problems(told) }
    if !looked.isEmpty {
      told.append(
        Problem(
          .file,
          "no model with the hash that the recipe tells was found; looked at \(looked.joined(separator: ", ")); --model "
            + "names another place"))
    }
    let settings = problems.problems.map(\.path).filter { !$0.isEmpty }
    return Problems(told + files.missing(settings).filter { !told.contains($0) })
  }

  /// Says what the work would take that the machine does not have.
  ///
  /// - Throws: `Problems`.
  public func check(on device: any Device, for output: String) throws {
    try plan.check(plan.demand(on: device), for: RunFolder(Paths.split(output).folder))
  }
}

extension Plan {
  /// The last stage and those that it depends on.
  var onlyLast: Plan {
    var kept: [Int] = []
    var next = stages.indices.last
    while let index = next {
      kept.insert(index, at: 0)
      next = stages[index].input
    }
    let places = Dictionary(uniqueKeysWithValues: kept.enumerated().map { ($1, $0) })
    let chain = kept.map { index in
      let stage = stages[index]
      return PlannedStage(
        id: stage.id, stage: stage.stage, input: stage.input.flatMap { places[$0] }, settings: stage.settings,
        files: stage.files)
    }
    return Plan(
      document: document, model: model, dataset: dataset, reference: reference, stages: chain, components: components,
      paths: paths, remade: remade)
  }
}
