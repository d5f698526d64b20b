import ArtData
import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings
import ArtTestSupport
import CycleGAN
import MLPGAN
import Pix2Pix
import RGBArt
import Testing

/// Models that translate and images with inputs: they must fit, and the preview shows them.
struct PlanInputsTests {
  private func plan(_ json: String) throws -> Plan {
    let tools = Toolbox(
      models: try ModelRegistry([MLPGAN(), Pix2Pix(), CycleGAN(), RGBArt()]), datasets: .standard,
      stages: try StageRegistry(StageRegistry.builtIn))
    return try Planner(tools).plan(SettingValue.parse(json, file: "test.json"))
  }

  static let fitting: [(String, InputForm)] = [
    (#"{"model": "pix2pix", "dataset": {"kind": "strokes", "make": "grey"}"#, .paired),
    (#"{"model": "pix2pix", "dataset": {"kind": "pairs", "path": "/"}"#, .paired),
    (#"{"model": "pix2pix""#, .paired), (#"{"model": "cyclegan""#, .paired), (#"{"model": "mlp-gan""#, .none),
    (#"{"model": "cyclegan", "dataset": {"kind": "unpaired", "input": "/", "target": "/"}"#, .unpaired),
  ]

  @Test(arguments: fitting)
  func modelsTakeTheirInputs(document: String, form: InputForm) throws {
    let plan = try plan(document + #", "stages": ["train"]}"#)
    #expect(plan.dataset?.inputForm == form)
  }

  @Test(arguments: [
    (#"{"model": "pix2pix", "dataset": "strokes""#, "the model translates images, and it is not said what from"),
    (#"{"model": "cyclegan", "dataset": "strokes""#, "take the kind 'unpaired', or let inputs be made"),
    (
      #"{"model": "pix2pix", "dataset": {"kind": "unpaired", "input": "/", "target": "/"}"#,
      "the model learns from pairs, and these images are not paired"
    ),
    (
      #"{"model": "mlp-gan", "dataset": {"kind": "strokes", "make": "grey"}"#,
      "the model makes images from noise, and these images have inputs to translate: leave out 'make'"
    ),
  ])
  func saysWhatDoesNotFit(document: String, words: String) {
    let problems = #expect(throws: Problems.self) { try plan(document + #", "stages": ["train"]}"#) }
    #expect(problems?.problems.count == 1)
    #expect(problems?.problems.first?.description.hasPrefix("test.json:1:") == true)
    #expect(problems?.problems.first?.description.contains("dataset: ") == true)
    #expect(problems?.problems.first?.message.contains(words) == true, "\(problems?.problems ?? [])")
  }

  /// Inputs stand to the left of their targets, in windows of the model's size.
  @Test(arguments: [nil, 80] as [Int?])
  func thePreviewShowsPairs(loadSize: Int?) throws {
    let folder = try TemporaryFolder()
    let size = loadSize.map { #", "loadSize": \#($0)"# } ?? ""
    let plan = try plan(
      #"{"model": {"plugin": "pix2pix", "size": 64}, "dataset": {"kind": "blossoms", "count": 6, "make": "grey"\#(size)}, "#
        + #""stages": [{"kind": "preview", "count": 4, "scale": 1}]}"#)
    let log = EventLog()
    _ = try Workbench.run(plan, in: folder, observer: log.observer)
    let notes = log.take()
    #expect(notes.contains { $0.hasPrefix("note: each input, and to its right its target") })
    #expect(notes.contains { $0.contains("windows of 64×64 are cut out") } == (loadSize != nil))
    let sheet = try ImageDecoder().decode(file: folder.path(of: "preview.png"))
    #expect((sheet.width, sheet.height) == (2 * 128 + 12, 2 * 64 + 12))
    for (x, y) in [(4, 4), (136, 4), (4, 72), (136, 72)] {
      let input = try sheet.part(x: x, y: y, width: 64, height: 64)
      let target = try sheet.part(x: x + 64, y: y, width: 64, height: 64)
      #expect(input == target.desaturated() && input != target)
    }
  }
}
