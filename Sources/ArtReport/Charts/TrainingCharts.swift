import ArtEvaluation
import ArtGAN
import ArtPipeline
import ArtSettings

/// The charts of a training: what its steps measured, how fast they were, what evaluations found.
struct TrainingCharts {
  let log: TrainingLog
  let metrics: MetricRegistry

  /// All that there is something to show in; the first is the widest.
  var all: [ReportChart] { ofSteps + ofTimes + ofEvaluations }

  // MARK: Steps

  private typealias Column = (name: String, value: (StepMetrics) -> Double?)

  private var ofSteps: [ReportChart] {
    [
      chart(
        "losses", "Losses",
        note: "What each network tries to make small. They pull against each other, so neither has to fall.",
        [("generator", { Double($0.generatorLoss) }), ("discriminator", { Double($0.discriminatorLoss) })]),
      chart(
        "accuracy", "How often the discriminator is right",
        note: "1 is always. Around 0.5 it cannot tell, so the two networks are well matched.",
        [("real images", { Double($0.realAccuracy) }), ("generated images", { Double($0.fakeAccuracy) })]),
      chart(
        "gradients", "Gradients", .log,
        note: "How strongly each network is pulled. Steady is good; growing or vanishing is not.",
        [("generator", { Double($0.generatorGradient) }), ("discriminator", { Double($0.discriminatorGradient) })]),
      chart(
        "augmentation", "Share of images that are changed",
        note:
          "How often images are changed on their way into the discriminator. It rises where that learns images by heart.",
        [("images changed", { $0.augmentProbability.map(Double.init) })]),
      rates,
    ].compactMap(\.self)
  }

  /// The learning rates. One that never changes is a setting, and no curve.
  private var rates: ReportChart? {
    guard
      var chart = chart(
        "rates", "Learning rates", note: "",
        [
          ("generator", { Double($0.generatorLearningRate) }),
          ("discriminator", { Double($0.discriminatorLearningRate) }),
        ]),
      chart.series.contains(where: { Set($0.y).count > 1 })
    else { return nil }
    if chart.series.count == 2, chart.series[0].y == chart.series[1].y {
      chart.series.removeLast()
      chart.series[0].name = "both networks"
    }
    return chart
  }

  private func chart(
    _ id: String, _ title: String, _ scale: ReportChart.Scale = .linear, note: String, _ columns: [Column]
  ) -> ReportChart? {
    let steps = log.steps.map(\.step)
    return chart(
      id, title, scale, note: note,
      columns.compactMap { column in
        ReportChart.Series.thinned(column.name, steps: steps, values: log.steps.map(column.value))
      })
  }

  private func chart(
    _ id: String, _ title: String, _ scale: ReportChart.Scale, note: String,
    _ found: [(series: ReportChart.Series, mean: Int)]
  ) -> ReportChart? {
    guard let mean = found.map(\.mean).max() else { return nil }
    return ReportChart(
      id: id, group: .training, title: title, note: note, scale: scale, series: found.map(\.series),
      mean: mean > 1 ? mean : nil)
  }

  // MARK: Times

  private var ofTimes: [ReportChart] {
    let steps = log.times.map(\.step)
    return [
      chart(
        "speed", "Images per second", .linear, note: "",
        [ReportChart.Series.thinned("images per second", steps: steps, values: log.times.map(\.imagesPerSecond))]
          .compactMap(\.self)),
      chart(
        "memory", "Memory in MB", .linear, note: "",
        [ReportChart.Series.thinned("memory", steps: steps, values: log.times.map(\.memoryMB))].compactMap(\.self)),
    ].compactMap(\.self)
  }

  // MARK: Evaluations

  private var ofEvaluations: [ReportChart] {
    let known = metrics.all.map { Measure(id: $0.id, title: $0.label.capitalizedFirst, direction: $0.direction) }
    // A program of somebody's own may have had more metrics.
    let others = Set(log.evaluations.flatMap { $0.metrics.keys }).subtracting(known.map(\.id)).sorted()
    return (known + others.map { Measure(id: $0, title: $0, direction: nil) }).compactMap(chart)
  }

  private struct Measure {
    let id: String
    let title: String
    let direction: MetricDirection?
  }

  private func chart(_ measure: Measure) -> ReportChart? {
    let rows = log.evaluations.compactMap { record in
      record.estimate(measure.id).flatMap { $0.value.isFinite ? (step: record.step, estimate: $0) : nil }
    }
    guard !rows.isEmpty else { return nil }
    var series = ReportChart.Series(name: "model", x: rows.map(\.step), y: rows.map { $0.estimate.value.short })
    if rows.contains(where: { $0.estimate.interval != nil }) {
      series.low = rows.map { $0.estimate.interval?.low.short }
      series.high = rows.map { $0.estimate.interval?.high.short }
    }
    let last = log.evaluations.last { $0.metrics[measure.id] != nil }
    let (baseline, name) = (last?.baseline?[measure.id], last?.translation == nil ? "real images" : "inputs")
    let notes: [MetricDirection: String] = [
      .lower: "Lower is better.", .higher: "Higher is better.", .likeReal: "Best where real images are.",
    ]
    return ReportChart(
      id: measure.id, group: .evaluation, title: measure.title, note: measure.direction.flatMap { notes[$0] } ?? "",
      scale: measure.direction == .lower ? .log : .linear, series: [series],
      lines: baseline.flatMap { $0.isFinite ? [.init(name: name, y: $0.short)] : nil })
  }
}

extension String {
  /// With a capital at the start.
  var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }

  /// Without a capital at the start.
  var uncapitalizedFirst: String { prefix(1).lowercased() + dropFirst() }
}
