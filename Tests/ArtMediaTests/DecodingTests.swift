import ArtFiles
import ArtMedia
import Testing

@Suite struct DecodingTests {
  @Test func fixturesAreComplete() {
    #expect(Fixture.all.count == 57)
  }

  @Test(arguments: Fixture.all)
  func decodes(_ fixture: Fixture) throws {
    let image = try ImageDecoder().decode(file: fixture.path)
    expectSimilar(image, fixture.expected, largest: fixture.largest, mean: fixture.mean)
  }

  @Test func formatIsToldByContent() throws {
    let fixture = try Fixture.named("lossless.webp")
    let image = try ImageDecoder().decode(fixture.bytes, name: "wrong.png")
    #expect(image == fixture.expected)
  }

  @Test(arguments: [
    ("empty.png", [], MediaError(.damaged, file: "empty.png", "the file is empty")),
    (
      "notes.txt", Array("These are no pixels, but words.".utf8),
      MediaError(.notAImage, file: "notes.txt", "this is text, which is not read as an image")
    ),
  ])
  func refuses(name: String, bytes: [UInt8], expected: MediaError) {
    #expect(throws: expected) { try ImageDecoder().decode(bytes, name: name) }
  }

  @Test func missingFilesAndFoldersAreNamed() {
    #expect(
      throws: MediaError(
        .unreadable, file: "/nowhere/a.png", "cannot open the file: no such file or directory")
    ) { try ImageDecoder().decode(file: "/nowhere/a.png") }
    #expect(throws: MediaError(.unreadable, file: "/", "this is a folder, not a file")) {
      try ImageDecoder().decode(file: "/")
    }
  }

  @Test(arguments: ["bomb.png", "rgb8.png", "rgb-420.jpg", "lossy.webp", "rgb.bmp", "still.gif", "soft.avif"])
  func refusesWhatIsLargerThanTheLimits(name: String) throws {
    let decoder = ImageDecoder(limits: name == "bomb.png" ? .standard : ImageLimits(side: 1000, pixels: 100))
    let error = #expect(throws: MediaError.self) { try decoder.decode(file: Fixture.folder + "/" + name) }
    #expect(error?.code == .tooLarge)
    let size = name == "bomb.png" ? "100000×100000" : "24×16"
    #expect(error?.reason.contains("the image is \(size); the limit is") == true)
  }

  /// What the beginning of a file tells of its image's size is what decoding finds.
  @Test func sizesAreToldByTheBeginnings() throws {
    let decoder = ImageDecoder()
    var told: [String: Int] = [:]
    var files: [(String, PixelImage)] = Fixture.all.map { ($0.path, $0.expected) }
    for variant in VariantTests.variants { files.append(("\(VariantTests.folder)/\(variant.name)", variant.expected)) }
    for (file, image) in files {
      guard let size = decoder.size(file: file) else { continue }
      let ending = Paths.fileExtension(file)
      let (found, expected) = ([size.width, size.height], [image.width, image.height])
      // That these are to be turned may stand behind their pixels.
      let mayBeTurned = ["png", "apng", "webp"].contains(ending)
      #expect(mayBeTurned ? found.sorted() == expected.sorted() : found == expected, "\(file)")
      told[ending, default: 0] += 1
    }
    for ending in ["png", "apng", "jpg", "tif", "tiff", "webp", "bmp", "gif"] {
      #expect(told[ending] ?? 0 > 0, "\(ending)")
    }
    for (ending, least) in [("png", 20), ("jpg", 15), ("webp", 5)] { #expect(told[ending] ?? 0 > least, "\(told)") }
    // Too large, no image, none.
    for name in ["bomb.png", "expected.json", "none.png"] {
      #expect(decoder.size(file: Fixture.folder + "/" + name) == nil, "\(name)")
    }
  }

  @Test func errorsReadLikeSentences() throws {
    let bytes = try Fixture.named("rgb8.png").bytes.prefix(200)
    let error = #expect(throws: MediaError.self) { try ImageDecoder().decode(Array(bytes), name: "photos/a.png") }
    #expect(error?.description == "photos/a.png: this PNG is damaged: the file ends too early")
  }
}
