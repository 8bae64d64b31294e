package io.nasrec.data.table;

import blue.strategic.parquet.Hydrator;
import blue.strategic.parquet.ParquetReader;
import io.nasrec.commons.BadDataException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.apache.parquet.hadoop.metadata.ColumnChunkMetaData;
import org.apache.parquet.hadoop.metadata.CompressionCodecName;
import org.apache.parquet.hadoop.metadata.ParquetMetadata;
import org.apache.parquet.schema.Type;

/** A Parquet file; one row group is in memory at a time. */
final class ParquetTable implements Table {
  /**
   * The codecs that the library can read without Hadoop; gzip needs {@code GzipCodec}, which it
   * finds by name.
   */
  private static final Set<CompressionCodecName> CODECS =
      EnumSet.of(
          CompressionCodecName.UNCOMPRESSED,
          CompressionCodecName.SNAPPY,
          CompressionCodecName.GZIP,
          CompressionCodecName.LZ4_RAW,
          CompressionCodecName.ZSTD);

  private final Path file;
  private final List<Type> columns;
  private final List<ColumnType> types;
  private final List<UnaryOperator<Object>> readers;
  private final long total;
  private final ParquetReader<Object[], Object[], Integer> reader;
  private Object[] row;
  private long done;

  ParquetTable(Path file) throws IOException {
    this.file = file;
    try {
      ParquetMetadata metadata = ParquetReader.readMetadata(file.toFile());
      requireKnownCodecs(metadata);
      columns = metadata.getFileMetaData().getSchema().getFields();
      types = columns.stream().map(column -> type(metadata, column)).toList();
      readers = columns.stream().map(ParquetTable::reader).toList();
      total = metadata.getBlocks().stream().mapToLong(block -> block.getRowCount()).sum();
      List<String> names = columns.stream().map(Type::getName).toList();
      reader =
          ParquetReader.spliterator(
              file.toFile(),
              new Cells(names.size()),
              path -> path.length == 1 ? names.indexOf(path[0]) : -1);
    } catch (IOException | RuntimeException e) {
      throw damaged(e);
    }
  }

  /** Gathers a row; nested values have no column of their own. */
  private record Cells(int columns) implements Hydrator<Object[], Object[], Integer> {
    @Override
    public Object[] start() {
      return new Object[columns];
    }

    @Override
    public Object[] add(Object[] cells, Integer column, Object value) {
      if (column >= 0) {
        cells[column] = value;
      }
      return cells;
    }

    @Override
    public Object[] finish(Object[] cells) {
      return cells;
    }
  }

  private void requireKnownCodecs(ParquetMetadata metadata) {
    List<ColumnChunkMetaData> chunks = new ArrayList<>();
    metadata.getBlocks().forEach(block -> chunks.addAll(block.getColumns()));
    chunks.stream()
        .map(ColumnChunkMetaData::getCodec)
        .filter(codec -> !CODECS.contains(codec))
        .findFirst()
        .ifPresent(
            codec -> {
              throw new BadDataException(
                  "%s: expected Parquet that is compressed with one of %s, but found %s"
                      .formatted(file, CODECS, codec));
            });
  }

  @Override
  public List<String> columns() {
    return DelimitedText.names(columns.stream().map(Type::getName).toList());
  }

  @Override
  public boolean next() throws IOException {
    try {
      boolean read = reader.tryAdvance(cells -> row = cells);
      done += read ? 1 : 0;
      return read;
    } catch (RuntimeException e) {
      throw damaged(e);
    }
  }

  @Override
  public ColumnType type(int column) {
    return types.get(column);
  }

  private static ColumnType type(ParquetMetadata metadata, Type column) {
    if (!isFlat(column)) {
      return ColumnType.NESTED;
    }
    return isEmpty(metadata, column.getName())
        ? ColumnType.NOTHING
        : ParquetCell.type(column.asPrimitiveType());
  }

  private static UnaryOperator<Object> reader(Type column) {
    return isFlat(column) ? ParquetCell.reader(column.asPrimitiveType()) : UnaryOperator.identity();
  }

  private static boolean isFlat(Type column) {
    return column.isPrimitive() && !column.isRepetition(Type.Repetition.REPEATED);
  }

  /** Pandas gives a column without values an arbitrary type, often a numeric one. */
  private static boolean isEmpty(ParquetMetadata metadata, String column) {
    return metadata.getBlocks().stream()
        .flatMap(block -> block.getColumns().stream())
        .filter(chunk -> chunk.getPath().toDotString().equals(column))
        .allMatch(chunk -> chunk.getStatistics().getNumNulls() == chunk.getValueCount());
  }

  @Override
  public Object cell(int column) {
    if (types.get(column) == ColumnType.NESTED) {
      throw new BadDataException(
          "%s, column %s: expected a text, number or boolean in each row, but found nested values"
              .formatted(file, columns.get(column).getName()));
    }
    Object stored = row[column];
    return stored == null ? null : readers.get(column).apply(stored);
  }

  private BadDataException damaged(Exception e) {
    return e instanceof BadDataException known
        ? known
        : new BadDataException(file + " is not a readable Parquet file: " + e.getMessage(), e);
  }

  @Override
  public String place() {
    return "record " + done;
  }

  @Override
  public long done() {
    return done;
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public String unit() {
    return "rows";
  }

  @Override
  public void close() throws IOException {
    reader.close();
  }
}
