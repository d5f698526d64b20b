import ArtEvaluation
import ArtFiles
import ArtNN
import ArtSettings
import ArtTensor
import Foundation
import Testing

struct FeatureNetworkTests {
  @Test func theNetworkIsWhatTheSettingsSay() throws {
    let definition = Examples.definition()
    try definition.validate()
    #expect(try definition.featureCount() == 10)
    #expect(
      definition.network.layers.map { type(of: $0).kind } == [
        "conv2d", "batchNorm", "relu", "conv2d", "batchNorm", "relu", "flatten", "dense", "relu", "dropout", "dense",
      ])
    #expect(definition.featureLayers == 9)
    // Every second convolution halves the image.
    let first = try #require(definition.network.layers[0] as? Conv2D)
    let second = try #require(definition.network.layers[3] as? Conv2D)
    #expect(first.strides == 1 && second.strides == 2)
  }

  @Test(arguments: [
    (#"{"channels": []}"#, "expected at least one convolution"),
    (#"{"channels": [0]}"#, "expected a whole number from 1 to 4,096, found 0"),
    (#"{"features": 1}"#, "expected a whole number from 2 to 8,192, found 1"),
    (#"{"dropout": 1}"#, "expected a number from 0 to below 1, found 1"),
  ])
  func settingsAreChecked(json: String, message: String) throws {
    let log = ProblemLog()
    _ = ClassifierSettings(SettingsReader(try SettingValue.parse(json, file: "d.json"), log: log))
    let problems = #expect(throws: Problems.self) { try log.check() }
    #expect(problems?.problems.map(\.message) == [message])
  }

  @Test(arguments: [(WeightFormat.float32, Float(0)), (.float16, 1e-3)])
  func filesKeepTheNetwork(format: WeightFormat, tolerance: Float) throws {
    let (file, again) = (TemporaryFile(), TemporaryFile())
    var trained = try Examples.trained(Examples.definition(black: -1, white: 1))
    trained.definition.notes = ["One.", "Two."]
    try trained.write(to: .typed(file.path), weightFormat: format)
    try trained.write(to: .typed(again.path), weightFormat: format)
    #expect(FileManager.default.contents(atPath: file.path) == FileManager.default.contents(atPath: again.path))
    let read = try TrainedFeatureNetwork(readingFrom: file.path)
    #expect(read.definition == trained.definition)
    #expect(read.tensors.keys.sorted() == trained.tensors.keys.sorted())
    for (name, tensor) in trained.tensors {
      let found = try #require(read.tensors[name])
      #expect(found.shape == tensor.shape)
      for (a, b) in zip(found.scalars, tensor.scalars) { #expect(abs(a - b) <= tolerance) }
    }
  }

  /// What can be wrong with a file, and what is said about it behind its name.
  @Test(arguments: [
    (
      "",
      "is no feature network: it does not say which network its tensors belong to; "
        + "'train-classifier' writes such files"
    ),
    (
      "checkpoint 1",
      "is no feature network: it does not say which network its tensors belong to; "
        + "'train-classifier' writes such files"
    ),
    ("features 3", "was written by a newer artpipe (format 'features 3'): update artpipe to read it"),
    ("features 1", "holds no working network: the field 'name' of its definition is no text, but 1"),
  ])
  func otherFilesAreExplained(format: String, message: String) throws {
    let file = TemporaryFile()
    let metadata = format.isEmpty ? [:] : ["artpipe.format": format, "artpipe.features": "{\"name\": 1}"]
    try SafetensorsWriter.write(["x": Tensor(1)], metadata: metadata, to: .typed(file.path))
    let error = #expect(throws: FeatureNetworkFileError.self) { try TrainedFeatureNetwork(readingFrom: file.path) }
    #expect(error?.description == "\(file.path): \(message)")
  }

  @Test func tensorsThatDoNotFitAreNamed() throws {
    let trained = try Examples.trained()
    let name = "classifier.layers.7.kernel"
    for (tensor, message) in [
      (nil, "is incomplete: the network needs a tensor '\(name)', which is missing; use another copy of the file"),
      (
        Tensor.zeros([3]),
        "does not fit its network: the tensor '\(name)' has shape [3], the network needs [96, 10]; use another copy of the file"
      ),
      (
        Tensor(repeating: .nan, shape: [96, 10]),
        "is unusable: the tensor '\(name)' holds values that are not finite numbers; train it again with 'train-classifier'"
      ),
    ] {
      var tensors = trained.tensors
      tensors[name] = tensor
      let error = #expect(throws: FeatureNetworkError.self) {
        try TrainedFeatureNetwork(definition: trained.definition, tensors: tensors)
      }
      #expect(error?.description == message)
    }
    // What the network does not need, such as an optimiser's memory, is left out.
    let more = trained.tensors.merging(["optimizer.classifier.correction1": Tensor(1)]) { $1 }
    let isEqual = try TrainedFeatureNetwork(definition: trained.definition, tensors: more) == trained
    #expect(isEqual)
  }

  @Test func definitionsThatCannotBeAreRefused() throws {
    func message(_ change: (inout FeatureNetwork) -> Void) -> String? {
      var definition = Examples.definition()
      change(&definition)
      return #expect(throws: FeatureNetworkError.self) { try definition.validate() }?.description
    }
    #expect(message { $0.featureLayers = 12 } == "holds no working network: its features come from layer 12 of 11")
    #expect(message { $0.featureLayers = 0 } == "holds no working network: its features come from layer 0 of 11")
    #expect(
      message { $0.classNames = ["a"] }
        == "holds no working network: it gives numbers of shape [3] for 1 class")
    #expect(message { $0.white = 0 } == "holds no working network: it sees black as 0 and white as 0")
    #expect(
      message { $0.network.inputShape = [8, 8] }
        == "holds no working network: its images have shape [8, 8], not height, width and 1 or 3 channels")
    #expect(message { $0.network.layers[0] = Conv2D(filters: 0, kernelSize: 3) }?.contains("Conv2D") == true)
  }
}
