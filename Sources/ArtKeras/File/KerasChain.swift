import ArtGAN
import ArtSettings

/// Checks that a functional model's layers stand one behind the other.
struct KerasChain {
  let file: String
  let layers: [SettingValue]
  let config: SettingValue

  func check() throws(ImportError) {
    var before: String?
    for (index, layer) in layers.enumerated() {
      let name = layer["name"]?.string ?? layer["config"]?["name"]?.string ?? ""
      let title = "layer \(index + 1) '\(name)' (\(layer["class_name"]?.string ?? ""))"
      let calls = layer["inbound_nodes"]?.array ?? []
      if calls.contains(where: Self.isInTraining) {
        throw ImportError(
          file: file,
          "\(title) is called with training=True, so that it draws or measures anew each time: only layers that are still in "
            + "inference are read")
      }
      var sources: [String] = []
      for call in calls { Self.collect(call, into: &sources) }
      guard calls.count <= 1 else {
        throw ImportError(file: file, "\(title) is used \(calls.count) times: only chains are read")
      }
      guard sources.count <= 1 else {
        throw ImportError(
          file: file,
          "\(title) joins \(sources.map { "'\($0)'" }.joined(separator: " and ")): only chains of layers are read, each behind "
            + "the one before")
      }
      guard sources.first == before else {
        throw ImportError(
          file: file,
          "\(title) comes behind \(sources.first.map { "'\($0)'" } ?? "nothing") and not behind the layer before it"
            + "\(before.map { ", '\($0)'" } ?? ""): only chains of layers are read")
      }
      before = name
    }
  }

  /// Whether a call says so: `["conv", 0, 0, {"training": true}]`, or among the `kwargs` in Keras 3.
  private static func isInTraining(_ value: SettingValue) -> Bool {
    if value["training"]?.bool == true { return true }
    return (value.array ?? []).contains(where: isInTraining)
      || (value.members ?? []).contains { isInTraining($0.value) }
  }

  /// The names of the layers that a call takes its inputs from: `["dense", 0, 0]`, in a `keras_history` in Keras 3.
  private static func collect(_ value: SettingValue, into sources: inout [String]) {
    if let list = value.array {
      if let name = list.first?.string, list.count >= 3, list[1].number != nil, list[2].number != nil {
        sources.append(name)
      } else {
        for element in list { collect(element, into: &sources) }
      }
    }
    for member in value.members ?? [] { collect(member.value, into: &sources) }
  }
}
