import Foundation

/// All files below a folder, as they are compared: the times in manifests are left out, the files that hold times, and what
/// a lock says of a run that has ended.
struct FolderContents: Sendable {
  private let files: [String: Data]

  init(_ folder: String) {
    var files: [String: Data] = [:]
    for name in FileManager.default.enumerator(atPath: folder)?.compactMap({ $0 as? String }) ?? [] {
      guard ![".lock", "report.html", "times.jsonl"].contains(where: name.hasSuffix), !name.contains("/tensorboard/"),
        let data = Self.content("\(folder)/\(name)")
      else { continue }
      files[name] = name.hasSuffix("manifest.json") ? Self.withoutTimes(data) : data
    }
    self.files = files
  }

  /// What differs from another folder, a line each; none where all is equal.
  func differences(from other: FolderContents) -> [String] {
    Set(files.keys).union(other.files.keys).sorted().compactMap { name in
      switch (files[name], other.files[name]) {
      case (let own?, let wanted?): own == wanted ? nil : "\(name) differs\(Self.places(own, wanted))"
      case (_?, nil): "\(name) is too many"
      case (nil, _): "\(name) is missing"
      }
    }
  }

  /// Some of the files. Of tensors only the numbers: their header tells how long the training took.
  func numbers(of names: Set<String>) -> FolderContents {
    let some = files.filter { names.contains($0.key) }
    return FolderContents(
      files: Dictionary(
        uniqueKeysWithValues: some.map { name, data in
          (name, name.hasSuffix(".safetensors") ? data.dropFirst(8 + (Self.headerLength(data) ?? 0)) : data)
        }))
  }

  private init(files: [String: Data]) { self.files = files }

  /// The most steps that a checkpoint in the folder stands for; 0 for none. What is damaged counts for nothing, nor does
  /// the best model, which is found again.
  var steps: Int {
    files.filter { $0.key.hasSuffix(".safetensors") && !$0.key.contains("best") }.map { Self.steps($0.value) }.max()
      ?? 0
  }

  private static func content(_ path: String) -> Data? {
    var isFolder: ObjCBool = false
    guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue else { return nil }
    return FileManager.default.contents(atPath: path)
  }

  /// Where two JSON files differ; empty for other files.
  private static func places(_ own: Data, _ wanted: Data) -> String {
    func compare(_ own: Any?, _ wanted: Any?, at place: String) -> [String] {
      if let own = own as? [String: Any], let wanted = wanted as? [String: Any] {
        return Set(own.keys).union(wanted.keys).sorted().flatMap { compare(own[$0], wanted[$0], at: "\(place).\($0)") }
      }
      if let own = own as? [Any], let wanted = wanted as? [Any], own.count == wanted.count {
        return zip(own, wanted).enumerated().flatMap { compare($1.0, $1.1, at: "\(place)[\($0)]") }
      }
      return own as? NSObject == wanted as? NSObject ? [] : [place]
    }
    guard let own = try? JSONSerialization.jsonObject(with: own),
      let wanted = try? JSONSerialization.jsonObject(with: wanted)
    else { return "" }
    return " at " + compare(own, wanted, at: "").prefix(4).joined(separator: ", ")
  }

  private static func withoutTimes(_ data: Data) -> Data {
    func stripped(_ value: Any) -> Any {
      if let object = value as? [String: Any] {
        return object.filter { !["began", "seconds", "pages"].contains($0.key) }.mapValues(stripped)
      }
      return (value as? [Any])?.map(stripped) ?? value
    }
    guard let value = try? JSONSerialization.jsonObject(with: data) else { return data }
    return (try? JSONSerialization.data(withJSONObject: stripped(value), options: .sortedKeys)) ?? data
  }

  private static func steps(_ checkpoint: Data) -> Int {
    guard let length = headerLength(checkpoint) else { return 0 }
    struct Header: Decodable {
      enum CodingKeys: String, CodingKey { case metadata = "__metadata__" }
      let metadata: [String: String]?
    }
    struct State: Decodable { let step: Int }
    let header = try? JSONDecoder().decode(Header.self, from: checkpoint[8..<(8 + length)])
    let state = header?.metadata?["artpipe.state"].map { Data($0.utf8) }
    return state.flatMap { try? JSONDecoder().decode(State.self, from: $0).step } ?? 0
  }

  /// The bytes of a safetensors file's header; nil where it is none.
  private static func headerLength(_ data: Data) -> Int? {
    guard data.count > 8, data[data.startIndex + 7] == 0 else { return nil }
    let length = data.prefix(8).reversed().reduce(0) { $0 << 8 | Int($1) }
    return length < data.count - 8 ? length : nil
  }
}
