/**
 * Trained networks as ONNX files, which ONNX Runtime and other programs can run without this one.
 *
 * <p>{@code OnnxExport} builds a graph from three parts: inputs that give dense numbers and ids,
 * the embedding rows of the ids, and the network. This is a second implementation of the layers, in
 * ONNX operators; tests compare the two.
 */
package io.nasrec.experiments.onnx;
