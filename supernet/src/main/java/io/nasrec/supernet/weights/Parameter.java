package io.nasrec.supernet.weights;

import ai.djl.ndarray.NDArray;
import io.nasrec.space.network.Weight;
import java.nio.FloatBuffer;

/**
 * One stored tensor.
 *
 * @param weight path, role and full shape
 * @param array the engine's view
 * @param values Java's view of the same memory
 */
public record Parameter(Weight weight, NDArray array, FloatBuffer values) {}
