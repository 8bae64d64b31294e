package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import io.nasrec.data.RawFormat;
import io.nasrec.data.raw.AvazuText;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.FileKind;
import io.nasrec.data.raw.Kdd12Text;
import io.nasrec.data.raw.NumbersAsIds;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSchema;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowReader;
import io.nasrec.data.raw.RowUse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What a {@link RawFormat} stands for: its features, and how files and single rows are read. */
public final class RawFormats {
  private RawFormats() {}

  /** The format of the user's own columns. */
  static RawFormat of(String name, Dialect dialect, ColumnRoles roles) {
    RawFormat.Text text =
        dialect == null
            ? null
            : new RawFormat.Text(
                Character.toString(dialect.delimiter()),
                dialect.quotes() ? Character.toString(dialect.quote()) : "",
                dialect.escape().name().toLowerCase(Locale.ROOT),
                dialect.header(),
                dialect.charset().name());
    return new RawFormat(name, List.of(), false, text, roles.columns());
  }

  private static Dialect dialect(RawFormat.Text text) {
    return new Dialect(
        text.delimiter().charAt(0),
        text.quote().isEmpty() ? '\0' : text.quote().charAt(0),
        QuoteEscape.valueOf(text.escape().toUpperCase(Locale.ROOT)),
        text.header(),
        Charset.forName(text.charset()));
  }

  /**
   * The rows' features.
   *
   * @param format how they are read
   */
  public static RawSchema schema(RawFormat format) {
    RawSchema schema = plain(format);
    return format.numbersAsIds().isEmpty()
        ? schema
        : NumbersAsIds.schema(schema, format.numbersAsIds());
  }

  /** The features before numbers become categorical values. */
  static RawSchema plain(RawFormat format) {
    return switch (format.name()) {
      case "criteo", "synthetic" -> CriteoText.SCHEMA;
      case "avazu" -> AvazuText.SCHEMA;
      case "kdd12" -> Kdd12Text.SCHEMA;
      default -> ColumnRoles.of(own(format)).schema();
    };
  }

  /**
   * The columns that a row to be predicted has.
   *
   * @param format how rows are read
   * @return their names, as files have them
   */
  public static List<String> inputs(RawFormat format) {
    if (format.name().equals("avazu")) {
      return AvazuText.INPUTS;
    }
    RawSchema schema = plain(format);
    return Stream.concat(schema.dense().stream(), schema.categoricalNames().stream()).toList();
  }

  /**
   * Reads single rows.
   *
   * @param format how
   * @param where the columns are, for messages
   * @param columns their names
   * @param use what the rows are read for
   * @throws BadDataException if columns are missing
   */
  static RowReader reader(RawFormat format, String where, List<String> columns, RowUse use) {
    return switch (format.name()) {
      case "criteo", "synthetic" -> CriteoText.reader(where, columns, use);
      case "avazu" -> AvazuText.reader(where, columns, use);
      case "kdd12" -> Kdd12Text.reader(where, columns, use);
      default -> new CellReader(ColumnRoles.of(own(format)), where, columns, Set.of(), use);
    };
  }

  /**
   * Rows in other files. The user's own columns may be in delimited text, Arrow or Parquet,
   * whatever the data set was made of; text of which nothing is known is looked at.
   *
   * @param format how the rows are read
   * @param files the files, all of one kind
   * @param userProfile the users' profiles, for formats that have some
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   * @param use what the rows are read for
   * @throws BadDataException if profiles are wanted but not given, or a file is missing
   */
  public static RawSource source(
      RawFormat format,
      List<RawFile> files,
      Optional<RawFile> userProfile,
      long maxBadRows,
      RowUse use) {
    RawSource source =
        switch (format.name()) {
          case "criteo", "synthetic" -> new CriteoText(files, maxBadRows, use);
          case "avazu" -> new AvazuText(files, maxBadRows, use);
          case "kdd12" -> {
            if (format.userProfiles() && userProfile.isEmpty() && !use.absentAsMissing()) {
              throw new BadDataException(
                  "gender and age come from the users' profiles, but no file of profiles was named");
            }
            yield new Kdd12Text(files, userProfile, maxBadRows, use);
          }
          default -> own(format, files, maxBadRows, use);
        };
    return format.numbersAsIds().isEmpty()
        ? source
        : new NumbersAsIds(source, format.numbersAsIds());
  }

  private static RawSource own(RawFormat format, List<RawFile> files, long maxBadRows, RowUse use) {
    ColumnRoles roles = ColumnRoles.of(own(format));
    Path first = files.get(0).path();
    try {
      FileKind kind = Files.isRegularFile(first) ? FileKind.of(first) : FileKind.OTHER;
      return switch (kind) {
        case PARQUET -> new TableSource(TableFormat.PARQUET, files, roles, maxBadRows, use);
        case ARROW_FILE, ARROW_STREAM ->
            new TableSource(TableFormat.ARROW, files, roles, maxBadRows, use);
        default -> {
          Dialect dialect =
              format.text() == null ? TextShape.of(first).dialect() : dialect(format.text());
          yield new DelimitedText(files, dialect, roles, maxBadRows, use);
        }
      };
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RawFormat.Columns own(RawFormat format) {
    if (format.columns() == null) {
      throw new BadDataException(
          "rows are read as %s, which this version of nasrec does not know"
              .formatted(format.name()));
    }
    return format.columns();
  }

  /** The name of the column of labels. */
  public static String label(RawFormat format) {
    return switch (format.name()) {
      case "criteo", "synthetic" -> "Label";
      case "avazu", "kdd12" -> "click";
      default -> own(format).label();
    };
  }
}
