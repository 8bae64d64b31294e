package io.nasrec.supernet.weights;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.commons.Checksum;
import io.nasrec.commons.DamagedFileException;
import io.nasrec.supernet.weights.Safetensors.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A safetensors file's header: the tensors whose values follow, and their provenance.
 *
 * @param metadata provenance, without the checksum
 * @param checksum the file's checksum
 * @param entries the tensors in the order of their values
 */
record SafetensorsHeader(Map<String, String> metadata, String checksum, List<Entry> entries) {
  private static final JsonMapper JSON =
      JsonMapper.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
          .build();
  private static final String METADATA = "__metadata__";
  private static final String OFFSETS = "data_offsets";
  private static final String DATA_TYPE = "F32";

  /**
   * A placeholder as long as any checksum, so that the header's length is known before the
   * checksum.
   */
  private static final String UNKNOWN = new Checksum().text();

  /**
   * A tensor's entry.
   *
   * @param name its path
   * @param shape its axes
   */
  record Entry(String name, List<Integer> shape) {
    long bytes() {
      return shape.stream().mapToLong(Integer::longValue).reduce(Float.BYTES, (a, b) -> a * b);
    }
  }

  /** The header of tensors whose values are written in their order. */
  static SafetensorsHeader of(Map<String, Tensor> tensors, Map<String, String> metadata) {
    List<Entry> entries = new ArrayList<>();
    tensors.forEach((name, tensor) -> entries.add(new Entry(name, tensor.shape())));
    return new SafetensorsHeader(new TreeMap<>(metadata), UNKNOWN, entries);
  }

  /** The same with a checksum. */
  SafetensorsHeader with(String sum) {
    return new SafetensorsHeader(metadata, sum, entries);
  }

  /** A checksum of the values and of the header with {@link #UNKNOWN} in place of the checksum. */
  Checksum begin() {
    Checksum sum = new Checksum();
    sum.update(ByteBuffer.wrap(with(UNKNOWN).text()));
    return sum;
  }

  /**
   * The header as written to a file, padded with spaces because the format requires values to start
   * at a multiple of 8 bytes.
   */
  byte[] text() {
    ObjectNode document = JSON.createObjectNode();
    ObjectNode provenance = document.putObject(METADATA).put(Checksum.KEY, checksum);
    metadata.forEach(provenance::put);
    long offset = 0;
    for (Entry entry : entries) {
      ObjectNode description = document.putObject(entry.name());
      description.put("dtype", DATA_TYPE);
      entry.shape().forEach(description.putArray("shape")::add);
      description.putArray(OFFSETS).add(offset).add(offset + entry.bytes());
      offset += entry.bytes();
    }
    byte[] text = document.toString().getBytes(StandardCharsets.UTF_8);
    int padding = (Long.BYTES - text.length % Long.BYTES) % Long.BYTES;
    return (document + " ".repeat(padding)).getBytes(StandardCharsets.UTF_8);
  }

  /**
   * Reads a header. It must equal what {@link #text} makes of its tensors and metadata, which
   * ensures that the values follow one another without gaps or overlaps, each as long as its shape
   * says.
   *
   * @param file where it was read, for messages
   * @param text the header
   * @throws DamagedFileException if it does not, or has no checksum
   */
  static SafetensorsHeader parse(Path file, byte[] text) {
    Map<String, String> metadata = new TreeMap<>();
    List<Entry> entries = new ArrayList<>();
    try {
      JsonNode document = JSON.readTree(new String(text, StandardCharsets.UTF_8));
      for (Map.Entry<String, JsonNode> named : document.properties()) {
        if (named.getKey().equals(METADATA)) {
          named
              .getValue()
              .properties()
              .forEach(e -> metadata.put(e.getKey(), e.getValue().asText()));
        } else {
          List<Integer> shape = new ArrayList<>();
          named.getValue().path("shape").forEach(axis -> shape.add(axis.asInt()));
          entries.add(new Entry(named.getKey(), List.copyOf(shape)));
        }
      }
    } catch (JsonProcessingException e) {
      throw DamagedFileException.damaged(file, "its header is no JSON", e);
    }
    String checksum = metadata.remove(Checksum.KEY);
    if (checksum == null) {
      throw DamagedFileException.unchecked(file, "");
    }
    SafetensorsHeader header = new SafetensorsHeader(metadata, checksum, entries);
    if (!Arrays.equals(header.text(), text)) {
      throw DamagedFileException.damaged(
          file, "its header is not as one of these tensors is written");
    }
    return header;
  }

  /** The number of bytes of all values. */
  long bytes() {
    return entries.stream().mapToLong(Entry::bytes).sum();
  }

  /** How the tensors differ from other tensors, if they do. */
  Optional<String> misfit(Map<String, Tensor> tensors) {
    Map<String, List<Integer>> found = new LinkedHashMap<>();
    entries.forEach(entry -> found.put(entry.name(), entry.shape()));
    for (Map.Entry<String, Tensor> wanted : tensors.entrySet()) {
      List<Integer> shape = found.remove(wanted.getKey());
      if (!wanted.getValue().shape().equals(shape)) {
        return Optional.of(
            "%s must be of shape %s, but %s"
                .formatted(
                    wanted.getKey(),
                    wanted.getValue().shape(),
                    shape == null ? "there is none" : "was " + shape));
      }
    }
    return found.isEmpty()
        ? Optional.empty()
        : Optional.of(
            "holds tensors that the network does not have, such as "
                + found.keySet().iterator().next());
  }
}
