package io.nasrec.supernet.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;

/**
 * Where the weights of a network that was trained from scratch, or from a model, come from; in
 * files one map of texts, like {@link Provenance}.
 *
 * @param origin what is the same for all artefacts of the experiment
 * @param network {@link NetworkDefinition#label()}
 * @param training which of the network's trainings: a number from 1, or that of a search
 * @param startSha256 {@link Start#sha256()}; empty if the training started from initial values
 */
public record TrialProvenance(
    Provenance origin, String network, String training, Optional<String> startSha256) {

  /**
   * Reads {@link #texts()} back; other entries are left alone.
   *
   * @throws IllegalArgumentException if an entry is absent, or a number's is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  static TrialProvenance of(Map<String, String> texts) {
    return new TrialProvenance(
        Provenance.of(texts),
        Provenance.text(texts, "network"),
        Provenance.text(texts, "training"),
        Optional.ofNullable(texts.get("startSha256")));
  }

  /** As files have it: a new map, sorted by key. */
  @JsonValue
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = origin.texts();
    texts.put("network", network);
    texts.put("training", training);
    startSha256.ifPresent(sha256 -> texts.put("startSha256", sha256));
    return texts;
  }
}
