import ArtFiles
import Foundation
import Testing

/// Everything that changes the disk, and everything that opens files, goes through ArtFiles, and there through
/// `SystemCall`.
struct DiskCallTests {
  /// Calls of the C library and of the libraries used that touch files by a path, or write to an open one.
  private static let calls = [
    "open", "open64", "openat", "openat2", "creat", "fopen", "fopen64", "freopen", "fdopen", "tmpfile", "tmpnam",
    "tempnam",
    "mkstemps?", "mkostemps?", "mkdtemp", "rename", "renameat2?", "renameatx_np", "renamex_np", "unlink", "unlinkat",
    "remove", "rmdir", "mkdir", "mkdirat", "mkfifo", "mkfifoat", "mknod", "mknodat", "link", "linkat", "symlink",
    "symlinkat", "truncate", "ftruncate", "fallocate", "posix_fallocate", "pwrite", "pwritev", "writev", "sendfile",
    "copy_file_range", "fwrite", "fputs", "fputc", "putc", "fprintf", "vfprintf", "dprintf", "fsync", "fdatasync",
    "syncfs", "sync_file_range", "flock", "lockf", "chmod", "fchmod", "fchmodat", "chown", "fchown", "lchown", "utimes",
    "utime", "utimensat", "futimens", "setxattr", "opendir", "fdopendir", "scandir", "nftw", "fts_open", "glob",
    "fstatat", "access", "faccessat", "readlink", "readlinkat", "realpath", "statvfs", "shm_open",
    "strerror", "strerror_r", "copyfile", "clonefile", "popen", "system", "fork", "vfork", "exec[lv][pe]*",
    "posix_spawnp?", "syscall", "gzopen", "gzopen64", "TIFFOpen", "png_init_io", "jpeg_stdio_(?:src|dest)",
    "png_image_begin_read_from_(?:file|stdio)", "png_image_write_to_(?:file|stdio)",
    "av_fopen_utf8", "socket",
  ].joined(separator: "|")

