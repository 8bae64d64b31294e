package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Raw rows in a directory: its files in the order of their names, read one after the other. Files
 * named {@code train}, {@code valid} or {@code validation}, and {@code test}, with any extension,
 * say which split their rows belong to. Files named {@code *.md5}, {@code *.sha256}, {@code
 * md5sum*} or {@code sha256sum*} hold checksums, as {@code md5sum} and {@code sha256sum} print
 * them.
 */
public final class RawDirectory {
  private static final Pattern CHECKSUMS =
      Pattern.compile("(?i).*\\.(md5|sha256)|(md5|sha256)sums?(\\..*)?");
  private static final Pattern CHECKSUM =
      Pattern.compile("(?<digits>[0-9a-fA-F]{32}|[0-9a-fA-F]{64}) [ *](?<name>.+)");

  private RawDirectory() {}

  /**
   * The files of raw data.
   *
   * @param path a file, or a directory
   * @return the file, or what is in the directory
   * @throws BadDataException if the directory holds no files, checksums that cannot be read, or
   *     files for some of the splits but not for all
   */
  public static List<RawFile> files(Path path) {
    if (!Files.isDirectory(path)) {
      return RawFile.of(path);
    }
    try {
      Map<String, String> checksums = new HashMap<>();
      for (Path file : list(path)) {
        if (isChecksums(file)) {
          readChecksums(file, checksums);
        }
      }
      List<RawFile> files =
          list(path).stream()
              .filter(file -> !isChecksums(file))
              .map(file -> file(file, checksums))
              .toList();
      requireWhole(path, files, checksums);
      return files;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static List<Path> list(Path directory) throws IOException {
    try (Stream<Path> entries = Files.list(directory)) {
      return entries
          .filter(Files::isRegularFile)
          .filter(file -> !file.getFileName().toString().startsWith("."))
          .sorted()
          .toList();
    }
  }

  private static boolean isChecksums(Path file) {
    return CHECKSUMS.matcher(file.getFileName().toString()).matches();
  }

  private static void readChecksums(Path file, Map<String, String> checksums) throws IOException {
    List<String> lines = Files.readAllLines(file);
    for (int i = 0; i < lines.size(); i++) {
      Matcher checksum = CHECKSUM.matcher(lines.get(i).strip());
      if (checksum.matches()) {
        checksums.put(checksum.group("name"), checksum.group("digits"));
      } else if (!lines.get(i).isBlank()) {
        throw new BadDataException(
            "%s, line %d: expected a checksum, two spaces and a file's name"
                .formatted(file, i + 1));
      }
    }
  }

  private static RawFile file(Path file, Map<String, String> checksums) {
    String name = file.getFileName().toString();
    Optional<SplitName> split = SplitName.named(name.replaceFirst("\\..*", ""));
    return new RawFile(file, split, Optional.ofNullable(checksums.get(name)));
  }

  private static void requireWhole(
      Path directory, List<RawFile> files, Map<String, String> checksums) {
    if (files.isEmpty()) {
      throw new BadDataException(directory + " holds no files");
    }
    long named = files.stream().filter(file -> file.split().isPresent()).count();
    long splits = files.stream().flatMap(file -> file.split().stream()).distinct().count();
    if (named > 0 && (named < files.size() || splits < SplitName.values().length)) {
      throw new BadDataException(
          "%s: expected a file for each of train, valid and test and no others, but found %s"
              .formatted(
                  directory, files.stream().map(file -> file.path().getFileName()).toList()));
    }
    for (String name : checksums.keySet()) {
      if (files.stream().noneMatch(file -> file.path().getFileName().toString().equals(name))) {
        throw new BadDataException(
            "%s: there is a checksum of %s, but no such file".formatted(directory, name));
      }
    }
  }
}
