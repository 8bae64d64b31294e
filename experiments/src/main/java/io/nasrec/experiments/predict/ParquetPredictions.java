package io.nasrec.experiments.predict;

import blue.strategic.parquet.ParquetWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.parquet.schema.LogicalTypeAnnotation;
import org.apache.parquet.schema.MessageType;
import org.apache.parquet.schema.PrimitiveType.PrimitiveTypeName;
import org.apache.parquet.schema.Type;
import org.apache.parquet.schema.Types;

/** Parquet: keys as texts, probabilities as float64; null for a bad record. */
final class ParquetPredictions implements PredictionWriter {
  private final ParquetWriter<Line> writer;

  private record Line(List<String> keys, Double probability) {}

  ParquetPredictions(Path file, List<String> keys) throws IOException {
    List<Type> columns = new ArrayList<>();
    for (String key : keys) {
      columns.add(
          Types.optional(PrimitiveTypeName.BINARY)
              .as(LogicalTypeAnnotation.stringType())
              .named(key));
    }
    columns.add(Types.optional(PrimitiveTypeName.DOUBLE).named(PROBABILITY));
    MessageType type = new MessageType("row", columns);
    Files.deleteIfExists(file);
    writer =
        ParquetWriter.writeFile(
            type,
            file.toFile(),
            (line, values) -> {
              for (int k = 0; k < line.keys().size(); k++) {
                values.write(keys.get(k), line.keys().get(k));
              }
              if (line.probability() != null) {
                values.write(PROBABILITY, line.probability());
              }
            });
  }

  @Override
  public void write(PredictedRows rows) throws IOException {
    for (int row : rows.records()) {
      writer.write(
          row == PredictedRows.BAD
              ? new Line(List.of(), null)
              : new Line(
                  rows.carried().isEmpty() ? List.of() : rows.carried().get(row),
                  rows.probability(row)));
    }
  }

  @Override
  public void close() throws IOException {
    writer.close();
  }
}
