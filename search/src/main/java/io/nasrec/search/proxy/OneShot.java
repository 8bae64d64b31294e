package io.nasrec.search.proxy;

import ai.djl.ndarray.NDArray;
import io.nasrec.commons.RandomStreams;
import io.nasrec.data.Batch;
import io.nasrec.data.BatchSource;
import io.nasrec.data.RowSample;
import io.nasrec.search.measurement.Measurements;
import io.nasrec.search.measurement.Scope;
import io.nasrec.search.measurement.Subject;
import io.nasrec.search.measurement.TuningRows;
import io.nasrec.search.measurement.UnscorableException;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.EngineArrays;
import io.nasrec.supernet.engine.Tape;
import io.nasrec.supernet.evaluation.Metrics;
import io.nasrec.supernet.network.Inputs;
import io.nasrec.supernet.network.Loss;
import io.nasrec.supernet.training.Adagrad;
import io.nasrec.supernet.training.Optimizer;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.RowGradients;
import java.nio.FloatBuffer;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * One-shot evaluation ([N] section 4.3; [S] table 3): minus the validation log loss of the subnet
 * with inherited weights, after fine-tuning the head on training rows. A copy of the head is tuned;
 * the supernet stays unchanged. The optimizer is the same as in training (spec section 5) at a
 * constant rate.
 *
 * @param steps fine-tuning steps; published: 500
 * @param batchSize rows per step
 * @param learningRate rate; published: 0.04
 * @param validationRows maximum number of rows of the validation split, drawn at random
 * @param seed determines which rows
 */
public record OneShot(int steps, int batchSize, double learningRate, int validationRows, long seed)
    implements Proxy {
  /** Name of the term: the log loss before the first step. */
  public static final String BEFORE = "beforeTuning";

  private static final double ADAGRAD_EPSILON = 1e-2;
  private static final double CLIP_NORM = 5;

  @Override
  public String name() {
    return "one-shot";
  }

  @Override
  public Score score(Measurements measurements) {
    Subject subject = measurements.subject();
    TuningRows rows =
        subject
            .data()
            .tuning()
            .orElseThrow(() -> new IllegalStateException("one-shot needs rows to tune on"));
    List<Weight> head = subject.subnet().weights().stream().filter(Scope.HEAD::contains).toList();
    try (var work = subject.engine().inference();
        ModelWeights copy =
            ModelWeights.own(
                subject.engine(), head, List.of(), subject.subnet().embeddingDim(), 0)) {
      Map<String, NDArray> bound = subject.bind(work.manager());
      for (Weight weight : head) {
        FloatBuffer inherited = EngineArrays.values(bound.get(weight.path()));
        copy.parameters().stored(weight).values().put(0, inherited, 0, inherited.capacity());
        bound.put(weight.path(), copy.parameters().stored(weight).array());
      }
      double before = logLoss(subject, bound, rows.validation());
      tune(subject, bound, head, copy, rows.train());
      return new Score(-logLoss(subject, bound, rows.validation()), Map.of(BEFORE, before));
    }
  }

  private void tune(
      Subject subject,
      Map<String, NDArray> bound,
      List<Weight> head,
      ModelWeights copy,
      BatchSource train) {
    int perEpoch = Math.max(1, train.rows() / batchSize);
    int[] order = {};
    try (Optimizer optimizer = new Optimizer(copy, new Adagrad(ADAGRAD_EPSILON, 0), CLIP_NORM)) {
      for (int step = 0; step < steps; step++) {
        int from = step % perEpoch * batchSize;
        if (from == 0) {
          order =
              RowSample.shuffled(
                  train.rows(), RandomStreams.stream(seed, "one-shot", step / perEpoch));
        }
        Batch batch = train.gather(order, from, Math.min(order.length, from + batchSize));
        step(subject, bound, head, optimizer, batch, step + 1);
      }
    }
  }

  /** Only the head's tensors are leaves, so no graph is kept for the layers before it. */
  private void step(
      Subject subject,
      Map<String, NDArray> bound,
      List<Weight> head,
      Optimizer optimizer,
      Batch batch,
      long number) {
    try (var step = subject.engine().differentiating()) {
      Tape tape = new Tape();
      Map<String, NDArray> views = new LinkedHashMap<>(bound);
      for (Weight weight : head) {
        views.put(
            weight.path(), tape.leaf(EngineArrays.alias(bound.get(weight.path()), step.manager())));
      }
      Inputs inputs = Inputs.of(batch, subject.data().embeddings(), step.manager());
      NDArray logits = subject.subnet().logits(views, inputs.dense(), inputs.sparse(), tape);
      NDArray loss = Loss.of(logits, inputs.labels());
      tape.backward(loss);
      Map<String, FloatBuffer> gradients = new LinkedHashMap<>();
      for (Weight weight : head) {
        NDArray gradient = tape.gradient(views.get(weight.path()), step.manager());
        gradients.put(weight.path(), EngineArrays.values(gradient));
      }
      double norm = optimizer.update(head, gradients, RowGradients.none(), learningRate, number);
      if (!Double.isFinite(loss.getFloat()) || !Double.isFinite(norm)) {
        throw new UnscorableException("fine-tuning the head diverged");
      }
    }
  }

  private double logLoss(Subject subject, Map<String, NDArray> bound, BatchSource validation) {
    int count = Math.min(validationRows, validation.rows());
    int[] rows =
        RowSample.draw(validation.rows(), count, RandomStreams.stream(seed, "one-shot-validation"))
            .rows();
    float[] logits = new float[count];
    float[] labels = new float[count];
    for (int from = 0; from < count; from += batchSize) {
      try (var scope = subject.engine().inference()) {
        Batch batch = validation.gather(rows, from, Math.min(count, from + batchSize));
        Inputs inputs = Inputs.of(batch, subject.data().embeddings(), scope.manager());
        float[] values =
            subject
                .subnet()
                .logits(bound, inputs.dense(), inputs.sparse(), new Tape())
                .toFloatArray();
        System.arraycopy(values, 0, logits, from, values.length);
        System.arraycopy(batch.labels(), 0, labels, from, values.length);
      }
    }
    double logLoss = Metrics.of(logits, labels).logLoss();
    if (!Double.isFinite(logLoss)) {
      throw new UnscorableException("the validation loss is " + logLoss);
    }
    return logLoss;
  }
}
