package io.nasrec.experiments.serve;

import java.util.concurrent.atomic.AtomicInteger;

/**
 * A model in service: it is closed when it has been replaced and the last request that uses it is
 * answered.
 */
final class ServedModel {
  private final String name;
  private final Scorer scorer;
  private final Batcher batcher;
  private final RowLayout layout;
  // One for being in service, and one per request.
  private final AtomicInteger uses = new AtomicInteger(1);

  ServedModel(String name, Scorer scorer, Batcher batcher) {
    this.name = name;
    this.scorer = scorer;
    this.batcher = batcher;
    layout = new RowLayout(scorer.columns());
  }

  String name() {
    return name;
  }

  /** What the Open Inference Protocol calls a version: another model has another one. */
  String version() {
    return version(scorer.digest());
  }

  private static String version(String digest) {
    String hex = digest.substring(digest.indexOf(':') + 1);
    return hex.length() > 12 ? hex.substring(0, 12) : hex;
  }

  Scorer scorer() {
    return scorer;
  }

  Batcher batcher() {
    return batcher;
  }

  RowLayout layout() {
    return layout;
  }

  /** Begins a use, which {@link #release} ends; false if the model is closed. */
  boolean retain() {
    return uses.getAndUpdate(n -> n == 0 ? 0 : n + 1) > 0;
  }

  /** Ends a use, or the service. */
  void release() {
    if (uses.decrementAndGet() == 0) {
      scorer.close();
    }
  }
}
