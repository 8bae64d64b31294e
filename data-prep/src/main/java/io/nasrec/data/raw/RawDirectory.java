package io.nasrec.data.raw;

import io.nasrec.data.BadDataException;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Raw rows in several files, read one after the other; a directory stands for its files in the
 * order of their names. Of several files those named {@code train}, {@code valid} or {@code
 * validation}, and {@code test}, with any extension, say which split their rows belong to. Files of
 * a directory named {@code *.md5}, {@code *.sha256}, {@code md5sum*} or {@code sha256sum*} hold
 * checksums, as {@code md5sum} and {@code sha256sum} print them.
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
   * @param paths files and directories
   * @return the files and what is in the directories, in that order
   * @throws BadDataException if a directory holds no files or checksums that cannot be read, a file
   *     comes twice, or there are files for some of the splits but not for all
   */
  public static List<RawFile> files(List<Path> paths) {
    List<RawFile> files = paths.stream().flatMap(path -> files(path).stream()).toList();
    Set<Path> seen = new HashSet<>();
    for (RawFile file : files) {
      if (!seen.add(file.path().toAbsolutePath().normalize())) {
        throw new BadDataException(file.path() + " is named twice as raw data");
      }
    }
    return files.size() == 1 ? files : withSplits(files);
  }

  private static List<RawFile> files(Path path) {
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
      requireFiles(path, files, checksums);
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
            "%s, line %s: expected a checksum, two spaces and a file's name"
                .formatted(file, i + 1));
      }
    }
  }

  private static RawFile file(Path file, Map<String, String> checksums) {
    String checksum = checksums.get(file.getFileName().toString());
    return new RawFile(file, Optional.empty(), Optional.ofNullable(checksum));
  }

  private static void requireFiles(
      Path directory, List<RawFile> files, Map<String, String> checksums) {
    if (files.isEmpty()) {
      throw new BadDataException(directory + " holds no files");
    }
    for (String name : checksums.keySet()) {
      if (files.stream().noneMatch(file -> file.path().getFileName().toString().equals(name))) {
        throw new BadDataException(
            "%s: there is a checksum of %s, but no such file".formatted(directory, name));
      }
    }
  }

  private static List<RawFile> withSplits(List<RawFile> files) {
    List<RawFile> named =
        files.stream().map(file -> new RawFile(file.path(), split(file), file.checksum())).toList();
    List<SplitName> splits = named.stream().flatMap(file -> file.split().stream()).toList();
    boolean all = splits.size() == files.size();
    if (!splits.isEmpty() && !(all && Set.copyOf(splits).size() == SplitName.values().length)) {
      throw new BadDataException(
          "expected a file for each of train, valid and test and no others, or none with such a"
              + " name, but found "
              + files.stream().map(RawFile::path).toList());
    }
    return named;
  }

  private static Optional<SplitName> split(RawFile file) {
    return SplitName.named(file.path().getFileName().toString().replaceFirst("\\..*", ""));
  }
}
