package io.nasrec.supernet.model;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * Where an artefact of an experiment comes from; equal runs have equal provenance.
 *
 * <p>In files it is a map of texts, numbers included: safetensors and ONNX files can hold nothing
 * else about themselves, and JSON files hold the same.
 *
 * @param experiment the experiment's name
 * @param experimentSha256 digest of the experiment with the value of every key
 * @param seed the experiment's seed
 * @param data name of the raw data
 * @param dataDigest digest of the data set
 * @param rawSha256 digest of the raw data, before they were split and encoded
 * @param version of this program
 * @param engine name and version of what it was computed on
 * @param vectorApi whether the JDK's Vector API was there to compute with
 * @param java name and version of the virtual machine
 * @param system name and architecture of the operating system
 * @param processors that the virtual machine had
 */
public record Provenance(
    String experiment,
    String experimentSha256,
    long seed,
    String data,
    String dataDigest,
    String rawSha256,
    String version,
    String engine,
    boolean vectorApi,
    String java,
    String system,
    int processors) {

  /**
   * Reads {@link #texts()} back; other entries are left alone.
   *
   * @throws IllegalArgumentException if an entry is absent, or a number's is none
   */
  @JsonCreator(mode = JsonCreator.Mode.DELEGATING)
  public static Provenance of(Map<String, String> texts) {
    return new Provenance(
        text(texts, "experiment"),
        text(texts, "experimentSha256"),
        Long.parseLong(text(texts, "seed")),
        text(texts, "data"),
        text(texts, "dataDigest"),
        text(texts, "rawSha256"),
        text(texts, "version"),
        text(texts, "engine"),
        Boolean.parseBoolean(text(texts, "vectorApi")),
        text(texts, "java"),
        text(texts, "system"),
        Integer.parseInt(text(texts, "processors")));
  }

  static String text(Map<String, String> texts, String key) {
    String text = texts.get(key);
    if (text == null) {
      throw new IllegalArgumentException("provenance must have " + key);
    }
    return text;
  }

  /** As files have it: a new map, sorted by key. */
  @JsonValue
  public SortedMap<String, String> texts() {
    SortedMap<String, String> texts = new TreeMap<>();
    texts.put("experiment", experiment);
    texts.put("experimentSha256", experimentSha256);
    texts.put("seed", Long.toString(seed));
    texts.put("data", data);
    texts.put("dataDigest", dataDigest);
    texts.put("rawSha256", rawSha256);
    texts.put("version", version);
    texts.put("engine", engine);
    texts.put("vectorApi", Boolean.toString(vectorApi));
    texts.put("java", java);
    texts.put("system", system);
    texts.put("processors", Integer.toString(processors));
    return texts;
  }
}
