package io.nasrec.supernet;

import static org.assertj.core.api.Assumptions.assumeThat;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.nasrec.data.Batch;
import io.nasrec.space.Architecture;
import io.nasrec.space.InterchangeFile;
import io.nasrec.space.SearchSpace;
import io.nasrec.space.network.InputShape;
import io.nasrec.space.network.Network;
import io.nasrec.space.network.NetworkBuilder;
import io.nasrec.supernet.engine.Torch;
import io.nasrec.supernet.weights.ModelWeights;
import io.nasrec.supernet.weights.Parameter;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;

/** A network of {@code shared/golden} with its weights, under this project's names. */
public final class GoldenCase implements AutoCloseable {
  private static final Path GOLDEN =
      Path.of(System.getProperty("nasrec.shared", "../../shared"), "golden");
  private static final ObjectMapper JSON = new ObjectMapper();

  private final NDManager manager = Torch.newManager();
  private final Map<String, NDArray> arrays = new HashMap<>();
  private final JsonNode entry;
  private final NetworkBuilder builder;

  /**
   * @param entry holds {@code choice}, {@code ops_config}, {@code vocab}, …
   */
  public GoldenCase(JsonNode entry, String file) {
    this.entry = entry;
    try (InputStream in = Files.newInputStream(GOLDEN.resolve(file))) {
      for (NDArray array : NDList.decode(manager, in)) {
        arrays.put(array.getName(), array);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    JsonNode config = entry.path("ops_config");
    SearchSpace space =
        SearchSpace.small(entry.path("choice").path("num_blocks").asInt())
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

  /** Skips the calling test where the reference numbers are absent. */
  public static JsonNode json(String file) {
    assumeThat(GOLDEN.resolve(file)).as("the reference numbers lie beside the project").exists();
    try {
      return JSON.readTree(Files.readString(GOLDEN.resolve(file)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  public JsonNode entry() {
    return entry;
  }

  public NetworkBuilder builder() {
    return builder;
  }

  /** The network of the case's choice; a full path has none. */
  public Network network() {
    Architecture architecture = InterchangeFile.architecture(entry.path("choice"), builder.space());
    return builder.live(architecture);
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
            network.weights(), vocabulary(), network.input().embeddingDim(), Integer.MAX_VALUE);
    for (Parameter parameter : weights.parameters().all()) {
      parameter.values().put(0, floats("param/" + published(parameter.weight().path())));
    }
    for (int field = 0; field < vocabulary().size(); field++) {
      weights.embeddings().table(field).put(0, floats("param/_embedding." + field + ".weight"));
    }
    return weights;
  }

  /** The inputs under a prefix, such as {@code in/} or {@code batch0/}. */
  public Batch batch(String prefix) {
    float[] labels = floats(prefix + "labels");
    return new Batch(
        labels.length,
        labels,
        floats(prefix + "dense"),
        arrays.get(prefix + "cat").toType(DataType.INT32, true).toIntArray());
  }

  public float[] floats(String name) {
    return arrays.get(name).toType(DataType.FLOAT32, true).toFloatArray();
  }

  public double[] doubles(String name) {
    return arrays.get(name).toType(DataType.FLOAT64, true).toDoubleArray();
  }

  /** The published code's name of one of our tensors. */
  public static String published(String path) {
    if (path.startsWith("head.")) {
      return "_final." + path.substring("head.".length());
    }
    String[] parts = path.split("\\.", 3);
    String block = "_blocks." + (Integer.parseInt(parts[1]) - 1) + ".";
    return block
        + parts[2]
            .replace("norm.gain", "norm.weight")
            .replace("fc.linear.norm", "fc._layernorm")
            .replace("fc.linear", "fc._linear")
            .replace("dot-product.dense.norm", "_nodes.1._dense_layernorm")
            .replace("dot-product.dense", "_nodes.1._dense_proj")
            .replace("dot-product.rows.norm", "_nodes.1._sparse_inp_proj_layernorm")
            .replace("dot-product.rows", "_nodes.1._sparse_inp_proj")
            .replace("dot-product.output.norm", "_nodes.1._linear_layernorm")
            .replace("dot-product.output", "_nodes.1._linear_proj")
            .replace("merger.linear.norm", "project_emb_dim_layernorm")
            .replace("merger.linear", "project_emb_dim")
            .replace("fm.linear.norm", "deep_fm._linear_layernorm")
            .replace("fm.linear", "deep_fm._linear_proj")
            .replace("embedded-fc.", "_nodes.2.")
            .replaceFirst("^fc\\.", "_nodes.0.");
  }

  private static List<Integer> integers(JsonNode array) {
    return StreamSupport.stream(array.spliterator(), false).map(JsonNode::asInt).toList();
  }

  @Override
  public void close() {
    manager.close();
  }
}
