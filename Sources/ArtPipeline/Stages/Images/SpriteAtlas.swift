import ArtFiles
import ArtMedia
import ArtSettings

/// Where each image stands on a sheet, in the JSON that game engines read ("JSON hash" of TexturePacker, with Aseprite's
/// durations).
struct SpriteAtlas {
  /// The image file's name.
  let image: String
  let frames: [(name: String, frame: Sheet.Frame)]
  let width: Int
  let height: Int
  let channels: Int
  /// How long a frame is shown, in milliseconds; nil for samples.
  let duration: Double?

  /// The name of the atlas beside a sheet: `sheet.json` for `sheet.png`.
  static func name(beside image: String) -> String {
    let ending = Paths.fileExtension(image)
    return image.dropLast(ending.isEmpty ? 0 : ending.utf8.count + 1) + ".json"
  }

  var json: String {
    let entries = frames.map { name, frame in
      let size: SettingValue = ["w": SettingValue(frame.width), "h": SettingValue(frame.height)]
      var entry: SettingValue = [
        "frame": [
          "x": SettingValue(frame.x), "y": SettingValue(frame.y), "w": SettingValue(frame.width),
          "h": SettingValue(frame.height),
        ],
        "rotated": false, "trimmed": false,
        "spriteSourceSize": [
          "x": 0, "y": 0, "w": SettingValue(frame.width), "h": SettingValue(frame.height),
        ],
        "sourceSize": size,
      ]
      if let duration { entry["duration"] = SettingValue(Int(duration.rounded())) }
      return SettingValue.Member(name, entry)
    }
    let whole: SettingValue = [
      "frames": SettingValue(.object(entries)),
      "meta": [
        "app": "artpipe", "version": SettingValue(ArtPipeVersion.current), "image": SettingValue(image),
        "format": channels == 4 ? "RGBA8888" : "RGB888",
        "size": ["w": SettingValue(width), "h": SettingValue(height)], "scale": "1",
      ],
    ]
    return whole.prettyJSON
  }
}
