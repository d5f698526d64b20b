import ArtFiles
import Foundation
import Testing

/// Everything that changes the disk, and everything that opens files, goes through ArtFiles.
struct DiskCallTests {
  /// Calls of the C library, of Foundation and of FFmpeg that touch files.
  private static let calls = [
    "open", "openat", "creat", "fopen", "freopen", "fdopen", "tmpfile", "mkstemp", "mkdtemp", "rename", "renameat",
    "unlink", "unlinkat", "remove", "rmdir", "mkdir", "mkdirat", "mkfifo", "link", "linkat", "symlink", "symlinkat",
    "truncate", "ftruncate", "pwrite", "fwrite", "fputs", "fputc", "fprintf", "fsync", "fdatasync", "flock", "chmod",
    "fchmod", "chown", "utimes", "opendir", "strerror", "strerror_r",
  ].joined(separator: "|")

  private static let pattern = try? NSRegularExpression(
    pattern: #"(?<![\w.>])(?<!func )(?:(?:Glibc|Musl|Darwin)\.)?(?:\#(calls))\s*\("#
      + #"|\bavio_open2?\b|\bFileManager\b|\bFileHandle\s*\(|\bOutputStream\b|\bInputStream\b"#
      + #"|\bcontentsOf(?:File)?:\s*(?:URL|file|path)|\bwrite\(to(?:File)?:\s*URL|\.atomic\b|\batomically:"#)

  /// What a line of code does to files; nil for nothing.
  static func call(in line: String) -> String? {
    let code = line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    let whole = NSRange(code.startIndex..., in: code)
    return pattern?.firstMatch(in: code, range: whole).flatMap { Range($0.range, in: code) }.map { String(code[$0]) }
  }

  @Test func onlyArtFilesTouchesFiles() throws {
    let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path
    var found: [String] = []
    var files = 0
    for folder in ["Sources", "Plugins"] {
      for file in try Listing.files(in: "\(root)/\(folder)")
      where ["swift", "c", "h"].contains(Paths.fileExtension(file)) {
        if folder == "Sources", file.hasPrefix("ArtFiles/") { continue }
        files += 1
        let text = String(
          decoding: try FileReader.contents(of: "\(root)/\(folder)/\(file)", limit: 1 << 22), as: UTF8.self)
        for (index, line) in text.split(separator: "\n", omittingEmptySubsequences: false).enumerated() {
          if let call = Self.call(in: String(line)) { found.append("\(folder)/\(file):\(index + 1): \(call)") }
        }
      }
    }
    #expect(files > 300)
    #expect(found == [], "use ArtFiles instead: \(found.joined(separator: "\n"))")
  }

  @Test(arguments: [
    "  let f = fopen(path, \"w\");", "descriptor = open(path, O_RDONLY)", "Glibc.open(path, 0)",
    "ff->avio_open(&pb, x)",
    "try? FileManager.default.removeItem(atPath: x)", "try data.write(to: URL(fileURLWithPath: p))", "  rename (a, b);",
    "let d = try Data(contentsOf: URL(filePath: p))", "String(cString: strerror(errno))", "fprintf(stderr, x);",
    "try text.write(to: url, atomically: true, encoding: .utf8)", "FileHandle(forWritingAtPath: p)",
  ])
  func isFound(line: String) { #expect(Self.call(in: line) != nil) }

  @Test(arguments: [
    "  func open(path: String) {", "try choice.open(path: path)", "names.append(contentsOf: others)",
    "// FileManager would follow links", "try folder.link(a, as: b)", "let t = encoder.rename(x)", "reopen(x)",
    "ff->av_strerror(e, words)", "FileHandle.standardError.write(contentsOf: bytes)", "try checkpoint.write(to: place)",
  ])
  func isNotFound(line: String) { #expect(Self.call(in: line) == nil) }
}
