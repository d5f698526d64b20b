#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

extension Directory {
  /// A name in a folder.
  struct Entry {
    let name: String
    /// What it stands for, links not followed; nil where the file system does not say so at once.
    let kind: FileInfo.Kind?
  }

  /// The names in the folder, in byte order.
  func names() throws(SystemError) -> [String] { try entries().map(\.name) }

  /// What is in the folder, in the byte order of the names.
  func entries() throws(SystemError) -> [Entry] {
    // The stream closes its descriptor.
    let number = try SystemCall.open { openat(descriptor.number, ".", O_RDONLY | O_DIRECTORY | O_CLOEXEC) }
    guard let stream = fdopendir(number) else {
      let code = errno
      close(number)
      throw SystemError(code: code)
    }
    defer { closedir(stream) }
    // All names one behind the other: large folders are sorted without an object for each.
    var bytes: [UInt8] = []
    var places: [(range: Range<Int>, type: UInt8)] = []
    try SystemCall.list { () -> Int32 in
      rewinddir(stream)
      bytes.removeAll(keepingCapacity: true)
      places.removeAll(keepingCapacity: true)
      while true {
        errno = 0
        guard let entry = readdir(stream) else { return errno == 0 ? 0 : -1 }
        let start = UnsafeRawPointer(entry) + (MemoryLayout<dirent>.offset(of: \.d_name) ?? 0)
        let name = UnsafeRawBufferPointer(start: start, count: strlen(start.assumingMemoryBound(to: CChar.self)))
        if name.elementsEqual(".".utf8) || name.elementsEqual("..".utf8) { continue }
        places.append((bytes.count..<bytes.count + name.count, UInt8(entry.pointee.d_type)))
        bytes.append(contentsOf: name)
      }
    }
    places.sort { bytes[$0.range].lexicographicallyPrecedes(bytes[$1.range]) }
    return places.map { place in
      Entry(name: Paths.text(of: bytes[place.range]), kind: FileInfo.Kind(directoryType: place.type))
    }
  }
}

extension FileInfo.Kind {
  /// The type that a folder's entry tells (`DT_REG` and so on, equal in all systems); nil for none.
  fileprivate init?(directoryType: UInt8) {
    switch directoryType {
    case 0: return nil
    case 4: self = .folder
    case 8: self = .file
    case 10: self = .link
    default: self = .special
    }
  }
}
