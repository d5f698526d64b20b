import ArtData
import ArtFiles
import ArtMedia
import ArtSettings

/// A pipeline document for a set of images, with comments, that runs as it is.
public struct StarterDocument: Sendable {
  /// The run's name.
  public let name: String
  /// The document as YAML.
  public let text: String

  /// - Parameters:
  ///   - advice: What was chosen.
  ///   - images: What the choices are made for.
  ///   - name: The run's name, see ``name(for:)``.
  ///   - folder: The folder that the document will lie in: paths in it start there.
  ///   - seed: What everything random is drawn from.
  ///   - program: What the program is called, for the commands in comments.
  ///   - file: The path by which the document is run, for the same.
  public init(
    _ advice: TrainingAdvice, for images: Inspection, name: String, in folder: String, seed: UInt64, program: String,
    file: String
  ) {
    self.name = name
    var lines = Self.comment(
      "A pipeline for the \(Counted.text(images.images.count, "image")) in \(Paths.split(images.path).name). Run it with:"
    )
    lines += ["#   \(program) run \(file)"]
    lines += Self.comment(
      "docs/pipelines.md and docs/stages.md have all settings. Paths start from this file's folder.")
    lines += ["name: \(Self.quoted(name))", "seed: \(seed)", ""]
    lines += Self.model(advice) + [""] + Self.dataset(advice, images, folder) + [""] + Self.stages(advice)
    text = lines.joined(separator: "\n") + "\n"
  }

  /// A run's name for a folder: its own, with what a run's name cannot hold left out.
  public static func name(for path: String) -> String {
    let folder = Paths.split(Paths.real(path) ?? path).name
    let name = String(
      String.UnicodeScalarView(
        folder.unicodeScalars.map { scalar in
          scalar.properties.isAlphabetic || scalar.properties.numericType != nil
            || "-_. ".unicodeScalars.contains(scalar)
            ? scalar : "-"
        }))
    let trimmed = name.drop { $0 == "." || $0 == " " || $0 == "-" }.reversed().drop { $0 == " " || $0 == "." }
      .reversed()
    return trimmed.isEmpty ? "images" : String(String(trimmed).prefix(80))
  }

  private static func model(_ advice: TrainingAdvice) -> [String] {
    let model = advice.model
    var lines = comment(advice, "model", "classes") + ["model:", "  plugin: \(model.plugin)"]
    if let size = model.size { lines.append("  size: \(size)") }
    if model.isMadeGrey { lines.append("  color: grey") }
    if model.isSmall { lines.append("  networks: small") }
    if advice.learnsClasses { lines.append("  classes: true") }
    if let batch = advice.batchSize {
      lines += comment(advice, "batch").map { "  \($0)" } + ["  recipe: {batchSize: \(batch)}"]
    }
    return lines
  }

  private static func dataset(_ advice: TrainingAdvice, _ images: Inspection, _ folder: String) -> [String] {
    let path = Paths.relative(images.path, from: folder)
    var lines = ["dataset:"]
    if let pairs = advice.pairs {
      lines += comment(advice, "pairs", "input").map { "  \($0)" } + Self.pairs(pairs, path)
    } else {
      lines += ["  kind: \(images.kind)", "  path: \(quoted(path))"]
      if !images.classes.isEmpty, !advice.learnsClasses { lines.append("  labels: false") }
    }
    if advice.pairs == nil, images.kind == FolderSource.kind {
      lines += comment(advice, "size").map { "  \($0)" } + ["  fit: \(advice.fit.rawValue)"]
      if let background = advice.background {
        lines += comment(advice, "background").map { "  \($0)" } + ["  background: \(quoted(background.hex))"]
      }
    }
    lines += comment(advice, "flip").map { "  \($0)" } + ["  augment: {flip: \(advice.flips)}"]
    if advice.validation > 0 {
      lines += ["  # This share of the images is kept back, to evaluate with."]
      lines += ["  validation: \(SettingNumber(advice.validation).canonicalText)"]
    }
    return lines
  }

  private static func pairs(_ pairs: PairHint, _ path: String) -> [String] {
    switch pairs.form {
    case .sideBySide(let isLeft):
      ["  kind: pairs", "  path: \(quoted(path))", "  direction: \(isLeft ? "AtoB" : "BtoA")"]
    case .folders(let input, let target):
      [
        "  kind: pairs", "  input: \(quoted(Paths.join(path, input)))", "  target: \(quoted(Paths.join(path, target)))",
      ]
    }
  }

  private static func stages(_ advice: TrainingAdvice) -> [String] {
    var lines = ["stages:"]
    if let weights = advice.model.weights {
      lines += [
        "  # Starts from weights that come with artpipe. Without this stage training starts from random weights."
      ]
      lines += ["  - kind: load", "    file: \(weights)"]
    }
    lines += ["  - kind: train"] + comment(advice, "time").map { "    \($0)" }
    lines += ["    minutes: \(SettingNumber(advice.minutes).canonicalText)"]
    if advice.evaluates {
      lines += ["    # Tells on the way how good the images are, and keeps the best model.", "    evaluate: true"]
      if advice.validation == 0 {
        lines += [
          "    # With so few images the metrics are too coarse to choose a model by: the last one is taken.",
          "    keep: last",
        ]
      }
    }
    guard advice.pairs == nil else { return lines }
    lines += ["  - kind: sample"]
    lines += advice.learnsClasses ? ["    count: 8", "    class: all"] : ["    count: 64"]
    lines += ["  - kind: sheet", "    columns: 8"]
    lines += ["  - kind: interpolate", "    from: train", "    keyframes: 8", "    seconds: 16"]
    return lines + ["  - kind: video"]
  }

  private static func comment(_ advice: TrainingAdvice, _ topics: String...) -> [String] {
    topics.flatMap { topic in
      advice.lines.filter { $0.topic == topic }.flatMap { line in
        let topic = line.topic.prefix(1).uppercased() + line.topic.dropFirst()
        return comment("\(topic): \(line.choice). \(line.sentence)")
      }
    }
  }

  private static func comment(_ text: String) -> [String] {
    // What stands in a name must not end the comment.
    WrappedText.lines(Paths.printable(text), width: 96).map { "# \($0)" }
  }

  /// A text as JSON writes it, which is YAML too.
  private static func quoted(_ text: String) -> String { SettingValue(text).canonicalJSON }
}
