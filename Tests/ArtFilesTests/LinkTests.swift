import Foundation
import Testing

@testable import ArtFiles

/// Links are followed where a person typed the path, and never below a run folder.
struct LinkTests {
  let scratch: Scratch

  init() throws { scratch = try Scratch() }

  /// A link's target from the scratch folder, and where that leads.
  @Test(arguments: [
    ("real/file", "real/file"), ("real/new", "real/new"), ("second", "real/file"), ("over/file", "real/file"),
  ])
  func aTypedLinkIsFollowedAndStays(target: String, file: String) throws {
    try scratch.put("old", "real/file")
    try scratch.link("second", to: "real/file")
    try scratch.link("over", to: "real")
    try scratch.link("link", to: target)
    try FilePlace.typed(scratch.path("link")).write(bytes("new"))
    #expect(scratch.target("link") == target)
    #expect(scratch.target("second") == "real/file")
    #expect(try scratch.text(file) == "new")
    #expect(scratch.names.allSatisfy { !$0.hasSuffix(".tmp") })
  }

  @Test func anAbsoluteTypedLinkIsFollowed() throws {
    try scratch.put("old", "real/file")
    try scratch.link("link", to: scratch.path("real/file"))
    try RunFolder(scratch.run.path, typed: "link").file("link").write(bytes("new"))
    #expect(try scratch.text("real/file") == "new")
    #expect(scratch.target("link") == scratch.path("real/file"))
  }

  @Test(arguments: ["real/file", "real/new", "real"])
  func aLinkInARunFolderIsReplaced(target: String) throws {
    try scratch.put("old", "real/file")
    try scratch.put("", "run/train/x")
    try scratch.link("run/train/link", to: "../../\(target)")
    try RunFolder(scratch.path("run")).file("train/link").write(bytes("new"))
    #expect(scratch.target("run/train/link") == nil)
    #expect(try scratch.text("run/train/link") == "new")
    #expect(try scratch.text("real/file") == "old")
    #expect(!scratch.names.contains("real/new"))
  }

  @Test func aLinkedFolderBelowARunFolderIsNamed() throws {
    try scratch.put("old", "real/file")
    try scratch.put("", "run/x")
    try scratch.link("run/train", to: "../real")
    let run = RunFolder(scratch.path("run"))
    let reason = "\(run.path(of: "train")) is a link, and links below a run folder are not followed"
    let writing = #expect(throws: FileError.self) { try run.file("train/file").write([]) }
    #expect(writing?.description == "\(run.path(of: "train/file")): cannot create the file: \(reason)")
    #expect(writing?.code == .link)
    let making = #expect(throws: FileError.self) { try run.create("train/samples") }
    #expect(making?.description == "\(run.path(of: "train/samples")): the folder cannot be made: \(reason)")
    #expect(throws: FileError.self) { try run.remove("train/file") }
    #expect(try scratch.text("real/file") == "old")
  }

  @Test func theRunFolderItselfMayBeALink() throws {
    try scratch.put("", "real/x")
    try scratch.link("run", to: "real")
    let run = RunFolder(scratch.path("run"))
    try run.create("train")
    try run.file("train/a").write(bytes("new"))
    #expect(try scratch.text("real/train/a") == "new")
    #expect(scratch.target("run") == "real")
  }

  /// Of a typed folder only the name in it was typed; what the program names below it was not.
  @Test func namesBelowATypedOneAreNot() throws {
    try scratch.put("old", "real/file")
    try scratch.put("", "images/x")
    try scratch.link("linked", to: "images")
    try scratch.link("images/1.png", to: "../real/file")
    let folder = RunFolder(scratch.run.path, typed: "linked")
    try folder.create("linked")
    try folder.file("linked/1.png").write(bytes("new"))
    #expect(scratch.target("linked") == "images" && scratch.target("images/1.png") == nil)
    #expect(try scratch.text("images/1.png") == "new" && scratch.text("real/file") == "old")
    #expect(scratch.names == ["images/", "images/1.png", "images/x", "linked", "real/", "real/file"])
  }

  /// Nor was what the program names beside a typed file.
  @Test func namesBesideATypedOneAreNot() throws {
    try scratch.put("old", "real/file")
    for name in ["mine.png", "mine.json"] { try scratch.link(name, to: "real/file") }
    let folder = RunFolder(scratch.run.path, typed: "mine.png")
    try folder.file("mine.json").write(bytes("beside"))
    #expect(try scratch.target("mine.json") == nil && scratch.text("real/file") == "old")
    try folder.file("mine.png").write(bytes("new"))
    #expect(try scratch.target("mine.png") == "real/file" && scratch.text("real/file") == "new")
    #expect(scratch.names == ["mine.json", "mine.png", "real/", "real/file"])
  }

  @Test func removingTakesLinksNotWhatTheyLeadTo() throws {
    try scratch.put("kept", "real/file")
    try scratch.put("", "run/train/deep/x")
    try scratch.link("run/train/deep/folder", to: "../../../real")
    try scratch.link("run/link", to: "../real/file")
    let run = RunFolder(scratch.path("run"))
    try run.remove("link")
    #expect(throws: FileError.self) { try run.remove("train") }
    for name in ["train/deep/folder", "train/deep/x", "train/deep", "train", "train"] { try run.remove(name) }
    try run.remove("none/at/all")
    try scratch.link("typed", to: "real/file")
    try RunFolder(scratch.run.path, typed: "typed").remove("typed")
    #expect(scratch.names == ["real/", "real/file", "run/"])
  }
}
