// The room DCGANMNIST.
