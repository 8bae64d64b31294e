package io.nasrec.supernet.trial;

import io.nasrec.commons.Progress;
import io.nasrec.data.Dataset;
import io.nasrec.data.Manifest;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.AllRowsTraining;
import io.nasrec.supernet.model.ModelData;
import io.nasrec.supernet.model.NetworkDefinition;
import io.nasrec.supernet.model.SavedModel;
import io.nasrec.supernet.model.TrialProvenance;
import io.nasrec.supernet.model.WarmStart;
import io.nasrec.supernet.network.CtrNetwork;
import io.nasrec.supernet.training.Budget;
import io.nasrec.supernet.training.DivergenceException;
import io.nasrec.supernet.training.Snapshots;
import io.nasrec.supernet.training.StandAlone;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * One training of one network: everything that determines its result, and where its files lie.
 *
 * @param name in messages, and the one under which the test split records the evaluation
 * @param directory of its files; becomes a model directory
 * @param network what is trained
 * @param input D, F and E
 * @param recipe how: settings, seed and initial values
 * @param start the model that its weights start from; empty for initial values
 * @param allRows if it is trained on all rows, those of validation and test included, how
 * @param digest of everything that determines the result
 * @param provenance written into its files
 */
public record Trial(
    String name,
    Path directory,
    NetworkDefinition network,
    InputShape input,
    StandAlone recipe,
    Optional<WarmStart> start,
    Optional<AllRowsTraining> allRows,
    String digest,
    TrialProvenance provenance) {

  /**
   * Trains from the first step, or goes on from the state that an earlier start kept.
   *
   * @param budget how far
   * @param snapshots keep the best weights, and the state
   */
  public TrialResult train(Dataset data, Budget budget, Snapshots snapshots, Progress progress) {
    long begin = System.nanoTime();
    CtrNetwork built = network.network(input);
    try (ModelWeights weights = initial(built)) {
      TrialResult.Costs costs =
          new TrialResult.Costs(
              built.weights().stream().mapToLong(Weight::size).sum(),
              weights.embeddings().parameters(),
              built.macs());
      try {
        TrialResult.Trained trained =
            train(built, weights, costs, data, budget, snapshots, progress);
        return trained.after((System.nanoTime() - begin) / 1e9);
      } catch (DivergenceException e) {
        return new TrialResult.Diverged(
            costs, List.of(), e.getMessage(), (System.nanoTime() - begin) / 1e9);
      }
    }
  }

  private TrialResult.Trained train(
      CtrNetwork built,
      ModelWeights weights,
      TrialResult.Costs costs,
      Dataset data,
      Budget budget,
      Snapshots snapshots,
      Progress progress) {
    Training training = recipe.training();
    if (allRows.isPresent()) {
      long steps = allRows.get().steps();
      training.run(name, built, weights, data.allRows(name), steps, snapshots, progress);
      return new TrialResult.Trained(costs, List.of(), Optional.empty(), List.of(), true, 0);
    }
    Training.Result result =
        training.run(
            name, built, weights, data.train(), data.validation(), budget, snapshots, progress);
    return new TrialResult.Trained(
        costs,
        result.history(),
        Optional.of(result.best()),
        result.progressive(),
        result.complete(),
        0);
  }

  /** Whether its directory has a result, of whatever training. */
  public boolean isDone() {
    return Files.exists(directory.resolve(TrialFiles.RESULT));
  }

  /** The weights that it begins with; the caller closes them. */
  private ModelWeights initial(CtrNetwork built) {
    ModelWeights weights = recipe.zeros(built);
    try {
      recipe.initialize(built, weights);
      if (start.isPresent()) {
        start.get().fill(weights);
      }
      return weights;
    } catch (IOException e) {
      weights.close();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      weights.close();
      throw e;
    }
  }

  /** Describes the weights that it left. */
  SavedModel model(Manifest data, Optional<Metrics> validation) {
    return new SavedModel(
        network,
        input,
        recipe.cardinalities(),
        recipe.maxEmbeddingRows(),
        ModelData.of(data),
        validation,
        Optional.empty(),
        start.map(WarmStart::start),
        allRows,
        provenance);
  }
}
