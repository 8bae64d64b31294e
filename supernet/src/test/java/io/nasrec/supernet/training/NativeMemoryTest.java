package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import io.nasrec.data.Batch;
import io.nasrec.space.ArchitectureSampler;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.Rows;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.Initializer;
import io.nasrec.supernet.weights.ModelWeights;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Steps of ever other paths keep no native memory. A step makes some 6 MB of bound slices, outputs
 * and gradients: if only a tenth of it stayed, 200 steps would add 120 MB to some 400.
 */
class NativeMemoryTest {
  private static final Path STATUS = Path.of("/proc/self/status");
  private static final int FIELDS = 10;
  private static final int IDS = 50;

  @Test
  void residentSetIsFlatOverSteps() throws IOException, InterruptedException {
    assumeThat(STATUS).as("Linux tells the resident set").exists();
    SearchSpace space = SearchSpace.small(3);
    NetworkBuilder networks = new NetworkBuilder(space, new InputShape(5, FIELDS, 16), true);
    ArchitectureSampler sampler = new ArchitectureSampler(space);
    SplittableRandom random = new SplittableRandom(1);
    Rows rows = Rows.random(64, 5, FIELDS, IDS, true, 1);
    Batch batch = rows.read(0, 64);
    try (ModelWeights weights =
            ModelWeights.shared(
                new TorchEngine(1),
                networks.supernetWeights(),
                Collections.nCopies(FIELDS, IDS),
                16,
                IDS);
        Optimizer adagrad = new Optimizer(weights, new Adagrad(1e-2, 0), 5)) {
      new Initializer(1, 0.1).fill(weights.parameters());
      new Initializer(1, 0.1).fill(weights.embeddings());
      Step step = new Step(weights, adagrad, 0);
      // Every page of weights and accumulators is touched before the first measurement.
      step.train(new Subnet(networks.fullPath(sampler.sample(random))), batch, 0.01, 1);
      long after100 = 0;
      for (int i = 1; i <= 300; i++) {
        step.train(new Subnet(networks.live(sampler.sample(random))), batch, 0.01, 1);
        if (i == 100) {
          after100 = residentKilobytes();
        }
      }
      assertThat((double) residentKilobytes()).isLessThan(1.15 * after100);
    }
  }

  /** The least within a second of a collection, which gives unused heap back by and by. */
  private static long residentKilobytes() throws IOException, InterruptedException {
    System.gc();
    long least = Long.MAX_VALUE;
    for (int i = 0; i < 10; i++) {
      Thread.sleep(100);
      least = Math.min(least, residentKilobytesNow());
    }
    return least;
  }

  private static long residentKilobytesNow() throws IOException {
    return Files.readAllLines(STATUS).stream()
        .filter(line -> line.startsWith("VmRSS:"))
        .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
        .findFirst()
        .orElseThrow();
  }
}
