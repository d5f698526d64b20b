import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings

/// Makes a report's data of a run.
struct ReportBuilder {
  let run: ReportedRun
  let model: ReportedModel?

  init(_ run: ReportedRun) {
    self.run = run
    model = ReportedModel.find(in: run)
  }

  /// The data, without what depends on the page's room.
  func data(_ pictures: ReportPictures) -> ReportData {
    let evaluation = ReportEvaluation(run: run, model: model, className: className).data()
    let networks = (model?.definition).map(ReportNetworks.tables) ?? []
    let warnings = warnings
    return ReportData(
      program: run.manifest.map { "artpipe \($0.artpipe)" } ?? "artpipe", name: name, share: run.isShared,
      summary: summary(evaluation, warnings: warnings.count), facts: facts(networks), warnings: warnings,
      charts: charts,
      pictures: pictures.pictures, nearest: pictures.nearest,
      evaluation: evaluation, networks: networks,
      settings: ReportSettings(manifest: run.manifest, definition: model?.definition, images: images).groups,
      recipe: run.manifest.flatMap {
        ReportRecipe(manifest: $0, tools: run.tools, hiddenClasses: hidesClasses ? classes : [])
          .data(isShared: run.isShared)
      },
      stages: stages, glossary: ReportGlossary.terms)
  }

  var name: String { run.manifest?.name ?? model?.definition.id ?? "Run" }

  // MARK: Images and classes

  private var classes: [String] { model?.definition.classes.map(\.name) ?? [] }

  /// The kind of the images that were trained on: `folder`.
  private var kindOfImages: String? { run.trainingRecord?.inputs["images"]?["kind"]?.string }

  /// Whether the images are files of somebody's, and not drawn by a kind of data set.
  private var imagesAreFiles: Bool {
    guard let dataset = run.manifest?.document["dataset"] else { return false }
    return dataset.string.map { run.tools.datasets[$0] == nil } ?? (dataset["path"] != nil)
  }

  private var hidesClasses: Bool { run.isShared && kindOfImages == "folder" }

  /// In a shared page the name of a class that was a folder's gives way to its number.
  func className(_ name: String, _ index: Int) -> String { hidesClasses ? "Class \(index + 1)" : name }

  /// `6,000 colour images of 28×28 in 10 classes`.
  private var imagesInWords: String? {
    run.manifest?.dataset.map { record in
      ReportSentences.images(record.count, shape: record.shape)
        + (classes.isEmpty ? "" : " in \(Counted.text(classes.count, "class", "classes"))")
    }
  }

  private var images: [ReportData.Item] {
    guard let record = run.manifest?.dataset, let words = imagesInWords else { return [] }
    var items: [ReportData.Item] = []
    if !run.isShared || !imagesAreFiles { items.append(.init(name: "Data set", value: record.name)) }
    items.append(.init(name: "Images", value: words))
    let inputs = run.trainingRecord?.inputs ?? [:]
    if let share = inputs["images"]?["validation"]?.number?.double, share > 0 {
      items.append(.init(name: "Held out from training", value: "\(Counted.text(100 * share)) %"))
    }
    if let augment = inputs["augment"], augment.members?.isEmpty == false {
      items.append(.init(name: "Augmentation", value: ReportSettings.text(augment)))
    }
    return items
  }

  // MARK: Training

  private var steps: Int? {
    run.trainingRecord?.training?.steps ?? run.training?.steps.last?.step ?? model?.state?.step
  }

  private var seconds: Double? { run.trainingRecord?.training?.seconds ?? model?.state?.secondsSpent }

  private var charts: [ReportChart] {
    let several = run.trainings.count > 1
    // The training that the page is about comes first, and has the names that the sheets look for.
    return run.trainings.reversed().enumerated().flatMap { index, log in
      TrainingCharts(log: log, metrics: run.tools.metrics).all.map { chart in
        var chart = chart
        if several { chart.title += " (\(log.id))" }
        if index > 0 { chart.id += "-of-\(log.id)" }
        return chart
      }
    }
  }

  private func facts(_ networks: [ReportData.Network]) -> [ReportData.Item] {
    var facts: [ReportData.Item] = []
    func add(_ name: String, _ value: String?) { if let value { facts.append(.init(name: name, value: value)) } }
    let last = run.training?.steps.last
    add("Model", model?.definition.id)
    add("Steps", steps.map { Counted.text($0) })
    add("Epochs", last.map { Counted.text(($0.epoch * 100).rounded() / 100) })
    add("Training time", seconds.map(ReportSentences.duration))
    if let seconds, seconds > 0, let last { add("Images per second", (Double(last.images) / seconds).fourDigits) }
    if !networks.isEmpty { add("Parameters", Counted.text(networks.reduce(0) { $0 + $1.parameters })) }
    return facts
  }

