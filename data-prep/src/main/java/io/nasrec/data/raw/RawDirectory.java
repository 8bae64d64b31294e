package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.Printable;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Raw rows in several files, read one after the other; a directory stands for its files in the
 * order of their names, in which numbers compare as numbers. Files whose names begin with {@code .}
 * or {@code _}, such as those that Spark and Hadoop write beside their parts, and empty files are
 * skipped; the log reports this and the order. Two files with the same content are refused. If
 * there are several files, those named {@code train}, {@code valid} or {@code validation}, and
 * {@code test}, with any extension, define the split of their rows. Files of a directory named
 * {@code *.md5}, {@code *.sha256}, {@code md5sum*} or {@code sha256sum*} contain checksums in the
 * format of {@code md5sum} and {@code sha256sum}.
 */
public final class RawDirectory {
  private static final Pattern CHECKSUMS =
      Pattern.compile("(?i).*\\.(md5|sha256)|(md5|sha256)sums?(\\..*)?");
  private static final Pattern CHECKSUM =
      Pattern.compile("(?<digits>[0-9a-fA-F]{32}|[0-9a-fA-F]{64}) [ *](?<name>.+)");

  private static final Logger LOG = LoggerFactory.getLogger(RawDirectory.class);

  private RawDirectory() {}

  /**
   * The files of raw data.
   *
   * @param paths files and directories
   * @return the files and the contents of the directories, in that order
   * @throws BadDataException if a directory contains no files or has unreadable checksums, if a
   *     file occurs twice, by name or by content, or if there are files for some of the splits but
   *     not for all
   */
  public static List<RawFile> files(List<Path> paths) {
    List<RawFile> files = paths.stream().flatMap(path -> files(path).stream()).toList();
    Set<Path> seen = new HashSet<>();
    for (RawFile file : files) {
      if (!seen.add(file.path().toAbsolutePath().normalize())) {
        throw new BadDataException(file.path() + " is named twice as raw data");
      }
    }
    if (files.size() == 1) {
      return files;
    }
    List<Path> order = files.stream().map(RawFile::path).toList();
    LOG.info("{} raw files in this order: {}", order.size(), Printable.of(join(order)));
    try {
      Copies.refuse(order);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return withSplits(files);
  }

  /**
   * The files of rows that are no data set's: which is for which split does not matter, and two may
   * be equal.
   *
   * @param paths files and directories
   * @return the files and what is in the directories, in that order
   * @throws BadDataException as {@link #files(List)}, if a directory cannot be read
   */
  public static List<RawFile> plain(List<Path> paths) {
    return paths.stream().flatMap(path -> files(path).stream()).toList();
  }

  private static String join(List<Path> paths) {
    return paths.stream()
        .map(path -> path.getFileName().toString())
        .collect(Collectors.joining(", "));
  }

  private static List<RawFile> files(Path path) {
    if (!Files.isDirectory(path)) {
      return RawFile.of(path);
    }
    try {
      List<Path> all = list(path);
      Map<String, String> checksums = new HashMap<>();
      for (Path file : all) {
        if (isChecksums(file)) {
          readChecksums(file, checksums);
        }
      }
      List<RawFile> files =
          all.stream()
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
    List<Path> entries;
    try (Stream<Path> found = Files.list(directory)) {
      entries =
          found
              .sorted(
                  Comparator.comparing(path -> path.getFileName().toString(), new NaturalOrder()))
              .toList();
    }
    List<Path> files = new ArrayList<>();
    List<Path> skipped = new ArrayList<>();
    for (Path entry : entries) {
      (isData(entry) ? files : skipped).add(entry);
    }
    if (!skipped.isEmpty()) {
      LOG.info(
          "{}: skipped what is a directory, empty, or begins with . or _: {}",
          Printable.of(directory.toString()),
          Printable.of(join(skipped)));
    }
    return files;
  }

  private static boolean isData(Path entry) throws IOException {
    String name = entry.getFileName().toString();
    return Files.isRegularFile(entry)
        && !name.startsWith(".")
        && !name.startsWith("_")
        && !isEmpty(entry);
  }

  /** Whether a file has no content, compressed or not. */
  private static boolean isEmpty(Path file) throws IOException {
    try (InputStream in = Unpacked.open(file)) {
      return in.read() < 0;
    } catch (BrokenStreamException e) {
      return false; // whoever reads it says where it is damaged
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
      throw new BadDataException(
          directory
              + " holds no files of rows (empty ones, and names that begin with . or _, are"
              + " skipped)");
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
