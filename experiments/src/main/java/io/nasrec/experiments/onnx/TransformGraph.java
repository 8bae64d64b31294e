package io.nasrec.experiments.onnx;

import static io.nasrec.experiments.onnx.GraphBuilder.attribute;

import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.nasrec.data.DenseColumn;
import io.nasrec.data.DenseTransform;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * {@link DenseTransform} as graphs. Like the original, they are computed in float64: in float32, a
 * logarithm near a step of {@code floor(ln(x)²)} could end up on the other side.
 *
 * @param operations of the graph
 */
record TransformGraph(Operations operations) {

  /**
   * The transformed numbers of all columns; columns with the same transform are processed together.
   *
   * @param numbers one {@code (batch)} per column; NaN is missing and becomes 0
   * @return {@code (batch, D)}
   */
  Tensor transformed(List<DenseColumn> columns, List<Tensor> numbers) {
    Map<DenseTransform, List<Integer>> groups = new EnumMap<>(DenseTransform.class);
    for (int i = 0; i < columns.size(); i++) {
      groups.computeIfAbsent(columns.get(i).transform(), t -> new ArrayList<>()).add(i);
    }
    List<Tensor> parts = new ArrayList<>();
    long[] places = new long[columns.size()];
    int place = 0;
    for (Map.Entry<DenseTransform, List<Integer>> group : groups.entrySet()) {
      List<Tensor> members = new ArrayList<>();
      for (int column : group.getValue()) {
        members.add(operations.reshape(numbers.get(column), 1));
        places[column] = place++;
      }
      parts.add(apply(group.getKey(), known(operations.concat(members))));
    }
    Tensor all = operations.concat(parts);
    boolean inOrder = Arrays.equals(places, Arrays.stream(places).sorted().toArray());
    return inOrder ? all : operations.columns(all, places);
  }

  /** Every transform maps 0 to 0. */
  private Tensor known(Tensor x) {
    String zero = operations.graph().floats("missing", List.of(), 0);
    return operations
        .graph()
        .node("Where", List.of(node("IsNaN", x).name(), zero, x.name()), x.shape());
  }

  private Tensor apply(DenseTransform transform, Tensor x) {
    return switch (transform) {
      case LOG1P -> narrow(logOfOneMore(node("Max", wide(x), number("zero", 0))));
      case SQUARE_LOG -> {
        Tensor log = node("Log", node("Max", wide(x), number("two", 2)));
        // ONNX Runtime 1.12 has no Floor of float64; for numbers that are not negative, a
        // conversion to whole ones does the same.
        Tensor floor = narrow(cast(operations.square(log), DataType.INT64));
        Tensor large = node("Greater", wide(x), number("two", 2));
        yield operations
            .graph()
            .node("Where", List.of(large.name(), floor.name(), x.name()), x.shape());
      }
      case SIGNED_LOG1P ->
          narrow(operations.multiply(node("Sign", wide(x)), logOfOneMore(node("Abs", wide(x)))));
      case NONE -> x;
    };
  }

  private Tensor logOfOneMore(Tensor x) {
    return node("Log", node("Add", x, number("one", 1)));
  }

  private Tensor wide(Tensor x) {
    return cast(x, DataType.DOUBLE);
  }

  private Tensor narrow(Tensor x) {
    return cast(x, DataType.FLOAT);
  }

  private Tensor cast(Tensor x, DataType type) {
    return operations
        .graph()
        .node("Cast", List.of(x.name()), x.shape(), attribute("to", type.getNumber()));
  }

  private Tensor number(String name, double value) {
    return Tensor.of(operations.graph().doubles(name, List.of(), value));
  }

  private Tensor node(String operator, Tensor x) {
    return operations.graph().node(operator, List.of(x.name()), x.shape());
  }

  private Tensor node(String operator, Tensor x, Tensor y) {
    return operations.graph().node(operator, List.of(x.name(), y.name()), x.shape());
  }
}
