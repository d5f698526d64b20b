import Foundation
import Testing

struct WebExportTests {
  @Test func aPageIsWrittenByCommandAndByStage() throws {
    let scratch = try Scratch()
    let options = ["--title", "Flowers", "--controls", "morph,save", "--image-size", "300", "--no-recipe"]
    let command = try Program.artpipe(
      ["export", "web", "rgb-art", "--output", "flowers.html"] + options, in: scratch.path)
    #expect(command.status == 0 && command.output == "flowers.html\n", "\(command.errors)")
    try scratch.write(
      #"""
      {"embedRecipe": false, "stages": [{"kind": "load", "file": "rgb-art"},
        {"kind": "export", "format": "web", "title": "Flowers", "controls": ["morph", "save"], "imageSize": 300}]}
      """#, to: "d.json")
    let run = try Program.artpipe("run", "d.json", in: scratch.path)
    #expect(run.status == 0, "\(run.errors)")
    #expect(try scratch.data("flowers.html") == scratch.data("runs/d/export.html"))
    let page = try scratch.text("flowers.html")
    #expect(page.contains("<h1>Flowers</h1>") && page.contains("--image: 300px"))
    // Whose images the model was trained on stays said.
    #expect(
      page.contains("<p>Flowers, learnt from images that artpipe draws itself (the data set &#x27;blossoms&#x27;).</p>")
    )
  }

  /// A page of somebody's own is not written over; the program's is.
  @Test func aPageOfTheUserIsNotReplaced() throws {
    let scratch = try Scratch()
    try scratch.write("<!DOCTYPE html><title>My site</title>", to: "index.html")
    let run = try Program.artpipe("export", "web", "rgb-art", "-o", "index.html", in: scratch.path)
    #expect(run.status == 73)
    #expect(
      run.errors.contains("index.html: this command did not make what is there, so it is not replaced"), "\(run.errors)"
    )
    #expect(try scratch.text("index.html") == "<!DOCTYPE html><title>My site</title>")
    for title in ["One", "Two"] {
      let own = try Program.artpipe("export", "web", "rgb-art", "-o", "own.html", "--title", title, in: scratch.path)
      #expect(own.status == 0, "\(own.errors)")
    }
    #expect(try scratch.text("own.html").contains("<h1>Two</h1>"))
  }

  @Test(
    "What cannot be exported is told",
    arguments: [
      (
        ["emoji-style", "-o", "a.html"],
        "error: export web: 'cyclegan' translates images, and a page draws images from noise; export it as onnx, which "
          + "onnxruntime-web runs in a page of your own\n"
      ),
      (["rgb-art", "-o", "a.htm"], "error: --output a.htm: expected a name that ends in .html, found \"a.htm\"\n"),
      (
        ["rgb-art", "-o", "a.html", "--controls", "morph,slider"],
        "error: --controls morph,slider: a page has no control 'slider'; known are seed, morph, sliders, favourites, save, "
          + "link; did you mean 'sliders'?\n"
      ),
      (
        ["rgb-art", "-o", "a.html", "--uint8"],
        "error: --uint8: unknown key --uint8; it is one of the format 'onnx', and this is 'web'\n"
      ),
    ] as [([String], String)])
  func refused(arguments: [String], message: String) throws {
    let scratch = try Scratch()
    let run = try Program.artpipe(["export", "web"] + arguments, in: scratch.path)
    #expect(run.status == 65)
    #expect(run.errors.contains(message), "\(run.errors)")
    #expect(try FileManager.default.contentsOfDirectory(atPath: scratch.path) == [])
  }
}
