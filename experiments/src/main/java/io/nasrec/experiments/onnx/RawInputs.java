package io.nasrec.experiments.onnx;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.nasrec.data.CategoricalColumn;
import io.nasrec.data.DenseColumn;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * One input per column, each {@code (N)}: float for numbers, NaN if missing, and string for
 * categories. A text must be spelled as in the vocabulary; a graph cannot recognise that {@code
 * 5.0} is 5.
 *
 * @param columns the columns
 * @param rows embedding rows per field: values beyond them count as rare
 */
record RawInputs(RawColumns columns, List<Integer> rows) implements NetworkInputs {
  private static final String FORM =
      "A text is compared with the values of the training data character by character, as"
          + " vocabulary.arrow has them; whatever is not found counts as a rare value. Write whole"
          + " numbers without a fraction (5, not 5.0) and truth values as true and false; in the logs"
          + " of Criteo, Avazu and KDD Cup 2012, hexadecimal values as 8 lower-case digits and"
          + " numbers without leading zeros. Write a blank text as the empty one, and no spaces"
          + " around a missing marker. A number that is missing is NaN; none may be infinite.";

  @Override
  public Encoded encoded(Operations operations) throws IOException {
    GraphBuilder graph = operations.graph();
    // All inputs come first, in the order of the columns.
    List<Tensor> numbers = new ArrayList<>();
    for (DenseColumn column : columns.dense()) {
      numbers.add(graph.input(column.name(), DataType.FLOAT));
    }
    List<Tensor> texts = new ArrayList<>();
    for (CategoricalColumn column : columns.categorical()) {
      texts.add(graph.input(column.name(), DataType.STRING));
    }
    return new Encoded(
        numbers.isEmpty()
            ? constant(operations, texts.get(0))
            : new TransformGraph(operations).transformed(columns.dense(), numbers),
        ids(operations, texts));
  }

  private Tensor ids(Operations operations, List<Tensor> texts) throws IOException {
    List<FieldEncoder> encoders = new ArrayList<>();
    for (int field = 0; field < texts.size(); field++) {
      CategoricalColumn column = columns.categorical().get(field);
      encoders.add(
          new FieldEncoder(operations.graph(), column, columns.missing(), rows.get(field)));
    }
    columns.values().forEach((field, text, id) -> encoders.get(field).add(text, id));
    List<Tensor> ids = new ArrayList<>();
    for (int field = 0; field < texts.size(); field++) {
      ids.add(operations.reshape(encoders.get(field).ids(texts.get(field)), 1));
    }
    return operations.concat(ids);
  }

  /** The one input of data without numbers, 1. */
  private static Tensor constant(Operations operations, Tensor any) {
    GraphBuilder graph = operations.graph();
    Tensor size = graph.node("Shape", List.of(any.name()), List.of());
    String one = graph.floats("one", List.of(1), 1);
    Tensor ones = graph.node("Expand", List.of(one, size.name()), List.of());
    return operations.reshape(ones, 1);
  }

  @Override
  public Map<String, String> metadata() {
    ArrayNode described = JsonNodeFactory.instance.arrayNode();
    for (DenseColumn column : columns.dense()) {
      described.addObject().put("name", column.name()).put("kind", "number");
    }
    for (CategoricalColumn column : columns.categorical()) {
      ObjectNode object = described.addObject().put("name", column.name()).put("kind", "category");
      ArrayNode missing = object.putArray("missing").add("");
      new TreeSet<>(columns.missing()).forEach(missing::add);
    }
    return Map.of(
        "inputs", "raw: one input per column", "columns", described.toString(), "texts", FORM);
  }
}
