extension StageRegistry {
  /// The kinds that come with the library.
  public static let builtIn: [any PipelineStage.Type] = [
    TrainStage.self, LoadStage.self, SampleStage.self, InterpolateStage.self, StoryboardStage.self, GrowthStage.self,
    DirectionsStage.self, NeighboursStage.self, MixStage.self, ChoicesStage.self, ProjectStage.self, CompleteStage.self,
    TranslateStage.self, SheetStage.self, VideoStage.self, ImagesStage.self, EvaluateStage.self,
    TrainClassifierStage.self, PreviewStage.self, ExportStage.self,
  ]
}
