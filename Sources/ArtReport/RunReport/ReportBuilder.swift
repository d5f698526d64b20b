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
  func data(_ made: ReportImages) -> ReportData {
    let evaluation = ReportEvaluation(run: run, model: model, className: className).data()
    let networks = (model?.definition).map(ReportNetworks.tables) ?? []
    let warnings = ReportWarnings(run: run, model: model)
    let told = warnings.all
    let health: String? =
      told.isEmpty
      ? (warnings.areComplete ? "No warning came up." : nil)
      : "\(Counted.text(told.count, "warning")) came up; see below."
    return ReportData(
      program: run.manifest.map { "artpipe \($0.artpipe)" } ?? "artpipe", name: name, share: run.isShared,
      summary: summary(evaluation, health), facts: facts(networks), warnings: told,
      charts: charts, images: made.all, nearest: made.nearest, evaluation: evaluation, networks: networks,
      settings: ReportSettings(manifest: run.manifest, definition: model?.definition, images: images).groups,
      recipe: run.manifest.flatMap {
        ReportRecipe(manifest: $0, tools: run.tools, hiddenClasses: hidesClasses ? classes : [])
          .data(isShared: run.isShared)
      },
      stages: ReportStages(run: run).all, glossary: ReportGlossary.terms)
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

  /// - Parameter health: How many warnings came up, as a sentence; nil where that is not known.
  private func summary(_ evaluation: ReportData.Evaluation?, _ health: String?) -> [String] {
    let name = model?.definition.id
    guard run.training != nil else {
      return ["This run made images with \(name ?? "a trained model"); it trained nothing."]
        + [[evaluation?.quality, health].compactMap(\.self).joined(separator: " ")].filter { !$0.isEmpty }
    }
    let images = imagesInWords.map { " on \($0)" } ?? ""
    let length = steps.map { " for \(Counted.text($0, "step"))" } ?? ""
    let time = seconds.map { ", in \(ReportSentences.duration($0))" } ?? ""
    let quality =
      evaluation?.quality ?? "It was not evaluated, so only the images tell how good it is."
    return [
      "\(name ?? "A model") was trained\(images)\(length)\(time).",
      ([quality] + (health.map { [$0] } ?? [])).joined(separator: " "),
    ]
  }
}
