import ArtFiles
import ArtGAN
public import ArtGraph
import ArtSettings

extension Rerun {
  /// Runs the stages in a folder of their own beside the output, and puts the file there. The folder is gone then; a run
  /// that was stopped leaves it, and goes on from it.
  ///
  /// - Parameters:
  ///   - output: The file to write; nothing may be there.
  ///   - device: Runs the programs.
  ///   - stop: The way to ask it to stop.
  ///   - observer: Hears of what happens, but not of files.
  /// - Returns: What the new file is beside the old one.
  /// - Throws: ``PipelineError``.
  public func run(
    to output: String, device: any Device, stop: StopRequest, observer: @escaping PipelineObserver
  ) throws(PipelineError) -> RerunOutcome {
    do {
      let (folder, name) = Paths.split(output)
      let target = RunFolder(folder, typed: name)
      try target.checkReplaceable(name)
      guard FileInfo(ofLink: output) == nil else { throw Self.isThere(output) }
      let data = try compareData(device, stop: stop, observer: observer)
      if plan.stages.last.map({ type(of: $0.stage).isCached }) ?? false {
        try runStages(to: output, device: device, stop: stop, observer: observer)
      } else {
        try writeTensor(to: output, device: device, stop: stop, observer: observer)
      }
      // A checkpoint carries no recipe; that of a training is the model itself.
      var model = recipe.model
      if let made = try? reader.recipe(of: output) {
        model = made.model
      } else if recipe.trainings[recipe.stage] != nil {
        model = try? Checkpoint(readingFrom: output, components: plan.components, weightsOnly: true).generatorHash()
      }
      return RerunOutcome(
        file: file, output: output,
        difference: try FileDifference(between: file, and: output, components: plan.components), recipe: recipe,
        model: model, data: data, changes: changes)
    } catch {
      throw PipelineError(wrapping: error)
    }
  }

  /// A free name beside a file: `sheet-again.png`, `sheet-again-2.png`; in a folder above where the file's own belongs to
  /// a stage of a run.
  public static func freeOutput(for file: String) -> String {
    let ending = Paths.fileExtension(file)
    let suffix = ending.isEmpty ? "" : "." + ending
    let (folder, name) = Paths.split(file)
    let stem = name.dropLast(suffix.count)
    func isFree(_ name: String, in folder: String) -> Bool {
      (try? RunFolder(folder, typed: name).checkReplaceable(name)) != nil
    }
    var place = folder
    while !isFree("\(stem)-again\(suffix)", in: place), FileInfo(place)?.identity != FileInfo("/")?.identity {
      place = Paths.resolve("..", from: place)
    }
    let names = ["\(stem)-again\(suffix)"] + (2...10_000).lazy.map { "\(stem)-again-\($0)\(suffix)" }
    let beside = place == "." ? "" : place + "/"
    return beside + (names.first { FileInfo(ofLink: beside + $0) == nil } ?? "\(stem)-again-10001\(suffix)")
  }

  private static func isThere(_ output: String) -> PipelineError {
    PipelineError(.cannotWrite, "\(output): this file is there already; give --output another name")
  }

  /// Tells at once where the images that are learnt from are not those of the recipe.
  ///
  /// - Returns: The hash of what they follow from; nil where none are learnt from.
  private func compareData(
    _ device: any Device, stop: StopRequest, observer: @escaping PipelineObserver
  ) throws -> ContentHash? {
    guard plan.stages.contains(where: { type(of: $0.stage).usesModelAndDataset }), let dataset = plan.dataset,
      let told = recipe.data
    else { return nil }
    let loader = DatasetLoader(dataset, plan: plan, pool: device.pool, stop: stop, observer: observer)
    let hash = SHA256.hash(try loader.fingerprint().canonicalJSON)
    if hash != told {
      observer(.warning("the images to learn from are not those of the recipe: what is made will differ"))
    }
    return hash
  }

