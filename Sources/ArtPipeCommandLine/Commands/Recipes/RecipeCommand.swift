import ArgumentParser
import ArtFiles
import ArtNN
import ArtPipeline
import ArtSettings

/// `artpipe recipe`.
struct RecipeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "recipe", abstract: "Shows what an image or a video was made from.",
    discussion: """
      Sheets, images and videos carry their recipe: the document, the stage, the version, and hashes of the model, of the \
      images that it learnt from, and of the files that were read. 'artpipe rerun' makes the file again.
      """)

  @Argument(help: "A .png, .jpg, .gif, .webp, .mp4, .mov, .webm or .safetensors file.", completion: .file())
  var file: String
  @Flag(help: "Prints JSON.")
  var json = false
  @Flag(help: "Prints the document alone, to be saved and changed.")
  var document = false

  func validate() throws {
    if json, document { throw ValidationError("--json and --document: give one of them") }
  }

  func run() throws {
    let console = Console()
    try reporting(console) {
      let recipe = try RecipeReader(Program.current.toolbox).recipe(of: file)
      let lines: [String] =
        if json {
          [recipe.json.prettyJSON]
        } else if document {
          [recipe.document.prettyJSON]
        } else {
          Self.table(recipe) + ["document:", recipe.document.prettyJSON]
        }
      // What a stranger's file says is no command to the terminal.
      for line in lines.flatMap({ $0.trimmingLineEnd.split(separator: "\n") }) {
        console.result(Paths.printable(String(line)))
      }
    }
  }

  private static func table(_ recipe: Recipe) -> [String] {
    var rows: [(String, String?)] = [
      ("made by", recipe.version.map { "artpipe \($0)" }), ("stage", recipe.stage), ("file", recipe.file),
      ("seed", "\(recipe.seed)"), ("model", recipe.model.map { "SHA-256 of its generator \($0)" }),
      ("data", recipe.data.map { "SHA-256 \($0)" }),
    ]
    for file in recipe.files ?? [] { rows.append(("read", "\(file.path), SHA-256 \(file.sha256)")) }
    for (id, length) in recipe.trainings.sorted(by: { $0.key < $1.key }) {
      rows.append(("length", "\(Counted.text(length.steps, "step")) of '\(id)'"))
    }
    return TextTable(rows.compactMap { name, text in text.map { [name, $0] } }).lines()
  }
}
