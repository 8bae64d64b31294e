package io.nasrec.experiments.cli;

import io.nasrec.data.raw.RawDirectory;
import io.nasrec.data.raw.RawFile;
import io.nasrec.data.raw.RawSource;
import io.nasrec.data.raw.RowUse;
import io.nasrec.data.table.RawFormats;
import io.nasrec.supernet.model.SavedModel;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** What the commands that read raw rows for a model share; a picocli mixin. */
final class RawRowOptions {
  /** How missing columns may be treated. */
  enum MissingColumns {
    ERROR,
    AS_MISSING
  }

  @Option(
      names = "--missing-columns",
      paramLabel = "HOW",
      converter = MissingColumnsConverter.class,
      description =
          "error, or as-missing: a column that the files lack is a missing value in each row"
              + " (default: error).")
  private MissingColumns missingColumns = MissingColumns.ERROR;

  @Option(
      names = "--max-bad-rows",
      paramLabel = "N",
      description =
          "Malformed rows to skip and count; one more stops the program (default:"
              + " ${DEFAULT-VALUE}).")
  private long maxBadRows;

  @Option(
      names = "--user-profile",
      paramLabel = "FILE",
      description = "KDD Cup 2012's userid_profile.txt, for models that were trained with it.")
  private Path userProfile;

  /** Reads {@code error} and {@code as-missing}. */
  static final class MissingColumnsConverter
      implements picocli.CommandLine.ITypeConverter<MissingColumns> {
    @Override
    public MissingColumns convert(String value) {
      return switch (value) {
        case "error" -> MissingColumns.ERROR;
        case "as-missing" -> MissingColumns.AS_MISSING;
        default ->
            throw new picocli.CommandLine.TypeConversionException(
                "must be error or as-missing, but was " + value);
      };
    }
  }

  /** What the command reads. */
  List<Path> inputs(List<Path> files) {
    List<Path> inputs = new ArrayList<>(files);
    if (userProfile != null) {
      inputs.add(userProfile);
    }
    return inputs;
  }

  /**
   * The rows of files.
   *
   * @param carried columns whose text goes with the rows
   */
  RawSource source(
      CommandSpec spec,
      SavedModel model,
      List<Path> files,
      RowUse.Purpose purpose,
      List<String> carried) {
    if (maxBadRows < 0) {
      throw new ParameterException(
          spec.commandLine(), "--max-bad-rows must be at least 0, but was " + maxBadRows);
    }
    return RawFormats.source(
        model.data().format(),
        RawDirectory.plain(files),
        Optional.ofNullable(userProfile).map(file -> RawFile.of(file).get(0)),
        maxBadRows,
        new RowUse(purpose, missingColumns == MissingColumns.AS_MISSING, carried));
  }
}
