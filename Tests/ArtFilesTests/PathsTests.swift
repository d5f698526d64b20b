import ArtFiles
import Testing

struct PathsTests {
  @Test(arguments: [
    ("a/b.png", "a", "b.png", "png"), ("b.TIFF", ".", "b.TIFF", "tiff"), ("/a", "/", "a", ""),
    ("a/b/", "a", "b", ""), ("x/.hidden", "x", ".hidden", ""), ("a.b/c", "a.b", "c", ""), ("/", "/", "", ""),
    ("é/ü.jpeg", "é", "ü.jpeg", "jpeg"), ("a/\u{93E}/b.\u{301}x", "a/\u{93E}", "b.\u{301}x", "\u{301}x"),
    ("\u{301}/\u{301}", "\u{301}", "\u{301}", ""), ("a.tar.gz", ".", "a.tar.gz", "gz"),
  ])
  func partsOfAPath(path: String, folder: String, name: String, fileExtension: String) {
    #expect(Paths.split(path) == (folder, name))
    #expect(Paths.fileExtension(path) == fileExtension)
  }

  @Test(arguments: [
    ("a/./b/../c", nil, "a/c"), ("a", "x/y", "x/y/a"), ("../a", "x/y", "x/a"), ("/a", "x", "/a"), (".", nil, "."),
    ("../../a", "x", "../a"), ("", nil, ""), ("", "x", ""), ("a/./\u{93E}/b", nil, "a/\u{93E}/b"),
    ("/../a", nil, "/../a"),
  ])
  func writtenPathsAreResolved(text: String, folder: String?, path: String) {
    #expect(Paths.resolve(text, from: folder) == path)
  }

  @Test func homeIsResolved() {
    #expect(!Paths.resolve("~").contains("~") && Paths.resolve("~/x").hasSuffix("/x"))
    #expect(Paths.resolve("~x/y") == "~x/y")
  }
}
