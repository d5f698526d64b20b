import ArtEvaluation
import ArtSettings
import Foundation

/// The parts of the page that are HTML from the start: they are read without JavaScript, and painted first.
struct ReportParts {
  let report: ReportData

  var summary: String { report.summary.map { "<p class=\"summary\">\(HTML.text($0))</p>\n" }.joined() }

  var facts: String { HTML.definitions(report.facts.map { ($0.name, $0.value) }, kind: "facts") }

  var sheets: String {
    let shown = report.sheets.shown
    guard let first = shown.first, let last = shown.last, shown.count > 1 else { return "One sheet is here." }
    return "\(shown.count) sheets, from step \(Counted.text(first.step)) to step \(Counted.text(last.step))."
  }

  var warnings: String {
    report.warnings.map { each in
      let advice = each.advice.map { " <span>\(HTML.text($0))</span>" } ?? ""
      return "<li>\(HTML.text(each.text))\(advice)</li>\n"
    }.joined()
  }

  var gaps: String { report.gaps.map { "<li>\(HTML.text($0)).</li>\n" }.joined() }

  /// Whether points are means, which holds for all curves of a training.
  var charts: String {
    guard let mean = report.charts.compactMap(\.mean).max() else { return "" }
    return "Each point is the mean of \(mean) steps; the pale band is their lowest and highest."
  }

  var evaluation: String {
    guard let found = report.evaluation else { return "" }
    let better = ["lower": "lower is better", "higher": "higher is better"]
    let rows = found.metrics.map { metric in
      let interval = metric.interval.map { " <small>\($0.map(\.fourDigits).joined(separator: " to "))</small>" } ?? ""
      return [
        "\(HTML.text(metric.name)) <small>\(better[metric.better] ?? "best near the baseline")</small>",
        metric.value.fourDigits + interval, metric.baseline?.fourDigits ?? "–",
      ]
    }
    return "<p>\(HTML.text(found.words))</p>\n"
      + HTML.table(
        "Metrics of the model, with 95 % confidence intervals, beside the baseline", ["Metric", "Model", "Baseline"],
        rows,
        kind: "narrow")
      + (found.classes.map(classes) ?? "")
  }

  private func classes(_ classes: [ReportData.ClassShare]) -> String {
    let most = max(classes.flatMap { [$0.model, $0.real] }.max() ?? 0, 1e-9)
    func share(_ value: Double) -> String {
      "\(String(format: "%.1f", 100 * value)) % <span class=\"shares\" aria-hidden=\"true\">"
        + "<i style=\"width:\(Int((100 * value / most).rounded()))%\"></i></span>"
    }
    return "<h3>Classes</h3>\n"
      + HTML.table(
        "Share of each class, as the classifier sees it", ["Class", "Generated", "Real"],
        classes.map { [HTML.text($0.name), share($0.model), share($0.real)] }, kind: "narrow")
  }

  var networks: String {
    report.networks.map { network in
      let layers = network.layers.map { layer in
        [
          HTML.text(layer.layer) + (layer.details.isEmpty ? "" : " <small>\(HTML.text(layer.details))</small>"),
          HTML.text(layer.output), layer.parameters > 0 ? Counted.text(layer.parameters) : "",
        ]
      }
      return "<div><h3>\(HTML.text(network.title))</h3>\n"
        + HTML.table(
          "Layers of the \(network.title.lowercased())", ["Layer", "Output", "Parameters"],
          [["Input", HTML.text(network.input), ""]] + layers,
          foot: ["All parameters", "", Counted.text(network.parameters)]) + "</div>\n"
    }.joined()
  }

  var settings: String {
    report.settings.map { group in
      "<div><h3>\(HTML.text(group.title))</h3>"
        + HTML.definitions(group.items.map { ($0.name, $0.value) }, kind: "settings") + "</div>\n"
    }.joined()
  }

  var recipe: String {
    guard let found = report.recipe else { return "" }
    let notes = [found.note, found.check].compactMap(\.self).map { "<p>\(HTML.text($0))</p>\n" }.joined()
    func text(_ id: String, _ label: String, _ content: String, _ button: String) -> String {
      "<pre id=\"\(id)\" tabindex=\"0\" role=\"region\" aria-label=\"\(label)\"><code>\(HTML.text(content))</code></pre>\n"
        + "<div class=\"needs-script\"><button type=\"button\" data-copy=\"\(id)\">\(button)</button></div>\n"
    }
    return
      "<p>Save this as <code>\(HTML.text(found.file))</code> and run the command. The same images and the same seed "
      + "give the same results, to the last bit.</p>\n\(notes)"
      + text("recipe-text", "The document", found.document.shownJSON(), "Copy the recipe")
      + text("recipe-command", "The command", found.command, "Copy the command")
  }

  var stages: String {
    let rows = report.stages.map { stage in
      let files = stage.files.map(HTML.text).joined(separator: "<br>")
      var time = stage.seconds.map(ReportSentences.duration) ?? ""
      if stage.status != "done" { time += "\(time.isEmpty ? "" : " ")(\(stage.status))" }
      let does = [stage.does, time].filter { !$0.isEmpty }.joined(separator: ", ")
      return ["\(HTML.text(stage.id)) <small>\(HTML.text(does))</small>", files.isEmpty ? "–" : files]
    }
    return HTML.table("Stages of the pipeline, in order", ["Stage", "Files"], rows, left: 2, kind: "stages")
  }

  var glossary: String {
    report.glossary.map { "<div><dt>\(HTML.text($0.title))</dt><dd>\(HTML.text($0.text))</dd></div>\n" }.joined()
  }
}
