/**
 * Trained networks as ONNX files, which ONNX Runtime and others run without this program.
 *
 * <p>{@code OnnxExport} puts a graph together of three parts: inputs that give dense numbers and
 * ids, the embedding rows of the ids, and the network. The layers of a network are written down a
 * second time here, in another program's operators; the tests hold both against each other.
 */
package io.nasrec.experiments.onnx;
