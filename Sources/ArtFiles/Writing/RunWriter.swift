#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// A process that is writing a run at this moment, as the lock's file in the run's folder tells.
public struct RunWriter: Hashable, Sendable {
  /// The run's folder.
  public let path: String
  /// The process's number; nil where the file does not tell.
  let process: Int?
  /// What the run writes; nil where the file does not tell.
  private let names: [String]?

  /// - Parameter file: The lock's file.
  init(_ file: borrowing Descriptor, of path: String) {
    self.path = path
    let size = min((try? file.info().size) ?? 0, 1 << 20)
    let bytes = [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
      count = (try? file.read(into: UnsafeMutableRawBufferPointer(buffer), at: 0)) ?? 0
    }
    let lines = bytes.split(separator: UInt8(ascii: "\n")).map { Paths.text(of: $0) }
    process = lines.first.flatMap { Int($0) }
    names = process == nil ? nil : Array(lines.dropFirst())
  }

  /// Whether a lock's file is empty, or holds what such a file tells.
  static func mayTell(_ file: borrowing Descriptor) -> Bool {
    (try? file.info().size) == 0 || RunWriter(file, of: "").process != nil
  }

  /// The content of a lock's file.
  static func text(_ names: [String]) -> [UInt8] {
    ([String(getpid())] + names).flatMap { Paths.bytes(of: $0) + Array("\n".utf8) }
  }

  /// Whether the run writes what has this path in its folder, or something in it.
  public func writes(_ file: String) -> Bool {
    guard let names, let first = Paths.names(in: file).first else { return true }
    return Paths.isHidden(first) || names.contains { $0.utf8.elementsEqual(first.utf8) }
  }

  /// `another artpipe (process 4711)`.
  public var words: String { "another artpipe" + (process.map { " (process \($0))" } ?? "") }
}

extension Directory {
  /// Who is writing the run in this folder; nil where nobody is.
  fileprivate func writer(_ path: String) -> RunWriter? {
    guard let number = try? openFile(RunLock.fileName, O_RDONLY | O_NONBLOCK) else { return nil }
    let file = Descriptor(number)
    // The lock that this takes is given back with the file.
    return (try? file.lock()) == false ? RunWriter(file, of: path) : nil
  }

  /// Who is writing a run in this folder or in one below it.
  fileprivate func writerBelow(_ path: String) -> RunWriter? {
    if let writer = writer(path) { return writer }
    for entry in (try? entries()) ?? [] where (entry.kind ?? info(entry.name)?.kind) == .folder {
      guard let inner = try? folder(entry.name) else { continue }
      if let writer = inner.writerBelow(Paths.join(path, entry.name)) { return writer }
    }
    return nil
  }
}

extension RunFolder {
  /// Who is writing the run in this folder; nil where nobody is.
  public var writer: RunWriter? { try? Directory(path).writer(path) }

  /// Checks that a run can be begun here, without beginning it.
  ///
  /// - Parameter names: What the run would write in the folder.
  /// - Throws: ``FileError``, as ``RunLock`` does.
  public func checkUnused(writing names: [String]) throws(FileError) {
    try checkPath()
    if let error = obstacle { throw error }
    if let writer { throw isBusy(writer) }
    try checkIsShared(writing: names)
  }

  /// Checks that no other run is being written that has something in common with one here.
  func checkIsShared(writing names: [String]) throws(FileError) {
    if let outer = Self.outer(of: path) {
      throw isBusy("\(outer.words) is writing the run in \(outer.path), and this folder belongs to it")
    }
    for name in names {
      guard try kind(of: name) == .folder, let inner = try? Directory(path).folder(name).writerBelow(path(of: name))
      else { continue }
      throw isBusy("this run would write '\(name)', but \(inner.words) is writing the run in \(inner.path)")
    }
  }

  /// Who is writing a run that has a file or folder of this path; nil where nobody is.
  public static func outer(of path: String) -> RunWriter? {
    var (folder, rest) = Paths.split(Paths.realPath(ofNew: path))
    while true {
      if let writer = RunFolder(folder).writer, writer.writes(rest) { return writer }
      let (above, last) = Paths.split(folder)
      if above == folder { return nil }
      (folder, rest) = (above, "\(last)/\(rest)")
    }
  }

  func isBusy(_ writer: RunWriter) -> FileError { isBusy("\(writer.words) is writing this run") }

  private func isBusy(_ words: String) -> FileError {
    FileError(.busy, .lock, path, "\(words); wait for it, or give --output another folder")
  }

  /// What stands where the run keeps its lock or its temporary files.
  var obstacle: FileError? {
    for (name, kind) in [(RunLock.fileName, FileInfo.Kind.file), (Self.temporaryFolder, .folder)] {
      guard let found = try? self.kind(of: name), found != kind else { continue }
      let what =
        switch found {
        case .file: "a file"
        case .folder: "a folder"
        case .link: "a link"
        case .special: "a pipe, socket or device"
        }
      return FileError(
        found == .link ? .link : .wrongKind, .write, path(of: name),
        "\(what) has the name that artpipe needs for \(kind == .file ? "a file" : "a folder") of its own: move it away")
    }
    return nil
  }
}
