package io.nasrec.experiments.workflow;

import io.nasrec.data.raw.AvazuText;
import io.nasrec.data.raw.CriteoText;
import io.nasrec.data.raw.Dialect;
import io.nasrec.data.raw.Kdd12Text;
import io.nasrec.data.raw.QuoteEscape;
import io.nasrec.data.raw.RawDirectory;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.Synthetic;
import io.nasrec.data.table.ColumnRoles;
import io.nasrec.data.table.DelimitedText;
import io.nasrec.data.table.TableFormat;
import io.nasrec.data.table.TableSource;
import io.nasrec.experiments.config.DataSettings;
import io.nasrec.experiments.config.Experiment;
import io.nasrec.experiments.config.FormatChoice;
import io.nasrec.experiments.config.SchemaSettings;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;

/**
 * The raw rows that an experiment names. The experiment's reader has already checked that the keys
 * required by a format are present.
 */
final class Sources {
  private Sources() {}

  static RawSource of(Experiment experiment) {
    DataSettings data = experiment.data();
    return switch (data.format().kind()) {
      case CRITEO -> new CriteoText(files(data), data.maxBadRows());
      case AVAZU -> new AvazuText(files(data), data.maxBadRows());
      case KDD12 ->
          new Kdd12Text(
              files(data),
              data.userProfile().map(path -> RawFile.of(path).get(0)),
              data.maxBadRows());
      case DELIMITED -> {
        Dialect dialect = dialect((FormatChoice.Delimited) data.format());
        ColumnRoles roles = roles(experiment.schema().orElseThrow());
        yield new DelimitedText(files(data), dialect, roles, data.maxBadRows());
      }
      case ARROW -> table(TableFormat.ARROW, experiment);
      case PARQUET -> table(TableFormat.PARQUET, experiment);
      case SYNTHETIC ->
          new Synthetic(
              Math.toIntExact(((FormatChoice.Synthetic) data.format()).rows()), experiment.seed());
    };
  }

  private static List<RawFile> files(DataSettings data) {
    return RawDirectory.files(data.raw().orElseThrow());
  }

  private static TableSource table(TableFormat format, Experiment experiment) {
    ColumnRoles roles = roles(experiment.schema().orElseThrow());
    return new TableSource(format, files(experiment.data()), roles, experiment.data().maxBadRows());
  }

  private static ColumnRoles roles(SchemaSettings schema) {
    return new ColumnRoles(
        schema.label(),
        List.copyOf(schema.dense().keySet()),
        List.copyOf(schema.categorical().keySet()),
        schema.ignored(),
        Set.copyOf(schema.missing()),
        schema.split());
  }

  private static Dialect dialect(FormatChoice.Delimited text) {
    return new Dialect(
        text.delimiter().character(),
        text.quotes() ? '"' : '\0',
        text.escape().orElse(QuoteEscape.DOUBLED),
        text.header(),
        text.encoding().orElse(StandardCharsets.UTF_8));
  }
}
