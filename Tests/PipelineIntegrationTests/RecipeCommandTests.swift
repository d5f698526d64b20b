import ArtMedia
import Foundation
import Testing

/// `artpipe recipe` and `artpipe rerun`: what a file was made from, and the file again.
struct RecipeCommandTests {
  private static let document = """
    {"name": "all", "seed": 7, "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}},
      "dataset": {"kind": "strokes", "count": 32}, "stages": [
        {"kind": "train", "steps": 3, "samples": 0}, {"kind": "export"}, {"kind": "sample", "count": 3}, "sheet",
        {"kind": "sheet", "id": "photo", "format": "jpeg"}, "images",
        {"kind": "interpolate", "frames": 3, "keyframes": 2, "from": "train"}, {"kind": "video", "size": 28},
        {"kind": "video", "id": "film", "size": 28, "format": "gif"},
        {"kind": "video", "id": "web", "size": 28, "format": "webp"},
        {"kind": "video", "id": "page", "size": 28, "format": "webm"},
        {"kind": "sample", "id": "one", "count": 1, "from": "train"},
        {"kind": "video", "id": "still", "size": 28, "format": "webp"}]}
    """
  private static let files = [
    "export": "export.safetensors", "sheet": "sheet.png", "photo": "photo.jpg", "images": "images/0002.png",
    "video": "video.mp4", "film": "film.gif", "web": "web.webp", "still": "still.webp",
    "page": "page.webm",
  ]

  private struct Shown: Decodable {
    let artpipe: String?
    let stage: String
    let seed: Int
    let model: String?
    let data: String?
    let file: String?
  }

  private func shown(_ file: String, in scratch: Scratch) throws -> Shown {
    let run = try Program.artpipe("recipe", "--json", file, in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    return try JSONDecoder().decode(Shown.self, from: Data(run.output.utf8))
  }

  /// Every format tells the same, and every file is made again: with the run's own model, and with one that is trained
  /// again.
  @Test func everyFormatIsReadAndMadeAgain() throws {
    let scratch = try Scratch()
    try scratch.write(Self.document, to: "d.json")
    try #require(Program.artpipe("run", "d.json", "--no-report", in: scratch.path).status == 0)
    var models: Set<String> = []
    for (stage, name) in Self.files.sorted(by: { $0.key < $1.key }) {
      let file = "runs/all/\(name)"
      let recipe = try shown(file, in: scratch)
      #expect(recipe.stage == stage)
      #expect(recipe.seed == 7)
      #expect(recipe.artpipe == "0.1.0")
      #expect(recipe.data?.count == 64)
      #expect(recipe.file == (stage == "images" ? "0002.png" : nil))
      models.insert(recipe.model ?? "")
      let again = try Program.artpipe("rerun", file, in: scratch.path)
      #expect(again.status == 0, "\(name): \(again.errors)")
      // A stage's folder is its own.
      let new = file.replacingOccurrences(of: ".", with: "-again.").replacingOccurrences(of: "images/", with: "")
      #expect(again.output == "\(new)\n")
      #expect(again.errors.contains("runs/all/train/checkpoint.safetensors: it has the hash that the recipe tells\n"))
      #expect(again.errors.contains("identical: \(new) has the same bytes as \(file)\n"))
      #expect(try scratch.data(new) == scratch.data(file))
    }
    #expect(models.count == 1 && models.first?.count == 64)
    let left = try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "runs/all"))
    #expect(!left.contains { $0.hasSuffix(".run") })

    // A checkpoint carries none: its run tells. What is printed as a document is one.
    #expect(try shown("runs/all/train/checkpoint.safetensors", in: scratch).stage == "train")
    let text = try Program.artpipe("recipe", "runs/all/web.webp", in: scratch.path).output
    #expect(text.hasPrefix("made by  artpipe 0.1.0\nstage    web\nseed     7\nmodel    SHA-256 of its generator "))
    let saved = try Program.artpipe("recipe", "--document", "runs/all/web.webp", in: scratch.path).output
    try scratch.write(saved, to: "saved.json")
    #expect(try Program.artpipe("validate", "saved.json", in: scratch.path).status == 0)

