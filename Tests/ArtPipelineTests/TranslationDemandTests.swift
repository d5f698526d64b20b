import ArtCPU
import ArtFiles
import ArtGAN
import ArtGraph
import ArtNN
import ArtSettings
import ArtTensor
import ArtTestSupport
import Testing

@testable import ArtPipeline

/// What a plan says of translations before anything is read but the beginnings of files.
struct TranslationDemandTests {
  private let device = CPUDevice(threads: 2)

  /// A PNG's header alone: what a plan reads of a file.
  private static func header(_ width: Int, _ height: Int) -> [UInt8] {
    func bytes(_ value: Int) -> [UInt8] {
      [24, 16, 8, 0].map { (shift: Int) -> UInt8 in UInt8(value >> shift & 255) }
    }
    var file: [UInt8] = [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]
    file += bytes(13)
    file += Array("IHDR".utf8)
    file += bytes(width)
    file += bytes(height)
    file += [8, 2, 0, 0, 0]
    return file
  }

  /// A folder takes what its largest image does, or the largest that is translated at once: larger ones, some rows at a time,
  /// may take less.
  @Test(arguments: [
    ([(8, 8)], ""), ([(40, 30), (200, 100), (90, 110)], ""), ([(40, 30), (20, 90)], #", "scale": 3"#),
    ([(2500, 2000), (3300, 3300), (3200, 3400), (6000, 4000)], ""), ([(6000, 4000), (8000, 4000)], ""),
    ([(6000, 4000), (50, 40)], #", "size": 20"#),
  ])
  func foldersTakeWhatTheirLargestImageDoes(sizes: [(Int, Int)], settings: String) throws {
    let folder = try TemporaryFolder()
    let checkpoint = try TranslationModels.inverter()
    try checkpoint.write(to: .typed(folder.path(of: "model.safetensors")))
    for (index, size) in sizes.enumerated() {
      let place = RunFolder(folder.path(of: "in"))
      try place.create()
      try place.file("\(index).png").write(Self.header(size.0, size.1))
    }
    // Nothing is known of it, and nothing of it is counted.
    try RunFolder(folder.path(of: "in")).file("cut.png").write(Array(Self.header(60_000, 60_000).prefix(18)))
    let plan = try Workbench.plan(
      """
      {"stages": [{"kind": "load", "file": "\(folder.path(of: "model.safetensors"))"},
        {"kind": "translate", "input": "\(folder.path(of: "in"))"\(settings)}]}
      """)
    let stage = try #require(plan.stages[1].stage as? TranslateStage)
    let taken = sizes.map { stage.sizing.size(of: Size2D($0.1, $0.0)) }
    let demand = plan.demand(on: device).stages[1]
    let expected = try taken.map { size -> Double in
      let memory = try checkpoint.definition.samplingMemory(in: size, on: device)
      return Double(memory.arena + memory.inputs + 2 * memory.constants)
    }
    #expect(demand.memory[1].bytes == expected.max())
    let pixels: [Int] = taken.map { $0.height * $0.width }
    let largest = pixels.max() ?? 0
    let width = taken.first { $0.height * $0.width == largest }?.width ?? 0
    #expect(demand.memory.last?.bytes == Double(32 * largest))
    #expect(demand.output?.width == Double(width))
    // All results are written.
    let least = Double(3 * pixels.reduce(0, +))
    #expect(demand.diskBytes > least)
    // Of what is only estimated too, but for what is small anyway.
    let ratio = plan.demand(on: nil).stages[1].memoryBytes / demand.memoryBytes
    #expect((0.3...3).contains(ratio) || demand.memoryBytes < 1e6, "\(ratio) of \(demand.memoryBytes)")
  }

  /// On a machine with 1 GB a folder is refused whose largest image takes more, at the setting that names it.
  @Test func foldersThatDoNotFitAreRefused() throws {
    let folder = try TemporaryFolder()
    try TranslationModels.inverter().write(to: .typed(folder.path(of: "model.safetensors")))
    try RunFolder(folder.path).file("large.png").write(Self.header(13_000, 13_000))
    let document = """
      {"stages": [{"kind": "load", "file": "\(folder.path(of: "model.safetensors"))"},
        {"kind": "translate", "folder": true, "input": ["\(folder.path(of: "large.png"))"]}]}
      """
    let plan = try Workbench.plan(document)
    let error = #expect(throws: Problems.self) {
      try plan.check(plan.demand(on: device), in: FreeResources(memory: 1_000_000_000, disk: nil))
    }
    #expect(
      error?.description.contains("'translate' needs 3.4 GB for the image and its translation") == true,
      "\(error?.description ?? "")")
    try plan.check(plan.demand(on: device), in: FreeResources(memory: 16_000_000_000, disk: nil))
  }
}
