import Foundation
import Testing

struct ExportCommandTests {
  @Test func aFileIsWrittenByCommandAndByStage() throws {
    let scratch = try Scratch()
    let command = try Program.artpipe(
      "export", "onnx", "rgb-art", "--output", "flowers.onnx", "--no-recipe", in: scratch.path)
    #expect(command.status == 0 && command.output == "flowers.onnx\n", "\(command.errors)")
    try scratch.write(
      #"{"embedRecipe": false, "stages": [{"kind": "load", "file": "rgb-art"}, {"kind": "export", "format": "onnx"}]}"#,
      to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.data("flowers.onnx") == scratch.data("runs/d/export.onnx"))
  }

  @Test func weightsAreExportedToo() throws {
    let scratch = try Scratch()
    let export = try Program.artpipe(
      "export", "safetensors", "rgb-art", "--output", "a.safetensors", "--note", "Mine.", in: scratch.path)
    #expect(export.status == 0, "\(export.errors)")
    #expect(try scratch.data("a.safetensors").range(of: Data("Mine.".utf8)) != nil)
    let sample = try Program.artpipe("sample", "--model", "a.safetensors", "--output", "a.png", in: scratch.path)
    #expect(sample.status == 0, "\(sample.errors)")
  }

  @Test(
    "What cannot be exported is told, and nothing is written",
    arguments: [
      (
        ["onnx", "rgb-art", "-o", "a.bin"], 65,
        "error: --output a.bin: expected a name that ends in .onnx, found \"a.bin\"\n"
      ),
      (
        ["onx", "rgb-art", "-o", "a.onnx"], 65,
        "error: export onx: this program has no export format 'onx'; did you mean 'onnx'?\n"
      ),
      (
        ["onnx", "nothing", "-o", "a.onnx"], 66,
        "error: export onnx nothing: there is no file nothing, and no weights 'nothing' come with artpipe\n"
      ),
      (
        ["onnx", "rgb-art", "-o", "none/a.onnx"], 73,
        "error: none/a.onnx: cannot create the file: no such file or directory\n"
      ),
      (
        ["safetensors", "rgb-art", "--uint8", "-o", "a.safetensors"], 65,
        "error: --uint8: unknown key --uint8; it is one of the format 'onnx', and this is 'safetensors'\n"
      ),
      (
        ["onnx", "rgb-art", "--direction", "back", "-o", "a.onnx"], 65,
        "error: --direction back: 'rgb-art' makes images from noise and has no direction: leave --direction out\n"
      ),
    ] as [([String], Int32, String)])
  func refused(arguments: [String], status: Int32, message: String) throws {
    let scratch = try Scratch()
    let weights = "\(Program.package)/Assets/Weights/rgb-art.safetensors"
    try FileManager.default.copyItem(atPath: weights, toPath: "\(scratch.path)/model.safetensors")
    let before = try FileManager.default.contentsOfDirectory(atPath: scratch.path)
    let run = try Program.artpipe(["export"] + arguments, in: scratch.path)
    #expect(run.status == status)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == before)
  }

  /// A file that holds a model is not written over, whatever its name.
  @Test func aModelIsNotReplaced() throws {
    let scratch = try Scratch()
    let weights = "\(Program.package)/Assets/Weights/rgb-art.safetensors"
    try FileManager.default.copyItem(atPath: weights, toPath: "\(scratch.path)/model.onnx")
    let run = try Program.artpipe("export", "onnx", "rgb-art", "-o", "model.onnx", in: scratch.path)
    #expect(run.status == 73)
    #expect(run.errors.contains("model.onnx: this file may hold a model, so it is not replaced"), "\(run.errors)")
    #expect(try scratch.data("model.onnx") == Data(contentsOf: URL(fileURLWithPath: weights)))
    // Another program's network; artpipe's own may be written again.
    try scratch.write("\u{8}\u{7}\u{12}\u{7}pytorch", to: "other.onnx")
    let other = try Program.artpipe("export", "onnx", "rgb-art", "-o", "other.onnx", in: scratch.path)
    #expect(other.status == 73)
    #expect(
      other.errors.contains("other.onnx: this command did not make what is there, so it is not replaced"),
      "\(other.errors)")
    for _ in 0..<2 {
      #expect(try Program.artpipe("export", "onnx", "rgb-art", "-o", "own.onnx", in: scratch.path).status == 0)
    }
  }
}
