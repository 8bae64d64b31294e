package io.nasrec.data.raw;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** The text of files, one after the other, in pieces of complete records. */
final class TextChunks implements RawChunks {
  private final TextSource source;
  private final List<RawFile> files;
  private final RawSchema schema;
  private final long total;
  private long bytesBefore;
  private int part = -1;
  private Dialect dialect;
  private TextFile file;
  private List<String> columns = List.of();
  private RecordParser parser;

  TextChunks(TextSource source) {
    this.source = source;
    files = source.files();
    total = RawFiles.bytes(files);
    schema = source.schema();
  }

  @Override
  public RawChunk next() throws IOException {
    TextFile.Piece piece = file == null ? null : file.next();
    while (piece == null) {
      if (part + 1 == files.size()) {
        return null;
      }
      openNext();
      piece = file.next();
    }
    return new TextChunk(
        schema,
        new RawOrigin(part, files.get(part).path().toString(), dialect.header() ? 1 : 0),
        files.get(part).split().orElse(null),
        dialect,
        columns,
        parser,
        piece);
  }

  private void openNext() throws IOException {
    if (file != null) {
      bytesBefore += file.bytesRead();
      file.close();
    }
    part++;
    Path path = files.get(part).path();
    dialect = source.dialect(path);
    file = new TextFile(path, dialect);
    columns = dialect.header() ? file.header() : List.of();
    parser = source.parser(path, columns);
  }

  @Override
  public long done() {
    return bytesBefore + (file == null ? 0 : file.bytesRead());
  }

  @Override
  public long total() {
    return total;
  }

  @Override
  public String unit() {
    return "bytes";
  }

  @Override
  public void close() throws IOException {
    if (file != null) {
      file.close();
    }
  }
}
