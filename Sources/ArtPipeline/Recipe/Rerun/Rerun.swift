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

    public init(
      file: String, documentIn folder: String = ".", model: String? = nil, trains: Bool = false, access: ReadAccess
    ) {
      self.file = file
      self.folder = folder
      self.model = model
      self.trains = trains
      self.access = access
    }
  }

  public let recipe: Recipe
  /// What is worth knowing before it begins: which model is taken, and where it was looked for.
  public let notes: [String]
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
    self.notes = notes
    var plan: Plan
    do throws(Problems) {
      plan = try Planner(tools, access: request.access).plan(document.value)
    } catch {
      throw Self.explained(error, looked: looked)
    }
    plan = plan.onlyLast
    plan.remade = recipe
    self.plan = plan
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

  /// Says of a model that is missing where it was looked for.
  private static func explained(_ problems: Problems, looked: [String]) -> Problems {
    guard !looked.isEmpty, problems.problems.contains(where: { [.file, .access].contains($0.code) }) else {
      return problems
    }
    return Problems(
      problems.problems + [
        Problem(
          .file,
          "no model with the hash that the recipe tells was found; looked at \(looked.joined(separator: ", ")); --model "
            + "names another place")
      ])
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
        id: stage.id, stage: stage.stage, input: stage.input.flatMap { places[$0] }, settings: stage.settings)
    }
    return Plan(
      document: document, model: model, dataset: dataset, reference: reference, stages: chain, components: components,
      remade: remade)
  }
}
