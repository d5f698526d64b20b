import ArtEvaluation
import ArtFiles
import ArtGAN
import ArtPipeline
import ArtSettings
import Foundation

/// How good a run's images are: what its last stage `evaluate` found, else the last evaluation of its training.
struct ReportEvaluation {
  let run: ReportedRun
  let model: ReportedModel?
  /// What a class is called in the page.
  let className: (_ name: String, _ index: Int) -> String

  func data() -> ReportData.Evaluation? {
    for stage in run.stages.reversed() where stage.kind == "evaluate" && stage.status == .done {
      guard let file = stage.outputs.map(\.file).first(where: { Paths.split($0).name == "metrics.json" }) else {
        continue
      }
      if let report = report(file) { return data(report) }
    }
    return ofTraining()
  }

  private func report(_ file: String) -> EvaluationReport? {
    guard run.folder.exists(file) else {
      run.tell(file, "is missing; what it tells is left out")
      return nil
    }
    let bytes = (try? run.folder.contents(of: file, limit: RunFileLimits.metrics)) ?? []
    guard let report = try? JSONDecoder().decode(EvaluationReport.self, from: Data(bytes)) else {
      run.tell(file, "is damaged; what it tells is left out")
      return nil
    }
    return report
  }

  private func data(_ report: EvaluationReport) -> ReportData.Evaluation {
    var network = report.features.name
    let isOwn = report.features.file.map { ShippedFiles.path(named: String($0.prefix { $0 != "." }), .weights) == nil }
    if run.isShared, isOwn ?? false { network = "a network of its own" }
    let kinds: [RealImages.Source: String] = [.validation: "held-out images", .reference: "other real images"]
    let step = report.model.step.map { " after step \(Counted.text($0))" } ?? ""
    let words =
      "\(Self.made(report.samples.count, report.translation != nil))\(step), compared with \(Counted.text(report.real.count)) "
      + "\(kinds[report.real.source] ?? "training images") by features of \(network). "
      + "Baseline: \(baseline(report))."
    let summary = report.summary
    return .init(
      words: words, quality: summary.quality + ".", copies: summary.copies.map { $0 + "." },
      thumbnails: report.features.file == nil,
      metrics: report.metrics.filter(\.model.value.isFinite).map {
        metric($0.id, $0.title, $0.direction, $0.model, $0.baseline?.value)
      },
      classes: report.classes.map { classes in
        classes.enumerated().map {
          .init(name: className($1.name, $0), model: $1.model.value, real: $1.real.value)
        }
      })
  }

  /// What the baseline is of. Its words may name the images' folder.
  private func baseline(_ report: EvaluationReport) -> String {
    run.isShared && report.translation == nil
      ? "\(Counted.text(report.baseline.count)) other real images" : report.baseline.description.uncapitalizedFirst
  }

  /// The evaluation at the step of the run's model, else the last.
  private func ofTraining() -> ReportData.Evaluation? {
    guard let log = run.training, let last = log.evaluations.last else { return nil }
    let record = log.evaluations.last { $0.step == model?.state?.step } ?? last
    let features = run.trainingRecord?.inputs["evaluation"]?["features"]?.string
    let kinds: [RealImages.Source: String] = [.validation: "held-out images", .reference: "other real images"]
    let usesThumbnails = features == "thumbnails"
    let summary = record.summary(run.tools.metrics, usesThumbnails: usesThumbnails)
    return .init(
      words:
        "\(Self.made(record.samples, record.translation != nil)) after step \(Counted.text(record.step)), compared with "
        + "\(Counted.text(record.images)) \(kinds[record.against] ?? "training images").",
      quality: summary.quality + ".", copies: summary.copies.map { $0 + "." }, thumbnails: usesThumbnails,
      metrics: run.tools.metrics.all.compactMap { kind in
        record.estimate(kind.id).flatMap { estimate in
          estimate.value.isFinite
            ? metric(kind.id, kind.label.capitalizedFirst, kind.direction, estimate, record.baseline?[kind.id]) : nil
        }
      })
  }

  private static func made(_ count: Int, _ areTranslations: Bool) -> String {
    Counted.text(count, areTranslations ? "translated image" : "sample")
  }

  private func metric(
    _ id: String, _ name: String, _ direction: MetricDirection, _ estimate: Estimate, _ baseline: Double?
  ) -> ReportData.Metric {
    .init(
      id: id, name: name, value: estimate.value, interval: estimate.interval.map { [$0.low, $0.high] },
      baseline: baseline.flatMap { $0.isFinite ? $0 : nil },
      better: direction == .likeReal ? "like real" : direction.rawValue)
  }
}
