import ArgumentParser
import ArtFiles
import ArtGAN
import ArtNN
import ArtPipeline
import ArtSettings

/// `artpipe import`.
struct ImportCommand: ParsableCommand {
  static var configuration: CommandConfiguration {
    let formats = Program.current.toolbox.importFormats.all
    return CommandConfiguration(
      commandName: "import", abstract: "Reads a model that another program trained.",
      discussion: """
        The format says what is read; nothing in a file is run:

        \(formats.map { "  \($0.id): \($0.purpose)" }.joined(separator: "\n"))

        The output is a model for 'sample', 'morph', 'export' and the stage 'load'. Beside it goes a model file, \
        NAME.artmodel.json, by which a document names the model to train it further (--plugin-path NAME.artmodel.json), unless \
        --model names one that is known. A discriminator that is not brought begins at random weights.
        """)
  }

  @Argument(help: "The format, such as 'torch'.")
  var format: String
  @Argument(help: "The generator's file, and the discriminator's where there is one.")
  var files: [String]
  @Option(name: .shortAndLong, help: "The model's file, NAME.safetensors.")
  var output: String
  @Option(
    help: """
      The model whose layers the files' tensors belong to, one by one; by default the files say which layers there are.
      """)
  var model: String?
  @Option(help: "Seeds the first weights of a discriminator that is not brought.")
  var seed: UInt64 = 1
  @Flag(help: "Replaces files that are there already.")
  var force = false
  @OptionGroup var models: ModelOptions

  func run() throws {
    let console = Console()
    try reporting(console) {
      let target = OutputFile(output)
      guard target.fileExtension == "safetensors" else {
        throw ValidationError("--output \(output): expected a name that ends in .safetensors")
      }
      let tools = try models.makeToolbox()
      guard let format = tools.importFormats[format] else {
        let error = tools.importFormats.unknown(format)
        throw Problems([Problem(.unknownName, error.message, suggestion: error.suggestion)])
      }
      let known = try model.map { id in
        guard let plugin = tools.models[id] else { throw Unknown.model(id, in: tools.models) }
        return try ModelText.definition(plugin, settings: [:], classes: nil)
      }
      let (id, modelFile) = (ModelFile.modelName(ofFile: target.name), known == nil ? modelFile(beside: target) : nil)
      if let modelFile, let other = tools.models[id],
        other.source.map({ FileInfo($0)?.identity != FileInfo(modelFile)?.identity }) ?? true
      {
        throw PipelineError(
          .data, "--output \(output): there is a model named '\(id)' already; give another name with --output")
      }
      for path in [output, modelFile].compactMap(\.self) where !force && FileInfo(path) != nil {
        throw PipelineError(
          .cannotWrite,
          "\(path) is there already, and is not replaced; give another name with --output, or add --force")
      }
      for path in [output, modelFile].compactMap(\.self) {
        guard let there = FileInfo(path)?.identity, files.contains(where: { FileInfo($0)?.identity == there }) else {
          continue
        }
        throw PipelineError(.cannotWrite, "\(path) is one of the files that are read; give another name with --output")
      }
      let imported = try format.read(ImportRequest(files: files, id: id, model: known))
      try write(imported, modelFile: modelFile, console)
    }
  }

  private func modelFile(beside target: OutputFile) -> String {
    target.path(of: target.name.dropLast(target.fileExtension.count + 1) + ModelFile.endings[0])
  }

  private func write(_ imported: ImportedModel, modelFile: String?, _ console: Console) throws {
    for network in try imported.missingNetworks() {
      console.message("\(files.joined(separator: ", ")): no \(network.name) is in there: it begins at random weights")
    }
    let text = try modelFile.map { _ in
      try ModelFile.text(
        of: imported.definition,
        summary: "Imported from \(format) (\(files.map { Paths.split($0).name }.joined(separator: ", ")))",
        documentation: "Its layers and weights come from another program; 'load' \(output) to go on from the weights.")
    }
    try imported.checkpoint(seed: seed).write(to: .typed(output))
    console.result(output)
    guard let modelFile, let text else { return }
    try FilePlace.typed(modelFile).write(Array(text.utf8))
    console.result(modelFile)
  }
}
