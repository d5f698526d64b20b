import ArtGAN
import ArtNN
import ArtTensor
import Foundation
import Testing

@Suite("The definition of a model that translates")
struct TranslationDefinitionTests {
  @Test("is read back as it was written", arguments: TranslationExamples.Form.allCases)
  func coding(_ form: TranslationExamples.Form) throws {
    let definition = try TranslationExamples.definition(form)
    try definition.validate()
    let data = try JSONEncoder().encode(definition)
    let copy = try JSONDecoder().decode(ModelDefinition.self, from: data, configuration: .standard)
    #expect(copy == definition)
    #expect(copy.kind == .image)
  }

  @Test("of one that starts from noise says nothing of translation")
  func noise() throws {
    let text = String(decoding: try JSONEncoder().encode(Examples.definition()), as: UTF8.self)
    #expect(!text.contains("translation"))
    #expect(Examples.definition().kind == .noise)
  }

  struct Mistake: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let form: TranslationExamples.Form
    let change: @Sendable (inout ModelDefinition) -> Void
    let words: String

    init(
      _ words: String, _ form: TranslationExamples.Form, _ change: @escaping @Sendable (inout ModelDefinition) -> Void
    ) {
      (testDescription, self.words, self.form, self.change) = (words, words, form, change)
    }
  }

  static let mistakes: [Mistake] = [
    Mistake("latent.size: must be 0", .pairs) { $0.latent = LatentSpace(size: 3) },
    Mistake("'l1' needs pairs of inputs and targets", .pairs) { $0.translation?.isPaired = false },
    Mistake("'cycle' needs the networks of the way back", .cycle) { $0.translation?.backward = nil },
    Mistake("'patch-contrast' needs 'contrast'", .contrast) { $0.translation?.contrast = nil },
    Mistake("each loss may be there once", .pairs) { $0.translation?.terms.append(WeightedTerm(.l1, weight: 1)) },
    Mistake("the weight of 'l1' must be 0 or more", .pairs) { $0.translation?.terms[0].weight = -1 },
    Mistake("history: must be 0 or at least the batch's 2 images", .cycle) { $0.translation?.history = 1 },
    Mistake("two networks have the same name", .cycle) { $0.translation?.backward?.generator.name = "generator" },
    Mistake("patches: must be from 2", .contrast) { $0.translation?.contrast?.patches = 1 },
    Mistake("layers: must be from 0 to 8", .contrast) { $0.translation?.contrast?.layers[0] = 9 },
    Mistake("there must be one for each of the 3 layers", .contrast) {
      $0.translation?.contrast?.projections.removeLast()
    },
    Mistake("must have the height and width of the images", .pairs) { $0.translation?.inputShape = [4, 8, 3] },
    Mistake("an image has 1, 3 or 4 channels, not 2", .pairs) { $0.translation?.inputShape = [8, 8, 2] },
  ]

  @Test("tells the first thing that is wrong", arguments: mistakes)
  func validation(_ mistake: Mistake) throws {
    var definition = try TranslationExamples.definition(mistake.form)
    mistake.change(&definition)
    let error = #expect(throws: ModelError.self) { try definition.validate() }
    #expect(error?.description.contains(mistake.words) == true, "\(String(describing: error))")
  }
}