    // Elsewhere the model is trained again.
    try scratch.write(scratch.data("runs/all/film.gif"), to: "sent/film.gif")
    let trained = try Program.artpipe("rerun", "sent/film.gif", "-o", "sent/new.gif", in: scratch.path)
    #expect(trained.status == 0, "\(trained.errors)")
    #expect(
      trained.errors.contains(
        "the model is trained again: none with the hash that the recipe tells is at sent/train/best.safetensors, "))
    #expect(trained.errors.contains("identical: sent/new.gif"))
    let taken = try Program.artpipe(
      "rerun", "sent/film.gif", "--model", "runs/all", in: scratch.path)
    #expect(taken.status == 0 && taken.output == "sent/film-again.gif\n", "\(taken.errors)")
    #expect(
      try FileManager.default.contentsOfDirectory(atPath: scratch.path(of: "sent")).sorted() == [
        "film-again.gif", "film.gif", "new.gif",
      ])
  }

  /// What commands make from a model is made again where the model may be read.
  @Test func aStrangersRecipeReadsOnlyWhatIsAllowed() throws {
    let scratch = try Scratch()
    let digits = try Data(contentsOf: URL(fileURLWithPath: "\(Program.package)/Assets/Weights/digits-fast.safetensors"))
    try scratch.write(digits, to: "models/digits.safetensors")
    func artpipe(_ words: String...) throws -> ProgramRun { try Program.artpipe(words, in: scratch.path) }
    for output in ["out/a.png", "out/numbers.safetensors", "out/folder"] {
      let run = try artpipe("sample", "--model", "models/digits.safetensors", "--count", "2", "-o", output)
      try #require(run.status == 0, "\(run.errors)")
    }
    let refused = try artpipe("rerun", "out/a.png")
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains(
        "stages[0].file: models/digits.safetensors lies outside of what the document may read, since it is not trusted: "
          + "move it there, or give --allow-read models/digits.safetensors\n"))
    #expect(
      refused.errors.contains(
        "no model with the hash that the recipe tells was found; looked at out/digits.safetensors, "))
    for file in ["out/a.png", "out/numbers.safetensors", "out/folder/0002.png"] {
      let allowed = try artpipe("rerun", file, "--allow-read", "models/digits.safetensors")
      #expect(allowed.status == 0, "\(allowed.errors)")
      #expect(allowed.errors.contains("identical: "))
    }
    // The model of the same hash, wherever it lies.
    try scratch.write(digits, to: "out/digits.safetensors")
    #expect(try artpipe("rerun", "out/a.png", "-o", "out/b.png").status == 0)
    let wrong = try artpipe("rerun", "out/a.png", "-o", "out/c.png", "--model", "gone")
    #expect(wrong.status == 66, "\(wrong.errors)")
    let other = try artpipe("rerun", "out/a.png", "-o", "out/c.png", "--model", "art-64")
    #expect(other.status == 65)
    #expect(other.errors.contains("the file was made with another model: the recipe tells of one with the hash "))
    let there = try artpipe("rerun", "out/a.png", "-o", "out/b.png")
    #expect(there.status == 73)
    #expect(there.errors.contains("out/b.png: this file is there already; give --output another name"))
  }

  /// The session of choices goes on, so that its file is another one: that is the reason, and with the old file all is as it
  /// was. Options name files that lie elsewhere.
  @Test func filesThatChangedAreNamed() throws {
    let scratch = try Scratch()
    func artpipe(_ words: String...) throws -> ProgramRun { try Program.artpipe(words, in: scratch.path) }
    try #require(artpipe("choose", "digits-fast", "--count", "6").status == 0)
    try #require(artpipe("choose", "digits-fast", "--keep", "1,2").status == 0)
    let made = try artpipe(
      "morph", "--model", "digits-fast", "--points", "choices.artpoints.json", "--frames", "3", "--size", "28", "-o",
      "fav.gif")
    try #require(made.status == 0, "\(made.errors)")
    let told = try artpipe("recipe", "fav.gif").output
    #expect(told.contains("\nread     choices.artpoints.json, SHA-256 "), "\(told)")
    let old = try scratch.data("choices.artpoints.json")
    try #require(artpipe("choose", "digits-fast", "--keep", "3,4").status == 0)

    let changed = try artpipe("rerun", "fav.gif", "--folder", ".")
    #expect(changed.status == 1)
    #expect(
      changed.errors.contains("; choices.artpoints.json has changed (this one: choices.artpoints.json)\n"),
      "\(changed.errors)")
    let refused = try artpipe("rerun", "fav.gif", "-o", "b.gif")
    #expect(refused.status == 65)
    #expect(
      refused.errors.contains("the recipe of fav.gif: stages[1].points: choices.artpoints.json lies outside of what"),
      "\(refused.errors)")
    try scratch.write(old, to: "kept/deep/choices.artpoints.json")
    let found = try artpipe("rerun", "fav.gif", "-o", "c.gif", "--allow-read", "kept")
    #expect(found.status == 0, "\(found.errors)")
    #expect(found.errors.contains("choices.artpoints.json of the recipe is kept/deep/choices.artpoints.json\n"))
    #expect(found.errors.contains("identical: "))
    let missing = try artpipe("rerun", "fav.gif", "-o", "d.gif", "--folder", "kept/deep/../../runs-of-none")
    #expect(missing.errors.contains("--folder kept/deep/../../runs-of-none: there is no such file or folder"))
  }

  /// The weights that a training began with need not be there where its own checkpoint is.
  @Test func whatATrainingBeganWithIsNotNeeded() throws {
    let scratch = try Scratch()
    func artpipe(_ words: String...) throws -> ProgramRun { try Program.artpipe(words, in: scratch.path) }
    let model =
      #""model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24}"#
    try scratch.write(
      #"{"name": "a", \#(model), "stages": [{"kind": "train", "steps": 1, "samples": 0}]}"#, to: "a.json")
    try scratch.write(
      #"""
      {"name": "b", \#(model), "stages": [{"kind": "load", "file": "runs/a"}, {"kind": "train", "steps": 1, "samples": 4},
        "sample", "sheet"]}
      """#, to: "b.json")
    for name in ["a.json", "b.json"] {
      let run = try artpipe("run", name, "--no-report")
      try #require(run.status == 0, "\(run.errors)")
    }
    try FileManager.default.removeItem(atPath: scratch.path(of: "runs/a"))
    let again = try artpipe("rerun", "runs/b/sheet.png")
    #expect(again.status == 0, "\(again.errors)")
    #expect(again.errors.contains("identical: runs/b/sheet-again.png"))
    let trained = try artpipe("rerun", "runs/b/sheet.png", "-o", "c.png", "--train", "--trusted")
    #expect(trained.status == 66, "\(trained.errors)")
    #expect(trained.errors.contains("'runs/a' was looked for at runs/a; --folder names"), "\(trained.errors)")
  }

  @Test func filesWithoutARecipeSayWhy() throws {
    let scratch = try Scratch()
    func artpipe(_ words: String...) throws -> ProgramRun { try Program.artpipe(words, in: scratch.path) }
    #expect(try artpipe("sample", "--model", "digits-fast", "--count", "1", "--no-recipe", "-o", "a.png").status == 0)
    #expect(
      try artpipe("morph", "--model", "digits-fast", "--frames", "2", "--size", "28", "--no-recipe", "-o", "a.gif")
        .status == 0)
    let image = try PixelImage(width: 2, height: 2, channels: 1)
    try scratch.write(Data(PNGFormat().encode(image)), to: "plain.png")
    try scratch.write(Data(PNGFormat().encode(image, ImageOptions(metadata: ["Software": "gimp"]))), to: "gimp.png")
    try scratch.write(
      Data(PNGFormat().encode(image, ImageOptions(metadata: ["artpipe": #"{"document": 5}"#]))), to: "bad.png")
    try scratch.write("no image", to: "a.txt")
    for (file, status, words) in [
      ("a.png", 65 as Int32, "a.png: artpipe 0.1.0 made it without a recipe: with --no-recipe, or"),
      ("a.gif", 65, "a.gif: artpipe 0.1.0 made it without a recipe"),
      ("plain.png", 65, "plain.png: it carries no recipe: another program made it, or one that edited it dropped the"),
      ("gimp.png", 65, "another program made it (it names gimp)"),
      ("bad.png", 65, "bad.png: the recipe in it is damaged"), ("a.txt", 65, "a.txt: this is text"),
      ("gone.png", 66, "gone.png: "),
    ] {
      for command in ["recipe", "rerun"] {
        let run = try artpipe(command, file)
        #expect(run.status == status, "\(run.errors)")
        #expect(run.errors.contains(words), "\(run.errors)")
      }
    }
  }

  /// Another version, other images to learn from, another document.
  @Test func whatDiffersIsSaidAndWhy() throws {
    let scratch = try Scratch()
    try scratch.write(
      """
      {"name": "d", "model": {"plugin": "mlp-gan", "recipe": {"batchSize": 8}}, "dataset": {"kind": "strokes", "count": 24},
        "stages": [{"kind": "train", "steps": 2, "samples": 0}, {"kind": "sample", "count": 2}, "sheet"]}
      """, to: "d.json")
    try #require(Program.artpipe("run", "d.json", "--no-report", in: scratch.path).status == 0)
    let sheet = scratch.path(of: "runs/d/sheet.png")
    let image = try ImageDecoder().decode(file: sheet)
    var texts = try MetadataReader().metadata(file: sheet)
    func rerun(_ texts: [String: String], _ image: PixelImage, _ name: String) throws -> ProgramRun {
      try scratch.write(Data(PNGFormat().encode(image, ImageOptions(metadata: texts))), to: name)
      return try Program.artpipe("rerun", name, in: scratch.path)
    }
    texts["Software"] = "artpipe 0.0.9"
    let version = try rerun(texts, image, "version.png")
    #expect(version.status == 1)
    #expect(
      version.errors.contains(
        "different: version-again.png is not version.png again: its content is the same, and only what the file "
          + "tells of it is other; artpipe 0.0.9 made the old one, and this is 0.1.0\n"))
    texts["artpipe"] = texts["artpipe"]?.replacingOccurrences(of: #""count":24"#, with: #""count":25"#)
    let data = try rerun(texts, image, "data.png")
    #expect(data.status == 1)
    #expect(data.errors.contains("the images to learn from are not those of the recipe: what is made will differ"))
    #expect(data.errors.contains("this is 0.1.0, and the images to learn from are others\n"))
    let changed = try PixelImage(
      width: image.width, height: image.height, channels: image.channels,
      pixels: [image.pixels[0] ^ 8] + image.pixels.dropFirst())
    let pixels = try rerun(try MetadataReader().metadata(file: sheet), changed, "pixels.png")
    #expect(pixels.errors.contains("is not pixels.png again: 1 of "), "\(pixels.errors)")
    #expect(pixels.errors.contains("differ, by at most 8 of 255; the libraries that encode images"), "\(pixels.errors)")
  }
}
