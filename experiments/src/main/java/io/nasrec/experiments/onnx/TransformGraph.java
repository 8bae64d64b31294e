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
      parts.add(known(group.getKey(), operations.concat(members)));
    }
    Tensor all = operations.concat(parts);
    boolean inOrder = Arrays.equals(places, Arrays.stream(places).sorted().toArray());
    return inOrder ? all : operations.columns(all, places);
  }

  private Tensor known(DenseTransform transform, Tensor x) {
    Tensor missing = node("IsNaN", x);
    Tensor value = transform == DenseTransform.NONE ? x : narrow(apply(transform, wide(x)));
    String zero = operations.graph().floats("missing", List.of(), 0);
    return operations.graph().node("Where", List.of(missing.name(), zero, value.name()), x.shape());
  }

  private Tensor apply(DenseTransform transform, Tensor x) {
    return switch (transform) {
      case LOG1P -> logOfOneMore(node("Max", x, number("zero", 0)));
      case SQUARE_LOG -> {
        Tensor log = node("Log", x);
        Tensor floor = node("Floor", operations.square(log));
        Tensor large = node("Greater", x, number("two", 2));
        yield operations
            .graph()
            .node("Where", List.of(large.name(), floor.name(), x.name()), x.shape());
      }
      case SIGNED_LOG1P -> operations.multiply(node("Sign", x), logOfOneMore(node("Abs", x)));
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
