package io.nasrec.supernet.trial;

import com.fasterxml.jackson.core.type.TypeReference;
import io.nasrec.commons.BadDataException;
import io.nasrec.commons.CheckedJson;
import io.nasrec.supernet.model.Tested;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The one file that is left of a trial whose weights are not needed: all its numbers. Hundreds of
 * trials would fill a disk with their models.
 */
record NumbersFile(Trial trial) {
  private static final String NUMBERS = "numbers.json";

  /** The content; the test is null if training diverged. */
  private record Numbers(KeptResult result, Tested test) {}

  private Path file() {
    return trial.directory().resolve(NUMBERS);
  }

  /**
   * The numbers, if they were kept.
   *
   * @throws BadDataException if they are of another training, or the file is damaged
   */
  Optional<Measured> found() throws IOException {
    Optional<Numbers> kept = CheckedJson.read(file(), new TypeReference<>() {});
    if (kept.isEmpty()) {
      return Optional.empty();
    }
    if (!kept.get().result().training().equals(trial.digest())) {
      throw new BadDataException(
          ("%s: comes from a run with other data or settings, or another network of that name; name"
                  + " another directory, or delete %s and resume")
              .formatted(file(), trial.directory()));
    }
    return kept.map(
        numbers -> new Measured(numbers.result().result(), Optional.ofNullable(numbers.test())));
  }

  /** Keeps the numbers. */
  void keep(Measured measured) throws IOException {
    Files.createDirectories(trial.directory());
    CheckedJson.write(
        file(),
        new Numbers(
            KeptResult.of(trial.digest(), measured.result()), measured.test().orElse(null)));
  }

  /** Deletes all other files of the trial. */
  void dropOthers() throws IOException {
    try (Stream<Path> files = Files.list(trial.directory())) {
      List<Path> others = files.filter(file -> !file.equals(file())).toList();
      for (Path other : others) {
        Files.delete(other);
      }
    }
  }
}