  /// A tensor of samples, as `artpipe sample` writes it.
  private func writeTensor(
    to output: String, device: any Device, stop: StopRequest, observer: @escaping PipelineObserver
  ) throws {
    let (folder, name) = Paths.split(output)
    let target = RunFolder(folder, typed: name)
    guard !plan.stages.contains(where: { type(of: $0.stage).isCostly }) else {
      throw PipelineError(.data, "\(file): the recipe is damaged: no such file is made by the stage '\(recipe.stage)'")
    }
    let run = UncachedRun(plan, device: device, stop: stop, observer: observer)
    let outcome = try run.run(in: target, name: name)
    let (artifact, texts) = (outcome.artifact, outcome.recipe)
    guard case .images(let images) = artifact else {
      throw PipelineError(.data, "\(file): the recipe is damaged: the stage '\(recipe.stage)' makes no images")
    }
    try target.create()
    try images.writeTensor(to: target.file(name), metadata: texts, by: run.execution) { try stop.check() }
  }

  private func runStages(
    to output: String, device: any Device, stop: StopRequest, observer: @escaping PipelineObserver
  ) throws {
    let work = RunFolder(output + ".run")
    let runner = Runner(plan, in: work, device: device, stop: stop) { event in
      switch event {
      case .ended(let stage, let seconds, _): observer(.ended(stage: stage, seconds: seconds, files: []))
      case .unchanged(let stage, _): observer(.unchanged(stage: stage, files: []))
      default: observer(event)
      }
    }
    _ = try runner.run()
    let made = Manifest.read(in: work)?.stages ?? []
    let name = try chosen(among: made.first { $0.id == recipe.stage }?.outputs ?? [])
    guard FileInfo(ofLink: output) == nil else { throw Self.isThere(output) }
    let reader = try work.reader(name)
    let writer = try FileWriter(.typed(output))
    for start in stride(from: 0, to: reader.size, by: 1 << 20) {
      try writer.append(try reader.bytes(start..<min(start + 1 << 20, reader.size)))
    }
    try writer.commit()
    try clear(work, made.flatMap { $0.outputs.map(\.file) })
  }

  /// Which of the stage's files is the wanted one: the only one, that of the recipe's name, or that of the same bytes.
  private func chosen(among outputs: [Manifest.FileRecord]) throws -> String {
    let ending = Paths.fileExtension(file)
    let alike = outputs.filter { Paths.fileExtension($0.file) == ending }
    if alike.count == 1 { return alike[0].file }
    // The training that is run ends with the model, whichever of the first one's files it is in.
    let last = "\(recipe.stage)/\(ModelPlace.last)"
    if recipe.trainings[recipe.stage] != nil, alike.contains(where: { $0.file == last }) { return last }
    let wanted = recipe.file ?? Paths.split(file).name
    let named = alike.first { "/\($0.file)".utf8.suffix(wanted.utf8.count + 1).elementsEqual("/\(wanted)".utf8) }
    if let named { return named.file }
    let hash = try SHA256.hash(file: file).hash
    if let same = alike.first(where: { $0.sha256 == hash }) { return same.file }
    throw PipelineError(
      .data,
      alike.isEmpty
        ? "\(file): the stage '\(recipe.stage)' makes no .\(ending) file"
        : "\(file): the stage '\(recipe.stage)' makes \(Counted.text(alike.count, "file")), and the recipe does not tell "
          + "which of them this is; give the file the name that it was made with")
  }

  /// Removes what the run wrote, and the folder where nothing else is in it.
  private func clear(_ work: RunFolder, _ outputs: [String]) throws {
    // A training's times are no result.
    let others = try plan.stages.flatMap { stage in
      try work.files(below: stage.id).filter { stage.stage.isOwnFile($0, id: stage.id) }
    }
    let files = outputs + others
    for file in files + [Manifest.fileName, RunLock.fileName] { try work.remove(file) }
    for name in Set(files.map { Paths.split($0).folder }).union([".tmp"]) where name != "." {
      try work.removeEmptyFolders(name)
    }
    let (folder, name) = Paths.split(work.path)
    let parent = RunFolder(folder)
    if try parent.names(in: name).isEmpty { try parent.remove(name) }
  }
}
