package io.nasrec.supernet.model;

import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.Engine;
import io.nasrec.supernet.network.Ensemble;
import io.nasrec.supernet.weights.Checkpoint;
import io.nasrec.supernet.weights.EmbeddingTable;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Puts the weights of trained networks together as those of an {@link Ensemble}. */
final class EnsembleWeights {
  private final SavedModel model;
  private final ModelWeights weights;
  private final Ensemble ensemble;

  private EnsembleWeights(SavedModel model, ModelWeights weights) {
    this.model = model;
    this.weights = weights;
    this.ensemble = (Ensemble) model.build();
  }

  /**
   * Writes the weights.
   *
   * @param model the ensemble
   * @param members its members' models, in its order
   */
  static void write(Path file, SavedModel model, List<ModelDirectory> members, Engine engine)
      throws IOException {
    try (ModelWeights weights = model.zeros(engine)) {
      EnsembleWeights all = new EnsembleWeights(model, weights);
      for (int i = 0; i < members.size(); i++) {
        try (ModelWeights own = members.get(i).weights(engine)) {
          all.put(i, own);
        }
      }
      Checkpoint.write(file, weights, Map.copyOf(model.provenance().texts()));
    }
  }

  private void put(int member, ModelWeights own) {
    for (Weight weight : ensemble.members().get(member).weights()) {
      FloatBuffer from = own.parameters().stored(weight).values();
      weights
          .parameters()
          .stored(weight.below(Ensemble.prefix(member)))
          .values()
          .put(0, from, 0, from.capacity());
    }
    int offset = ensemble.offsets().get(member);
    float[] row = new float[own.embeddings().dim()];
    for (int field = 0; field < model.cardinalities().size(); field++) {
      EmbeddingTable from = own.embeddings().table(field);
      EmbeddingTable to = weights.embeddings().table(field);
      for (int i = 0; i < from.rows(); i++) {
        from.read(i, row);
        to.page(i).put(to.offset(i) + offset, row);
      }
    }
  }
}
