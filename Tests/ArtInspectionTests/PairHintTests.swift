import Art64
import ArtData
import ArtGAN
import ArtMedia
import ArtPipeline
import ArtSettings
import ArtTensor
import ArtTestSupport
import Pix2Pix
import Testing

@testable import ArtInspection

/// Signs that images are pairs: side by side, or in two folders. What only has their form is none.
struct PairHintTests {
  /// Patches of colour, and a flat map of where they are bright.
  private func pair(_ seed: UInt64) throws -> (photo: PixelImage, map: PixelImage) {
    let photo = try ImageFolder.patches(seed)
    let grey = try photo.converted(toChannels: 1)
    let map = try PixelImage(
      width: 64, height: 64, channels: 3, pixels: grey.pixels.flatMap { $0 > 128 ? [200, 40, 40] : [40, 40, 200] })
    return (photo, map)
  }

  private func sideBySide(_ left: PixelImage, _ right: PixelImage) throws -> PixelImage {
    var pixels: [UInt8] = []
    for y in 0..<64 {
      for half in [left, right] { pixels += half.pixels[(y * 192)..<((y + 1) * 192)] }
    }
    return try PixelImage(width: 128, height: 64, channels: 3, pixels: pixels)
  }

  @Test(arguments: [true, false])
  func halvesThatShowTheSameArePairs(isMapLeft: Bool) throws {
    let folder = try ImageFolder()
    try folder.add(12) { seed in
      let (photo, map) = try pair(seed)
      return try isMapLeft ? sideBySide(map, photo) : sideBySide(photo, map)
    }
    let hint = try #require(try folder.inspection().pairs)
    #expect(hint.form == .sideBySide(isLeftInput: isMapLeft))
    #expect((hint.count, hint.width, hint.height) == (12, 64, 64))
  }

  @Test func halvesOfOneImageAreNone() throws {
    let folder = try ImageFolder()
    try folder.add(12) { try ImageFolder.patches($0, width: 128, height: 64) }
    #expect(try folder.inspection().pairs == nil)
    let mixed = try ImageFolder()
    try mixed.add(12) { seed in
      let (photo, map) = try pair(seed)
      return seed < 9 ? try sideBySide(map, photo) : photo
    }
    #expect(try mixed.inspection().pairs == nil)
    let few = try ImageFolder()
    try few.add(7) { seed in
      let (photo, map) = try pair(seed)
      return try sideBySide(map, photo)
    }
    #expect(try few.inspection().pairs == nil)
  }

  @Test func foldersOfEqualNamesArePairs() throws {
    let folder = try ImageFolder()
    try folder.add(10, in: "maps") { try pair($0).map }
    try folder.add(9, in: "photos") { try pair($0).photo }
    try folder.add(pair(9).photo, as: "photos/9.jpg")
    let found = try folder.inspection()
    #expect(found.pairs?.form == .folders(input: "maps", target: "photos") && found.pairs?.count == 10)
    try folder.add(pair(9).photo, as: "more/9.jpg")
    #expect(try folder.inspection().pairs == nil)
  }

  /// What a training passes over is told with the images.
  @Test func whatIsNoPairIsTold() throws {
    func told(_ folder: ImageFolder) throws -> [String: [String]] {
      try folder.inspection().findings(side: 64).reduce(into: [:]) { found, image in
        for case .noPair(let reason) in image.findings { found[image.name, default: []].append(reason) }
      }
    }
    let folder = try ImageFolder()
    try folder.add(20) { seed in
      let (photo, map) = try pair(seed)
      return try sideBySide(map, photo)
    }
    try folder.add(ImageFolder.patches(90, width: 127, height: 64), as: "odd.png")
    #expect(
      try told(folder) == ["odd.png": ["its width is odd, 127 pixels, and it has no two halves of equal width"]])
    let folders = try ImageFolder()
    try folders.add(10, in: "maps") { try pair($0).map }
    try folders.add(9, in: "photos") { try pair($0).photo }
    try folders.add(pair(20).photo, as: "photos/other.png")
    #expect(
      try told(folders) == [
        "maps/9.png": ["no file in photos has its name"], "photos/other.png": ["no file in maps has its name"],
      ])
    // Where images are no pairs nothing is.
    let plain = try ImageFolder()
    try plain.add(8, in: "cats") { try ImageFolder.patches($0) }
    try plain.add(9, in: "dogs") { try ImageFolder.patches(100 + $0) }
    #expect(try told(plain).isEmpty)
  }

  /// Numbered files of two classes have equal names, and show different things.
  @Test func classesOfEqualNamesAreNone() throws {
    let folder = try ImageFolder()
    try folder.add(12, in: "cats") { try ImageFolder.patches($0) }
    try folder.add(12, in: "dogs") { try ImageFolder.patches(100 + $0) }
    #expect(try folder.inspection().pairs == nil)
  }

  private func offer(_ models: [any ModelPlugin]) throws -> (ModelOffer, Toolbox) {
    let stages = try StageRegistry(StageRegistry.builtIn)
    let tools = Toolbox(models: try ModelRegistry(models), datasets: .standard, stages: stages)
    return (ModelOffer(models: tools.models, environment: tools.environment, weights: []), tools)
  }

  /// The advice is a document that plans: pairs, the model, and nothing that makes images from noise.
  @Test(arguments: [true, false])
  func thePipelineLearnsPairs(areFolders: Bool) throws {
    let folder = try ImageFolder()
    if areFolders {
      try folder.add(30, in: "maps") { try pair($0).map }
      try folder.add(30, in: "photos") { try pair($0).photo }
    } else {
      try folder.add(30) { seed in
        let (photo, map) = try pair(seed)
        return try sideBySide(photo, map)
      }
    }
    let found = try folder.inspection()
    let (offer, tools) = try offer([Pix2Pix(), Art64()])
    let advice = try TrainingAdvice(found, offer, minutes: 10)
    #expect(advice.lines.map(\.topic) == ["pairs", "model", "input", "time", "flip", "evaluation"])
    #expect(advice.lines.first?.choice == "looks like 30 pairs of input and target")
    let file = folder.folder.path(of: "shells.yaml")
    let document = StarterDocument(
      advice, for: found, name: "shells", in: folder.folder.path, seed: 3, program: "artpipe", file: file)
    let plan = try Planner(tools).plan(SettingValue.parse(document.text, file: file))
    #expect(plan.model?.id == "pix2pix" && plan.model?.imageShape == [64, 64, 3])
    #expect(plan.dataset?.validation == 0.1 && plan.stages.map(\.kind) == ["train"])
    let source = try #require(plan.dataset?.source as? PairsSource)
    switch source.place {
    case .sideBySide(_, let direction): #expect(!areFolders && direction == .rightToLeft)
    case .folders(let input, let target):
      #expect(areFolders && input.path.hasSuffix("shells/maps") && target.path.hasSuffix("shells/photos"))
    }
    #expect(try source.imageCount() == 30)
  }

  @Test func programsWithoutSuchAModelAdviseWithoutPairs() throws {
    let folder = try ImageFolder()
    try folder.add(30) { seed in
      let (photo, map) = try pair(seed)
      return try sideBySide(map, photo)
    }
    let found = try folder.inspection()
    #expect(found.pairs != nil)
    #expect(try TrainingAdvice(found, offer([Art64()]).0, minutes: 10).pairs == nil)
  }
}
