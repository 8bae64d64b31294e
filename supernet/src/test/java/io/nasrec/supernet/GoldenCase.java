package io.nasrec.supernet;

import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.data.Batch;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.ReferenceNumbers;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.space.network.Weight;
import io.nasrec.supernet.engine.TorchEngine;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.List;
import java.util.stream.StreamSupport;

/** A network of the reference numbers with its weights, under this project's names. */
public final class GoldenCase implements AutoCloseable {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final GoldenArrays arrays;
  private final JsonNode entry;
  private final NetworkBuilder builder;

  /**
   * @param entry holds {@code choice}, {@code ops_config}, {@code vocab}, …
   */
  public GoldenCase(JsonNode entry, String file) {
    this.entry = entry;
    arrays = new GoldenArrays(file);
    JsonNode config = entry.path("ops_config");
    SearchSpace space =
        SearchSpace.all(entry.path("choice").path("num_blocks").asInt()).stream()
            .filter(s -> s.interchangeName().equals(entry.path("choice").path("config").asText()))
            .findFirst()
            .orElseThrow()
            .withWidths(
                integers(config.path("dense_node_dims")),
                integers(config.path("sparse_node_dims")));
    InputShape input =
        new InputShape(
            entry.path("num_dense").asInt(),
            entry.path("vocab").size(),
            entry.path("embedding_dim").asInt());
    builder = new NetworkBuilder(space, input, entry.path("use_layernorm").asBoolean());
  }

  /** The arrays of a file; the caller closes them. */
  public static GoldenArrays arrays(String file) {
    return new GoldenArrays(file);
  }

  /** A file of the reference numbers. */
  public static JsonNode json(String file) {
    try {
      return JSON.readTree(ReferenceNumbers.text(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * A case of the index. Skips the calling test if only the full set has it.
   *
   * @param kind {@code ops}, {@code subnets} or {@code supernets}
   */
  public static JsonNode entry(String kind, String name) {
    JsonNode entry = json("index.json").path(kind).path(name);
    assumeThat(entry.isObject() || ReferenceNumbers.full())
        .as("only the full set of reference numbers has " + name)
        .isTrue();
    return entry;
  }

  public JsonNode entry() {
    return entry;
  }

  public NetworkBuilder builder() {
    return builder;
  }

  /** The case's choice; a full path has none. */
  public Architecture architecture() {
    return InterchangeFile.architecture(entry.path("choice"), builder.space());
  }

  /** The network of the case's choice. */
  public Network network() {
    return builder.live(architecture());
  }

  public List<Integer> vocabulary() {
    return integers(entry.path("vocab"));
  }

  /** The case's weights as a stand-alone network's own. */
  public ModelWeights weights() {
    return weights(network());
  }

  /** The case's weights as those of a network of the same space. */
  public ModelWeights weights(Network network) {
    ModelWeights weights =
        ModelWeights.own(
            new TorchEngine(1),
            network.weights(),
            vocabulary(),
            network.input().embeddingDim(),
            Integer.MAX_VALUE);
    for (Parameter parameter : weights.parameters().all()) {
      double[] values = reference("param/", parameter.weight());
      for (int i = 0; i < values.length; i++) {
        parameter.values().put(i, (float) values[i]);
      }
    }
    for (int field = 0; field < vocabulary().size(); field++) {
      weights
          .embeddings()
          .table(field)
          .pages()
          .get(0)
          .put(0, floats("param/_embedding." + field + ".weight"));
    }
    return weights;
  }

  /** The inputs under a prefix, such as {@code in/} or {@code batch0/}. */
  public Batch batch(String prefix) {
    float[] labels = floats(prefix + "labels");
    return new Batch(
        labels.length, labels, floats(prefix + "dense"), arrays.integers(prefix + "cat"));
  }

  public float[] floats(String name) {
    return arrays.floats(name);
  }

  public double[] doubles(String name) {
    return arrays.doubles(name);
  }

  /**
   * The reference values of one of our tensors.
   *
   * @param kind {@code param/} or {@code grad/}
   */
  public double[] reference(String kind, Weight weight) {
    double[] values = doubles(kind + PublishedNames.of(weight.path(), builder.space()));
    int size = Math.toIntExact(weight.size());
    int from = PublishedNames.part(weight.path()) * size;
    return Arrays.copyOfRange(values, from, from + size);
  }

  private static List<Integer> integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  @Override
  public void close() {
    arrays.close();
  }
}
