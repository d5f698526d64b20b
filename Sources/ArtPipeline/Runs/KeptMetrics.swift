public import ArtEvaluation
import ArtFiles
import ArtSettings
import Foundation

/// What the images of a run were found to be worth: by its stage `evaluate`, else in the course of its training.
public struct KeptMetrics: Sendable {
  /// All that were measured.
  public private(set) var entries: [EvaluationReport.Entry] = []
  /// The id of the one that tells the best model.
  public private(set) var chosenID: String?
  /// How many images the model made.
  public private(set) var samples = 0
  /// The training's steps at that time; nil where nothing tells.
  public private(set) var step: Int?
  /// What the images were compared with, in words.
  public private(set) var words = ""
  /// Equal where images were measured in the same way: only then can values be compared.
  public private(set) var way = ""
  private(set) var problems: [String] = []

  /// The metric that tells the best model.
  public var chosen: EvaluationReport.Entry? { entries.first { $0.id == chosenID } ?? entries.first }

  public subscript(id: String) -> EvaluationReport.Entry? { entries.first { $0.id == id } }

  var isEmpty: Bool { entries.isEmpty }

  init(in folder: RunFolder, _ manifest: Manifest?, _ training: KeptTraining?, _ metrics: MetricRegistry) {
    let evaluation = training.flatMap { manifest?.stage($0.id) }?.inputs["evaluation"]
    let isByNetwork = evaluation?["features"]?.string != FeatureChoice.thumbnailsName
    chosenID = evaluation?["metric"]?.string
    let ending = "/metrics.json"
    let reports = manifest?.stages.filter { $0.kind == EvaluateStage.kind && $0.status == .done } ?? []
    if let file = reports.last?.outputs.first(where: { $0.file.hasSuffix(ending) })?.file {
      read(file, in: folder, manifest)
    }
    if let training, entries.isEmpty { read(training, in: folder, manifest, metrics, byNetwork: isByNetwork) }
    guard evaluation != nil, chosenID == nil else { return }
    let measured = metrics.all.filter { self[$0.id] != nil && !$0.needs.contains(.trainingImages) }
    chosenID = measured.usual(byNetwork: isByNetwork).id
  }

  /// Of a stage `evaluate`.
  private mutating func read(_ file: String, in folder: RunFolder, _ manifest: Manifest?) {
    do {
      let bytes = try folder.contents(of: file, limit: RunFileLimits.metrics)
      let report = try JSONDecoder().decode(EvaluationReport.self, from: Data(bytes))
      (entries, samples, step) = (report.metrics, report.samples.count, report.model.step)
      words = "\(Counted.text(report.real.count, "image")): \(report.real.name), by \(report.features.name)"
      way = [
        "evaluate", report.features.sha256 ?? report.features.name, report.real.name, "\(report.real.count)",
        "\(samples)", manifest?.dataset?.hash ?? "",
      ].joined(separator: " ")
    } catch let error as FileError {
      // The list of the run's files tells of one that is missing.
      if error.code != .missing { problems.append("\(error)") }
    } catch {
      problems.append("\(folder.path(of: file)): it is damaged, or no report of an evaluation")
    }
  }

  /// Of the model that a training gives.
  private mutating func read(
    _ training: KeptTraining, in folder: RunFolder, _ manifest: Manifest?, _ metrics: MetricRegistry, byNetwork: Bool
  ) {
    let file = "\(training.id)/\(ModelPlace.evaluations)"
    guard folder.exists(file) else { return }
    let records: EvaluationRecords
    do {
      records = try EvaluationRecords(Data(folder.contents(of: file, limit: RunFileLimits.evaluations)), upTo: .max)
    } catch {
      problems.append(error is NewerEvaluations ? "\(folder.path(of: file)): \(error)" : "\(error)")
      return
    }
    if !records.brokenLines.isEmpty {
      problems.append("\(folder.path(of: file)): \(records.brokenLines.damagedLines)")
    }
    let keepsLast = manifest?.document.stageEntries.first { $0.id == training.id }?.entry["keep"]?.string == "last"
    let measured = metrics.all.filter { records.all.last?.metrics[$0.id] != nil }
    let metric = chosenID.flatMap { metrics[$0] } ?? measured.usual(byNetwork: byNetwork)
    guard let record = keepsLast ? records.all.last : records.all.min(by: { $0.score(metric) < $1.score(metric) })
    else { return }
    entries = metrics.all.compactMap { EvaluationReport.Entry($0, in: record) }
    (samples, step) = (record.samples, record.step)
    words = "\(Counted.text(record.images, "image"))\(record.against == .training ? " of those trained on" : "")"
    way = ["train", record.settings ?? "", "\(record.samples)", "\(record.images)"].joined(separator: " ")
  }
}
