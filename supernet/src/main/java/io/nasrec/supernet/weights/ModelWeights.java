package io.nasrec.supernet.weights;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Engine;
import java.nio.FloatBuffer;
import java.util.List;

/**
 * All weights of a model: its tensors and its embedding tables.
 *
 * @param parameters the tensors
 * @param embeddings the tables, one per field
 */
public record ModelWeights(Parameters parameters, EmbeddingTables embeddings)
    implements AutoCloseable {

  /** Zeros in the shapes of a stand-alone network's own weights. */
  public static ModelWeights own(
      Engine engine, List<Weight> weights, List<Integer> cardinalities, int dim, int maxRows) {
    return new ModelWeights(
        Parameters.own(engine, weights), new EmbeddingTables(engine, cardinalities, dim, maxRows));
  }

  /** Zeros in the shapes of a supernet's weights. */
  public static ModelWeights shared(
      Engine engine,
      List<Weight> supernetWeights,
      List<Integer> cardinalities,
      int dim,
      int maxRows) {
    return new ModelWeights(
        Parameters.shared(engine, supernetWeights),
        new EmbeddingTables(engine, cardinalities, dim, maxRows));
  }

  /** What is computed with them on. */
  public Engine engine() {
    return parameters.engine();
  }

  /** Zeros in the same shapes. */
  public ModelWeights zerosLike() {
    return new ModelWeights(parameters.zerosLike(), embeddings.zerosLike());
  }

  /** One value everywhere, in the same shapes. */
  public ModelWeights filledLike(float value) {
    ModelWeights filled = zerosLike();
    if (value != 0) {
      filled.parameters.all().forEach(parameter -> fill(parameter.values(), value));
      for (int field = 0; field < filled.embeddings.fields(); field++) {
        filled.embeddings.table(field).pages().forEach(page -> fill(page, value));
      }
    }
    return filled;
  }

  private static void fill(FloatBuffer values, float value) {
    for (int i = 0; i < values.capacity(); i++) {
      values.put(i, value);
    }
  }

  /** Copies all values of weights in the same shapes. */
  public void copyFrom(ModelWeights other) {
    parameters.copyFrom(other.parameters);
    embeddings.copyFrom(other.embeddings);
  }

  @Override
  public void close() {
    parameters.close();
    embeddings.close();
  }
}
