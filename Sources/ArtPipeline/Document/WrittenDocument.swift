import ArtGraph
import ArtSettings

/// The keys of a document, as they are read: what a document is, and what its schema says, follow from this alone.
struct WrittenDocument {
  private let name: String
  private let seed: UInt64
  private let convolutionAlgorithms: ConvolutionAlgorithms
  private let hasReport: Bool
  private let embedsRecipe: Bool
  let model: Planner.PlannedModel?
  /// As they are written: which images they are can depend on the model.
  let dataset: SettingValue?
  let reference: SettingValue?
  let stages: [StageEntry]

  /// What editors read to check the file; nothing follows from it.
  private static let schema = "$schema"

  init(_ reader: SettingsReader, _ planner: Planner) {
    name = Document.readName(reader, default: Document.defaultName(of: reader.location))
    _ = reader.optionalString("description", "A line for people; nothing follows from it.")
    seed = reader.seed("seed", default: 1, "The seed of everything random; the same seed gives the same files.")
    convolutionAlgorithms = reader.choice(
      "convolutionAlgorithms", default: ConvolutionAlgorithms.fast,
      "Which algorithms compute convolutions: the fastest, or only those that add up the very products of the definition."
    )
    hasReport = reader.bool(
      "report", default: true, "Whether the run ends with a page about it, report.html in its folder.")
    embedsRecipe = reader.bool(
      "embedRecipe", default: true,
      "Whether images and videos carry the document, so that they can be made again; paths outside of its folder are left "
        + "out in any case. What a training has written stays as it is.")
    model = planner.readModel(reader)
    dataset = Self.images(
      "dataset", "The images to train on: a kind, a path, or an object with settings.", reader)
    reference = Self.images(
      "reference",
      "Images kept apart from training, to evaluate by: as 'dataset'. Where there are none, a part of the dataset "
        + "is, if its 'validation' keeps one back.", reader)
    stages =
      reader.objects(
        "stages", shorthand: "kind", of: "stage", isRequired: true, atMost: Planner.mostStages, "What to do, in order."
      ) {
        StageEntry($0, registry: planner.tools.stages)
      } ?? []
    // Last, so that messages name the other keys first.
    _ = reader.optionalString(Self.schema, "The schema that editors check the file against.")
    for key in ["budget", "steps", "epochs", "minutes"] {
      reader.misplacedLength(key, belongs: "on the stage 'train'")
    }
  }

  private static func images(_ key: String, _ help: String, _ reader: SettingsReader) -> SettingValue? {
    reader.value(SettingDescription(key, .any, reference: "dataset", help: help))
  }

  /// - Parameter value: The document with all overrides.
  func document(_ value: SettingValue) -> Document {
    var value = value
    value[Self.schema] = nil
    return Document(
      name: name, seed: seed, convolutionAlgorithms: convolutionAlgorithms, hasReport: hasReport,
      embedsRecipe: embedsRecipe, value: value)
  }
}