  private func summary(_ evaluation: ReportData.Evaluation?, warnings: Int) -> [String] {
    let name = model?.definition.id
    let health = warnings > 0 ? "\(Counted.text(warnings, "warning")) came up; see below." : "No warning came up."
    guard run.training != nil else {
      return ["This run made images with \(name ?? "a trained model"); it trained nothing."]
        + (evaluation.map { ["\($0.quality) \(health)"] } ?? (warnings > 0 ? [health] : []))
    }
    let images = imagesInWords.map { " on \($0)" } ?? ""
    let length = steps.map { " for \(Counted.text($0, "step"))" } ?? ""
    let time = seconds.map { ", in \(ReportSentences.duration($0))" } ?? ""
    let quality =
      evaluation?.quality ?? "It was not evaluated, so only the images tell how good it is."
    return ["\(name ?? "A model") was trained\(images)\(length)\(time).", "\(quality) \(health)"]
  }

  // MARK: Warnings

  private var warnings: [ReportData.Warning] {
    run.trainings.flatMap(healthWarnings) + rollBackWarnings + unfinishedWarnings + rejectedWarnings
  }

  /// The signs that are there at the end of a training.
  private func healthWarnings(_ log: TrainingLog) -> [ReportData.Warning] {
    guard let recipe = model?.definition.recipe else { return [] }
    let known = log.id == run.training?.id ? model?.state?.totalSteps : nil
    let total = known ?? run.manifest?.stage(log.id)?.training?.steps ?? log.steps.last?.step ?? 0
    let since = log.health(totalSteps: total, loss: recipe.loss).since
    let place = run.trainings.count > 1 ? "In “\(log.id)”, since" : "Since"
    return TrainingHealth.Sign.allCases.compactMap { sign in
      since[sign].map {
        .init(
          text: "\(place) step \(Counted.text($0)) \(sign.words).", advice: "\(sign.advice.capitalizedFirst).", step: $0
        )
      }
    }
  }

  private var rollBackWarnings: [ReportData.Warning] {
    let backs = run.trainingRecord?.training?.rollBacks ?? model?.state?.rollBacks ?? []
    guard let last = backs.last else { return [] }
    return [
      .init(
        text: "Numbers grew beyond all bounds; training went back to an earlier step "
          + "\(Counted.text(backs.count, "time")).", advice: "A lower learning rate often helps.", step: last.step)
    ]
  }

  private var unfinishedWarnings: [ReportData.Warning] {
    run.stages.filter { $0.status != .done }.map { stage in
      .init(
        text: "The stage “\(stage.id)” has not come to its end.", advice: "The same command goes on where it stopped.")
    }
  }

  private var rejectedWarnings: [ReportData.Warning] {
    guard let rejected = run.manifest?.dataset?.rejected, !rejected.isEmpty else { return [] }
    let text =
      "\(Counted.text(rejected.count, "image")) could not be read and \(rejected.count == 1 ? "was" : "were") left out"
    let most = 8
    var names = rejected.sorted { $0.key < $1.key }.prefix(most).map { "\($0.key) (\($0.value))" }
    if rejected.count > most { names.append("\(rejected.count - most) more") }
    return [.init(text: run.isShared ? "\(text)." : "\(text): \(names.joined(separator: "; ")).")]
  }

  // MARK: Stages

  private var stages: [ReportData.Stage] {
    run.stages.map { stage in
      .init(
        id: stage.id, kind: stage.kind, does: run.tools.stages[stage.kind]?.summary ?? "",
        status: stage.status.rawValue, seconds: stage.seconds.map { ($0 * 10).rounded() / 10 }, files: files(of: stage))
    }
  }

  private func files(of stage: Manifest.StageRecord) -> [String] {
    func size(_ files: [Manifest.FileRecord]) -> String { ByteCount.text(Double(files.reduce(0) { $0 + $1.bytes })) }
    guard !stage.outputs.isEmpty else { return [] }
    if run.isShared { return ["\(Counted.text(stage.outputs.count, "file")), \(size(stage.outputs))"] }
    var (folders, files) = ([String](), [String: [Manifest.FileRecord]]())
    for file in stage.outputs {
      let folder = file.file.contains("/") ? Paths.split(file.file).folder : ""
      if files[folder] == nil { folders.append(folder) }
      files[folder, default: []].append(file)
    }
    return folders.flatMap { folder -> [String] in
      let inside = files[folder] ?? []
      if inside.count > 4, !folder.isEmpty { return ["\(folder)/: \(inside.count) files, \(size(inside))"] }
      return inside.map { "\($0.file), \(size([$0]))" }
    }
  }
}
