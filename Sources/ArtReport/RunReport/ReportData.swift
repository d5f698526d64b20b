import ArtSettings

/// What a report is about, as its page holds it for scripts and for other programs. `Report/README.md` says what each
/// member means.
struct ReportData: Encodable {
  private(set) var report = 1
  var program: String
  var name: String
  var share: Bool
  var summary: [String]
  var facts: [Item]
  var warnings: [Warning]
  var gaps: [String] = []
  var sheets = Sheets()
  var charts: [ReportChart]
  var images: [Image]
  var nearest: Image?
  var evaluation: Evaluation?
  var networks: [Network]
  var settings: [Group]
  var recipe: Recipe?
  var stages: [Stage]
  var glossary: [Term]
  var playground = false

  struct Item: Encodable, Equatable {
    var name: String
    var value: String
  }

  struct Warning: Encodable, Equatable {
    var text: String
    var advice: String?
    var step: Int?
  }

  struct Sheets: Encodable, Equatable {
    /// How many there are that can be read.
    var all = 0
    var shown: [Sheet] = []
  }

  struct Sheet: Encodable, Equatable {
    var step: Int
    var blob: String
    var width: Int
    var height: Int
  }

  struct Image: Encodable, Equatable {
    /// The id of its bytes at the page's end; nil for the first image, which the markup holds.
    var blob: String?
    var type: String
    var title: String
    var caption: String
    var alt: String
    var bytes: Int
    var width: Int?
    var height: Int?
    var file: String?
    var stage: String?
    var kind: String?
    /// Whether it shows training images.
    var training: Bool
  }

  struct Evaluation: Encodable, Equatable {
    var words: String
    /// How good the images are: a sentence.
    var quality: String
    /// Whether they are copies: a sentence; nil where that was not measured.
    var copies: String?
    /// Whether images were compared by thumbnails.
    var thumbnails: Bool
    var metrics: [Metric]
    var classes: [ClassShare]?
  }

  struct Metric: Encodable, Equatable {
    var id: String
    var name: String
    var value: Double
    var interval: [Double]?
    var baseline: Double?
    var better: String
  }

  struct ClassShare: Encodable, Equatable {
    var name: String
    var model: Double
    var real: Double
  }

  struct Network: Encodable, Equatable {
    var title: String
    var input: String
    var parameters: Int
    var layers: [Layer]
  }

  struct Layer: Encodable, Equatable {
    var layer: String
    var details: String
    var output: String
    var parameters: Int
  }

  struct Group: Encodable, Equatable {
    var title: String
    var items: [Item]
  }

  struct Recipe: Encodable, Equatable {
    var document: SettingValue
    var file: String
    var command: String
    /// What to look at before the document is used again.
    var check: String?
    var note: String?
  }

  struct Stage: Encodable, Equatable {
    var id: String
    var kind: String
    var does: String
    var status: String
    var seconds: Double?
    var files: [String]
  }

  struct Term: Encodable, Equatable {
    var title: String
    /// How it is called in texts.
    var words: [String]
    var text: String
  }
}
