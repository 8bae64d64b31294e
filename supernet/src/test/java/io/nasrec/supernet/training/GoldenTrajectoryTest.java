package io.nasrec.supernet.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.data.Batch;
import io.nasrec.supernet.GoldenCase;
import io.nasrec.supernet.network.Subnet;
import io.nasrec.supernet.weights.ModelWeights;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Twelve steps of training and the learning rates, against the published code. */
class GoldenTrajectoryTest {

  @ParameterizedTest
  @ValueSource(strings = {"autoctr_1_ln1", "xlarge_0_ln1"})
  void lossBeforeEachStep(String name) {
    JsonNode extras = GoldenCase.json("extras.json").path("train_trajectory").path(name);
    JsonNode entry = GoldenCase.entry("subnets", name);
    try (GoldenCase golden = new GoldenCase(entry, "subnets/" + name + ".npz");
        ModelWeights weights = golden.weights();
        Optimizer adagrad = new Optimizer(weights, new Adagrad(1e-2, 0), 5.0)) {
      Subnet subnet = new Subnet(golden.network());
      Step step = new Step(weights, adagrad, 0);
      JsonNode losses = extras.path("loss_before_step");
      CosineSchedule schedule =
          new CosineSchedule(
              extras.path("max_lr").asDouble(),
              extras.path("warmup_steps").asLong(),
              extras.path("first_cycle_steps").asLong());
      assertThat(losses.size()).isEqualTo(12);
      for (int i = 0; i < losses.size(); i++) {
        double expected = losses.get(i).asDouble();
        double rate = schedule.at(i);
        assertThat(rate).isCloseTo(extras.path("lr_used").get(i).asDouble(), offset(1e-12));
        double loss = step.train(subnet, batch(extras.path("batches").get(i % 4)), rate, i + 1);
        assertThat(loss).as("step " + i).isCloseTo(expected, offset(1e-4 * expected));
      }
    }
  }

  private static Batch batch(JsonNode json) {
    ObjectMapper mapper = new ObjectMapper();
    float[][] dense = mapper.convertValue(json.path("dense"), float[][].class);
    int[][] ids = mapper.convertValue(json.path("cat"), int[][].class);
    float[] labels = new float[dense.length];
    float[] flatDense = new float[dense.length * dense[0].length];
    int[] flatIds = new int[ids.length * ids[0].length];
    for (int i = 0; i < dense.length; i++) {
      JsonNode label = json.path("labels").get(i);
      labels[i] = (float) (label.isArray() ? label.get(0) : label).asDouble();
      System.arraycopy(dense[i], 0, flatDense, i * dense[i].length, dense[i].length);
      System.arraycopy(ids[i], 0, flatIds, i * ids[i].length, ids[i].length);
    }
    return new Batch(dense.length, labels, flatDense, flatIds);
  }
}
