package io.nasrec.data.table;

import io.nasrec.commons.BadDataException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** The names of a file's columns, each of which a schema names once. */
final class ColumnNames {
  private ColumnNames() {}

  /**
   * The first name that comes again.
   *
   * @return what is wrong and what to do; empty if the names differ
   */
  static Optional<String> repeated(List<String> names) {
    return names.stream()
        .filter(name -> names.indexOf(name) != names.lastIndexOf(name))
        .findFirst()
        .map(name -> problem(name, names));
  }

  private static String problem(String name, List<String> names) {
    List<String> positions =
        IntStream.range(0, names.size())
            .filter(i -> names.get(i).equals(name))
            .mapToObj(i -> String.valueOf(i + 1))
            .toList();
    int last = positions.size() - 1;
    return "the column name %s appears %s, in columns %s and %s; rename all but one of them"
        .formatted(
            name,
            positions.size() == 2 ? "twice" : positions.size() + " times",
            String.join(", ", positions.subList(0, last)),
            positions.get(last));
  }

  /**
   * Checks a file's names.
   *
   * @throws BadDataException if one comes again
   */
  static void requireDistinct(Path file, List<String> names) {
    Optional<String> problem = repeated(names);
    if (problem.isPresent()) {
      throw new BadDataException(file + ": " + problem.get());
    }
  }
}
