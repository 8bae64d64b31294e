package io.nasrec.experiments.benchmark;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import io.nasrec.commons.RandomStreams;
import io.nasrec.space.Architecture;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.model.Tested;
import io.nasrec.supernet.training.Training;
import io.nasrec.supernet.trial.TrialResult;
import java.util.ArrayList;
import java.util.List;

/**
 * Made-up benchmarks: 2 epochs of 20 steps, an evaluation after every 10 steps, progressive losses
 * over 2 steps.
 */
public final class SampleBenchmark {
  private static final SearchSpace SPACE = SearchSpace.small(2);

  private SampleBenchmark() {}

  /**
   * Networks with the given final validation log losses; test is 0.01 more. On its way, a training
   * is 0.3, 0.2, 0.1 and 0 above its end.
   *
   * @param losses per network, one per training; NaN for one that diverged
   */
  public static BenchmarkTable of(double[]... losses) {
    ArchitectureSampler sampler = new ArchitectureSampler(SPACE);
    List<BenchmarkNetwork> networks = new ArrayList<>();
    for (int i = 0; i < losses.length; i++) {
      Architecture genes = sampler.sample(RandomStreams.stream(3, "sample benchmark", i));
      List<BenchmarkTraining> trainings = new ArrayList<>();
      for (int k = 0; k < losses[i].length; k++) {
        trainings.add(training(k + 1, losses[i][k]));
      }
      networks.add(
          new BenchmarkNetwork(
              genes.fingerprint(),
              genes.fingerprint(),
              InterchangeFile.of(genes, true).document(),
              new TrialResult.Costs(1000 + i, 5000, 2000 + i),
              trainings));
    }
    return new BenchmarkTable(header(losses.length, losses[0].length), networks);
  }

  static BenchmarkTraining training(int number, double loss) {
    if (Double.isNaN(loss)) {
      return new BenchmarkTraining(
          number, number, 1, List.of(), List.of(), null, null, "the loss is NaN");
    }
    List<Training.Evaluated> curve = new ArrayList<>();
    List<Double> progressive = new ArrayList<>();
    for (int i = 1; i <= 4; i++) {
      double above = (4 - i) * 0.1;
      curve.add(new Training.Evaluated(10L * i, loss + above + 0.05, metrics(loss + above)));
    }
    for (int i = 1; i <= 20; i++) {
      progressive.add(loss + (20 - i) * 0.02);
    }
    return new BenchmarkTraining(
        number,
        number,
        1,
        progressive,
        curve,
        curve.get(3),
        new Tested(metrics(loss + 0.01), 0.001),
        null);
  }

  private static Metrics metrics(double loss) {
    return new Metrics(loss, 0.7, loss / 0.57, 1);
  }

  private static BenchmarkHeader header(int networks, int trainings) {
    return new BenchmarkHeader(
        BenchmarkHeader.FORMAT,
        "made-up",
        1,
        new BenchmarkHeader.Space(SPACE.name(), SPACE.blocks()),
        networks,
        0,
        trainings,
        new BenchmarkHeader.Budget(2, 64, 20, 2, 2, 5),
        new BenchmarkHeader.Data("digest", "0".repeat(64), 13, 26, 1280, 160, 160, 0.57, 0.57),
        JsonNodeFactory.instance.objectNode(),
        "test");
  }
}
