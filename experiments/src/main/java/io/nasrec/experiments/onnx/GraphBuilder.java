package io.nasrec.experiments.onnx;

import ai.onnx.proto.OnnxMl.AttributeProto;
import ai.onnx.proto.OnnxMl.GraphProto;
import ai.onnx.proto.OnnxMl.NodeProto;
import ai.onnx.proto.OnnxMl.TensorProto;
import ai.onnx.proto.OnnxMl.TensorShapeProto;
import ai.onnx.proto.OnnxMl.TypeProto;
import ai.onnx.proto.OnnxMl.ValueInfoProto;
import com.google.protobuf.UnsafeByteOperations;
import io.nasrec.commons.BadDataException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Builds a graph node by node, each after those whose values it reads. */
final class GraphBuilder {
  /** The operators of {@code ai.onnx}, which need no domain name. */
  private static final String STANDARD = "";

  /**
   * The maximum number of bytes of all constants. A file is one Protocol Buffers message, which is
   * limited to 2 GiB; nodes and names need far less than the remainder.
   */
  private static final long CAPACITY = Integer.MAX_VALUE - (64L << 20);

  private static final String BATCH = "N";

  private final GraphProto.Builder graph = GraphProto.newBuilder();
  private final Set<String> names = new HashSet<>();
  private long bytes;

  /**
   * An input of the graph.
   *
   * @param shape axes after the batch
   * @throws BadDataException if another value already has that name
   */
  Tensor input(String name, TensorProto.DataType type, Integer... shape) {
    if (!names.add(name)) {
      throw new BadDataException(
          "an ONNX graph names each value once, but "
              + name
              + " would be two of them; export the graph over ids (--inputs ids) instead");
    }
    graph.addInput(described(name, type, List.of(shape)));
    return Tensor.of(name, shape);
  }

  /** Reserves a name for an output, before any input can take it. */
  void reserve(String name) {
    names.add(name);
  }

  /**
   * Makes a value an output.
   *
   * @param name reserved before
   */
  void output(Tensor value, String name) {
    append("Identity", STANDARD, List.of(value.name()), name, List.of());
    graph.addOutput(described(name, TensorProto.DataType.FLOAT, value.shape()));
  }

  /**
   * Adds a node of the standard operators with one output.
   *
   * @param inputs names of values and constants
   * @param shape the output's axes after the batch
   */
  Tensor node(String operator, List<String> inputs, List<Integer> shape, AttributeProto... with) {
    return node(STANDARD, operator, inputs, shape, with);
  }

  /** Like the method above, with an operator of another domain. */
  Tensor node(
      String domain,
      String operator,
      List<String> inputs,
      List<Integer> shape,
      AttributeProto... attributes) {
    String output = fresh(operator);
    append(operator, domain, inputs, output, List.of(attributes));
    return new Tensor(output, shape);
  }

  private void append(
      String operator,
      String domain,
      List<String> inputs,
      String output,
      List<AttributeProto> attributes) {
    graph.addNode(
        NodeProto.newBuilder()
            .setName(output)
            .setOpType(operator)
            .setDomain(domain)
            .addAllInput(inputs)
            .addOutput(output)
            .addAllAttribute(attributes));
  }

  /**
   * A constant of numbers.
   *
   * @param name its name; a number is appended if another value has it
   * @param shape all axes; none for a scalar
   * @param parts its values in order, row-major
   * @return its name
   */
  String floats(String name, List<Integer> shape, List<FloatBuffer> parts) {
    long size = parts.stream().mapToLong(FloatBuffer::capacity).sum() * Float.BYTES;
    occupy(size);
    ByteBuffer values = littleEndian(Math.toIntExact(size));
    FloatBuffer floats = values.asFloatBuffer();
    parts.forEach(part -> floats.put(part.duplicate().clear()));
    return constant(name, TensorProto.DataType.FLOAT, shape, values);
  }

  /** A constant of numbers, like the method above. */
  String floats(String name, List<Integer> shape, float... values) {
    return floats(name, shape, List.of(FloatBuffer.wrap(values)));
  }

  /** A constant of numbers in double precision. */
  String doubles(String name, List<Integer> shape, double... numbers) {
    ByteBuffer values = littleEndian(numbers.length * Double.BYTES);
    values.asDoubleBuffer().put(numbers);
    return constant(name, TensorProto.DataType.DOUBLE, shape, values);
  }

  /** A constant of whole numbers. */
  String longs(String name, List<Integer> shape, long... numbers) {
    ByteBuffer values = littleEndian(numbers.length * Long.BYTES);
    values.asLongBuffer().put(numbers);
    return constant(name, TensorProto.DataType.INT64, shape, values);
  }

  /** A constant vector of whole numbers, such as axes. */
  String longs(String name, long... numbers) {
    return longs(name, List.of(numbers.length), numbers);
  }

  /**
   * Counts bytes of constants before they are created.
   *
   * @throws BadDataException if a file cannot hold them
   */
  void occupy(long size) {
    bytes += size;
    if (bytes > CAPACITY) {
      throw new BadDataException(
          ("an ONNX file holds at most 2 GiB, but the model's weights and values need more than %s"
                  + " MiB; train it with fewer embedding rows (retrain.embeddingRows) or values"
                  + " (data.minCount)")
              .formatted(CAPACITY >> 20));
    }
  }

  /** The graph so far. */
  GraphProto build(String name) {
    return graph.setName(name).build();
  }

  private String constant(
      String name, TensorProto.DataType type, List<Integer> shape, ByteBuffer values) {
    String unique = fresh(name);
    TensorProto.Builder tensor =
        TensorProto.newBuilder()
            .setName(unique)
            .setDataType(type.getNumber())
            // Never written again: no copy.
            .setRawData(UnsafeByteOperations.unsafeWrap(values));
    shape.forEach(tensor::addDims);
    graph.addInitializer(tensor);
    return unique;
  }

  private String fresh(String name) {
    String unique = name;
    for (int i = 1; !names.add(unique); i++) {
      unique = name + "_" + i;
    }
    return unique;
  }

  /** The byte order that the format requires. */
  private static ByteBuffer littleEndian(int size) {
    return ByteBuffer.allocate(size).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static ValueInfoProto described(
      String name, TensorProto.DataType type, List<Integer> shape) {
    TensorShapeProto.Builder axes = TensorShapeProto.newBuilder();
    axes.addDimBuilder().setDimParam(BATCH);
    shape.forEach(axis -> axes.addDimBuilder().setDimValue(axis));
    return ValueInfoProto.newBuilder()
        .setName(name)
        .setType(
            TypeProto.newBuilder()
                .setTensorType(
                    TypeProto.Tensor.newBuilder().setElemType(type.getNumber()).setShape(axes)))
        .build();
  }

  /** An integer attribute of a node. */
  static AttributeProto attribute(String name, long value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INT)
        .setI(value)
        .build();
  }

  /** A numeric attribute of a node. */
  static AttributeProto attribute(String name, float value) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.FLOAT)
        .setF(value)
        .build();
  }

  /** An attribute of a node with several integers. */
  static AttributeProto attribute(String name, List<Long> values) {
    return AttributeProto.newBuilder()
        .setName(name)
        .setType(AttributeProto.AttributeType.INTS)
        .addAllInts(values)
        .build();
  }
}
