package io.nasrec.supernet.network;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import io.nasrec.data.Batch;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.weights.EmbeddingTables;

/**
 * A batch in the engine.
 *
 * @param dense {@code (batch, D)}
 * @param sparse {@code (batch, E, F)}
 * @param labels {@code (batch, 1)}, 0 or 1
 */
public record Inputs(NDArray dense, NDArray sparse, NDArray labels) {

  /** Passes a batch and its embedding rows to the engine; the dense inputs are not copied. */
  public static Inputs of(Batch batch, EmbeddingTables embeddings, NDManager manager) {
    Shape shape = new Shape(batch.size(), batch.denseWidth());
    return new Inputs(
        // A direct buffer becomes an array without a copy, and lives as long as the array.
        manager.create(batch.denseBytes(), shape, DataType.FLOAT32),
        embeddings.gather(batch.sparse(), manager),
        manager.create(batch.labels(), new Shape(batch.size(), 1)));
  }

  /** Views of the same memory in another manager, outside any graph. */
  public Inputs in(NDManager manager) {
    return new Inputs(
        EngineArrays.alias(dense, manager),
        EngineArrays.alias(sparse, manager),
        EngineArrays.alias(labels, manager));
  }
}