  private static let pattern = try? NSRegularExpression(
    pattern: #"(?<![\w.>])(?<!func )(?:(?:Glibc|Musl|Darwin)\.)?(?:\#(calls))\("#
      // Through a table of functions, as FFmpeg's are called.
      + #"|(?:->|\.)(?:avio_open2?|av_file_map)\s*\(|\bF\((?:avio_open2?|av_file_map)\)"#
      // With a path; without one it reads what it is handed.
      + #"|\bavformat_open_input\([^,]*,(?!\s*"")|(?<![\w.>])(?<!func )l?stat\s*\((?!\))"#
      // Foundation's. Its types for files are not even named.
      + #"|\bFileManager\b|\bFileHandle\s*\(|\bFileHandle\.init\b|\bFileWrapper\b|\b(?:Output|Input)Stream\b"#
      + #"|\bNS(?:File\w+|URL|Data|MutableData|String|Dictionary|Array|Output\w+|Input\w+)\b|\bURL\b(?!\(fileURLWithPath: [^()]*\)\.standardized\.path)|\bURLSession\b"#
      + #"|\bProcess\s*\(|\bProcess\.run\b|\bBundle\s*\(|\bcreateFile\b|\bcontentsOf(?:File|URL)"#
      + #"|\b(?:Data|String|XMLParser)\(\s*contentsOf\b|\.atomic\b|\batomically:"#
      // C's write, which has three arguments without labels.
      + #"|(?<![\w.>])(?<!func )(?:(?:Glibc|Musl|Darwin)\.)?write\((?!STDERR_FILENO)(?:(?:[^():,]|\([^()]*\))+,){2}(?:[^():,]|\([^()]*\))+\)"#
      + #"|(?:Glibc|Musl|Darwin)\.write\b"#)

  private static let writing = try? NSRegularExpression(pattern: #"\.write\(\s*to(?:File)?:"#)

  /// What a line of code does to files; nil for nothing.
  ///
  /// - Parameter hasFoundation: Whether the file imports Foundation, whose texts and bytes write themselves.
  static func call(in line: String, hasFoundation: Bool = false) -> String? {
    let code = line.range(of: "//").map { String(line[..<$0.lowerBound]) } ?? line
    let whole = NSRange(code.startIndex..., in: code)
    let found =
      pattern?.firstMatch(in: code, range: whole)
      ?? (hasFoundation ? writing?.firstMatch(in: code, range: whole) : nil)
    return found.flatMap { Range($0.range, in: code) }.map { String(code[$0]) }
  }

  private static let root = URL(fileURLWithPath: #filePath).appendingPathComponent("../../..").standardized.path

  /// The code of the program: paths from the root, and lines.
  private static func sources() throws -> [(file: String, lines: [String])] {
    var found: [(String, [String])] = []
    for folder in ["Sources", "Plugins"] {
      for file in try Listing.files(in: "\(root)/\(folder)")
      where ["swift", "c", "h", "m", "cpp"].contains(Paths.fileExtension(file)) {
        let bytes = try FileReader.contents(of: "\(root)/\(folder)/\(file)", limit: 1 << 22)
        let lines = String(decoding: bytes, as: UTF8.self).split(separator: "\n", omittingEmptySubsequences: false)
        found.append(("\(folder)/\(file)", lines.map(String.init)))
      }
    }
    return found
  }

  @Test func onlyArtFilesTouchesFiles() throws {
    let sources = try Self.sources()
    #expect(sources.count > 300)
    for (file, lines) in sources where !["Sources/ArtFiles/", "Sources/CArtFiles/"].contains(where: file.hasPrefix) {
      let hasFoundation = lines.contains { $0.hasSuffix("import Foundation") }
      for (index, line) in lines.enumerated() {
        if let call = Self.call(in: line, hasFoundation: hasFoundation) {
          Issue.record("use ArtFiles instead: \(file):\(index + 1): \(call)")
        }
      }
    }
  }

  /// What touches files goes through the layer that tests make fail.
  @Test func artFilesCallsTheSystemThroughOneLayer() throws {
    var calls = 0
    for (file, lines) in try Self.sources()
    where file.hasPrefix("Sources/ArtFiles/") && !file.hasSuffix("/FileFaults.swift") {
      for (index, line) in lines.enumerated() {
        // The system's own calls have its paths and numbers; a method of this module is called with other names.
        guard let call = Self.call(in: line), !call.hasPrefix("remove("), !call.hasPrefix("rename("),
          !call.hasPrefix("link(")
        else { continue }
        calls += 1
        let before = lines[max(0, index - 2)...index].joined(separator: " ")
        #expect(
          before.contains("SystemCall.") || Self.unfailing.contains(where: call.hasPrefix),
          "\(file):\(index + 1): \(call)")
      }
    }
    #expect(calls > 15)
  }

  /// Calls that need no layer: they only look, and their failure has a value.
  private static let unfailing = ["strerror(", "readlink(", "fdopendir(", "flock(", "realpath(", "syscall("]

  /// A path of a run folder's file is for messages: what opens it would follow links.
  private static let readingByPath = try? NSRegularExpression(
    pattern:
      #"(?:FileReader\(|\bcontents\(of: |\bprefix\(of: |\bhash\(file: |\breadingFrom: |\binFile: |\(path: |forEachLine\(of: )"#
      + #"[\w.]*(?:\bpath\(of:|\bplace\.path\b)"#)

  static func isReadByPath(_ line: String) -> Bool {
    readingByPath?.firstMatch(in: line, range: NSRange(line.startIndex..., in: line)) != nil
  }

  @Test func filesOfRunFoldersAreReadBelowThem() throws {
    for (file, lines) in try Self.sources() where !file.hasPrefix("Sources/ArtFiles/") {
      for (index, line) in lines.enumerated() where Self.isReadByPath(line) {
        Issue.record("use folder.file(name): \(file):\(index + 1): \(line)")
      }
    }
  }

  @Test func readingByAPathOfARunFolderIsFound() {
    for line in [
      "try FileReader.contents(of: folder.path(of: name), limit: 1)",
      "Checkpoint(readingFrom: context.folder.path(of: a))",
      "try SHA256.hash(file: folder.path(of: x))", "Checkpoint.state(inFile: folder.path(of: best))",
      "try Safetensors(path: context.folder.path(of: name))", "FileReader.contents(of: place.path, limit: 1)",
    ] { #expect(Self.isReadByPath(line), "\(line)") }
    for line in [
      "let path = folder.path(of: name)", "Checkpoint(readingFrom: folder.file(a))", "Safetensors(path: model.file)",
    ] {
      #expect(!Self.isReadByPath(line), "\(line)")
    }
  }

  @Test(arguments: [
    "  let f = fopen(path, \"w\");", "descriptor = open(path, O_RDONLY)", "Glibc.open(path, 0)",
    "ff->avio_open(&pb, x)", "  F(avio_open2)               \\", "ff->avformat_open_input(&c, path, 0, 0)",
    "try? FileManager.default.removeItem(atPath: x)", "try data.write(to: URL(fileURLWithPath: p))", "  rename(a, b);",
    "let d = try Data(contentsOf: URL(filePath: p))", "String(cString: strerror(errno))", "fprintf(stderr, x);",
    "try text.write(to: url, atomically: true, encoding: .utf8)", "FileHandle(forWritingAtPath: p)",
    "renameat2(a, b, c, d, 0)", "let p = Process()", "let d = try Data(contentsOf: place)",
    "try String(contentsOfFile: x, encoding: .utf8)", "_ = write(1, bytes, count)", "write(fd, f(a, b), n);",
    "Glibc.write(fd, bytes, 3)", "let handle = try FileHandle.init(forReadingFrom: x)", "manager.createFile(atPath: x)",
    "system(\"rm\")", "execvp(a, b)", "posix_spawn(&id, path, 0, 0, a, e)", "FILE *f = fdopen(3, \"r\");",
    "jpeg_stdio_src(&info, file);", "gzopen(path, \"rb\")", "syscall(SYS_open, path)", "stat(path, &status)",
    "let url = URL(string: text)", "NSData(contentsOfFile: x)", "socket(AF_INET, 1, 0)",
  ])
  func isFound(line: String) { #expect(Self.call(in: line) != nil) }

  @Test(arguments: [
    "  func open(path: String) {", "try choice.open(path: path)", "names.append(contentsOf: others)",
    "// FileManager would follow links", "try folder.link(a, as: b)", "let t = encoder.rename(x)", "reopen(x)",
    "ff->av_strerror(e, words)", "FileHandle.standardError.write(contentsOf: bytes)", "try checkpoint.write(to: place)",
    "try write(bytes, at: end)", "ff->avformat_open_input(&reader->format, \"\", NULL, &options);",
    "var status = stat()", "F(avformat_open_input)", "write(STDERR_FILENO, words, count)",
    "let folder = URL(fileURLWithPath: a ?? b).standardized.path", "\"too few files may be open (see ulimit)\"",
    "write(text + \"\\n\", to: handle)", "try write(report(a, b, c), ours)",
    "write(to: &out, indent: nil, sorted: true)", "static func write(", "func write(_ a: A, _ b: B, _ c: C)",
    "ProcessInfo.processInfo.environment",
  ])
  func isNotFound(line: String) { #expect(Self.call(in: line) == nil) }

  /// What Foundation writes is not told from what ArtFiles writes by the words: no file has both.
  @Test(arguments: ["try data.write(to: place)", "try text.write( to: x)", "data.write(toFile: x)"])
  func foundationsWritingIsFound(line: String) { #expect(Self.call(in: line, hasFoundation: true) != nil) }
}
