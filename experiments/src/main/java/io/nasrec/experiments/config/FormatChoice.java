package io.nasrec.experiments.config;

import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.experiments.config.schema.As;
import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.Kinds;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.nio.charset.Charset;
import java.nio.file.Path;
import java.util.Optional;

/** Where the rows come from: the section {@code data.format}. */
public sealed interface FormatChoice {

  /** The format's name. */
  DataFormat kind();

  /** A public click log with fixed columns. */
  @Kinds({"criteo", "avazu"})
  record ClickLog(DataFormat kind) implements FormatChoice {
    public ClickLog {
      Schema.check(ClickLog.class, kind);
    }
  }

  /**
   * KDD Cup 2012 track 2.
   *
   * @param userProfile {@code userid_profile.txt}; without it every user's gender and age are
   *     missing
   */
  @Kinds("kdd12")
  record Kdd12(Optional<Path> userProfile) implements FormatChoice {
    public Kdd12 {
      Schema.check(Kdd12.class, userProfile);
    }

    @Override
    public DataFormat kind() {
      return DataFormat.KDD12;
    }
  }

  /**
   * The user's own columns in delimited text.
   *
   * @param delimiter what separates columns
   * @param quotes whether values may stand in double quotes
   * @param header whether the first line names the columns
   * @param escape how a quote is written inside a quoted value; none = doubled
   * @param encoding how bytes are read; none = UTF-8
   */
  @Kinds("delimited")
  record Delimited(
      @Default("comma") Delimiter delimiter,
      @Default("true") boolean quotes,
      @Default("true") boolean header,
      Optional<QuoteEscape> escape,
      @As(Encoding.class) Optional<Charset> encoding)
      implements FormatChoice {
    public Delimited {
      Schema.check(Delimited.class, delimiter, quotes, header, escape, encoding);
      new Rules()
          .require(
              quotes || escape.isEmpty(),
              "data.format.escape",
              "is not read without data.format.quotes: true")
          .check();
    }

    @Override
    public DataFormat kind() {
      return DataFormat.DELIMITED;
    }
  }

  /** The user's own columns in a file that names them. */
  @Kinds({"arrow", "parquet"})
  record Table(DataFormat kind) implements FormatChoice {
    public Table {
      Schema.check(Table.class, kind);
    }
  }

  /**
   * Rows in Criteo's shape, drawn by this program; the best possible log loss is known.
   *
   * @param rows rows to draw, before the split
   */
  @Kinds("synthetic")
  record Synthetic(@Range(min = 1000, max = 1000000000, unit = "rows") @Default("60_000") long rows)
      implements FormatChoice {
    public Synthetic {
      Schema.check(Synthetic.class, rows);
    }

    @Override
    public DataFormat kind() {
      return DataFormat.SYNTHETIC;
    }
  }
}
