// Files of a run folder are read as they are written: below the folder, and through no link.
extension RunFolder {
  /// Opens a file of the folder.
  public func reader(_ name: String) throws(FileError) -> FileReader { try FileReader(file(name)) }

  /// The whole content of a file of the folder.
  public func contents(of name: String, limit: Int) throws(FileError) -> [UInt8] {
    try FileReader.contents(of: file(name), limit: limit)
  }

  /// The hash of the content of a file of the folder, and its size.
  public func hash(of name: String) throws(FileError) -> (hash: ContentHash, bytes: Int) {
    try SHA256.hash(file: file(name))
  }

  /// The hash of the content of a file of the folder; nil, without a look at its content, where it has another size than
  /// the one that is looked for: what somebody put in a file's place may be of any size.
  public func hash(of name: String, ofBytes bytes: Int) throws(FileError) -> ContentHash? {
    let place = file(name)
    guard try FileReader(place).size == bytes else { return nil }
    return try SHA256.hash(file: place).hash
  }
}
