public import ArtNN

/// Numbers of an exported model with their sides.
public typealias ONNXWeights = ExportedWeights
