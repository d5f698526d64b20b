/// The processor, as Linux tells of it.
public struct Processor: Hashable, Sendable {
  /// Its maker's name of it; nil where the system does not tell.
  public let name: String?
  /// What it can do, in the system's words: `avx2`, `asimd`.
  public let features: Set<String>

  public static var current: Processor { Processor(ProcessFiles(root: "")) }

  init(_ files: ProcessFiles) {
    var (name, features): (String?, Set<String>) = (nil, [])
    for line in files.processorLines {
      let parts = line.split(separator: ":", maxSplits: 1)
      guard parts.count == 2 else { continue }
      let key = String(parts[0].split { $0 == "\t" || $0 == " " }.joined(separator: " "))
      let words = parts[1].split(separator: " ")
      if key == "model name", name == nil { name = words.joined(separator: " ") }
      if ["flags", "Features"].contains(key), features.isEmpty { features = Set(words.map(String.init)) }
    }
    (self.name, self.features) = (name, features)
  }
}
