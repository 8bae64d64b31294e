package io.nasrec.experiments.serve;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.Batch;
import java.util.concurrent.CompletableFuture;

/** Answers requests with a model's probabilities. */
final class Prediction {
  private final ModelRegistry models;
  private final Limits limits;
  private final ServeMetrics metrics;

  Prediction(ModelRegistry models, Limits limits, ServeMetrics metrics) {
    this.models = models;
    this.limits = limits;
    this.metrics = metrics;
  }

  /**
   * Answers one request.
   *
   * @param name the model's name
   * @param version the model's version; null for whichever is there
   * @return completes with the answer, or fails
   * @throws Refusal if the request is wrong, or too many are waiting
   */
  CompletableFuture<Answer> answer(
      String name, String version, Question.Protocol protocol, byte[] body) {
    ServedModel model = models.use(name).orElseThrow(() -> unknown(models, name));
    CompletableFuture<Answer> answer;
    try {
      requireVersion(model, version);
      answer = answer(model, protocol.read(body, model, limits.rows()));
    } catch (RuntimeException | Error e) {
      model.release();
      throw e;
    }
    return answer.whenComplete((done, failure) -> model.release());
  }

  private CompletableFuture<Answer> answer(ServedModel model, Question question) {
    if (question.rows().isEmpty()) {
      return CompletableFuture.completedFuture(Answer.json(question.answer().apply(new double[0])));
    }
    Batch batch = encoded(model.scorer(), question);
    return model
        .batcher()
        .score(batch)
        .thenApply(
            probabilities -> {
              metrics.rows(model.name(), batch.size(), model.scorer().unseen(batch));
              return Answer.json(question.answer().apply(probabilities));
            });
  }

  private static Batch encoded(Scorer scorer, Question question) {
    try {
      return scorer.encode(question.rows());
    } catch (BadDataException e) {
      throw Refusal.wrong(e.getMessage());
    }
  }

  static Refusal unknown(ModelRegistry models, String name) {
    return new Refusal(
        404,
        "no model is called %s; this server has %s"
            .formatted(name, String.join(", ", models.names())));
  }

  static void requireVersion(ServedModel model, String version) {
    if (version != null && !version.equals(model.version())) {
      throw new Refusal(
          404,
          "model %s has version %s, and no version %s"
              .formatted(model.name(), model.version(), version));
    }
  }
}
