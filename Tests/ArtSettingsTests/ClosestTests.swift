import ArtSettings
import Testing

struct ClosestTests {
  @Test(arguments: [
    ("fraems", "frames"), ("FRAMES", "frames"), ("colums", "columns"), ("inter", "interpolate"), ("sheets", "sheet"),
    ("trian", "train"), ("zzz", nil), ("", nil), ("x", nil), ("fp", "fps"),
  ])
  func findsTheLikelyName(typed: String, expected: String?) {
    #expect(closest(to: typed, in: ["train", "frames", "columns", "interpolate", "sheet", "fps"]) == expected)
  }

  @Test(arguments: [
    ("#fff", "#ffffff"), ("#102030", "#102030"), ("#10203040", "#10203040"), ("Black", "#000000"), ("mauve", nil),
    ("#12", nil), ("#gggggg", nil),
  ])
  func readsColours(text: String, hex: String?) {
    #expect(SettingColor(text)?.hex == hex)
  }
}
