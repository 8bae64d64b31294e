package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import io.nasrec.commons.FileDigest;
import io.nasrec.commons.Progress;
import io.nasrec.commons.Sha256;
import io.nasrec.data.RawIdentity;
import io.nasrec.data.SplitName;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Checks on raw files of any format. */
public final class RawFiles {
  private RawFiles() {}

  /** The list, copied, after a check that it is not empty. */
  public static List<RawFile> atLeastOne(List<RawFile> files) {
    if (files.isEmpty()) {
      throw new IllegalArgumentException("files must name a file, but was empty");
    }
    return List.copyOf(files);
  }

  /**
   * Computes digests of files, and compares those whose checksum is known.
   *
   * @throws BadDataException if one is missing, empty, or has another checksum
   */
  public static RawIdentity identify(List<RawFile> files, Progress progress) {
    long total = bytes(files);
    long before = 0;
    List<RawIdentity> identities = new ArrayList<>();
    for (RawFile file : files) {
      long start = before;
      identities.add(
          identify(
              file,
              (stage, done, size, unit) -> progress.update(stage, start + done, total, unit)));
      before += identities.get(identities.size() - 1).bytes();
    }
    return identities.size() == 1 ? identities.get(0) : joined(files, identities);
  }

  private static RawIdentity joined(List<RawFile> files, List<RawIdentity> identities) {
    StringBuilder digests = new StringBuilder();
    for (int i = 0; i < identities.size(); i++) {
      // The assignment of files to splits is part of the data's identity.
      String split = files.get(i).split().map(SplitName::label).orElse("any");
      digests.append(identities.get(i).sha256()).append(' ').append(split).append('\n');
    }
    return new RawIdentity(
        identities.stream().map(RawIdentity::name).collect(Collectors.joining(", ")),
        identities.stream().mapToLong(RawIdentity::bytes).sum(),
        Sha256.of(digests.toString()),
        identities,
        null);
  }

  private static RawIdentity identify(RawFile file, Progress progress) {
    Path path = file.path();
    try {
      String sha256 = FileDigest.SHA_256.digest(path, progress);
      if (file.checksum().isPresent()) {
        String expected = file.checksum().get();
        FileDigest kind = FileDigest.like(expected);
        String found = kind == FileDigest.SHA_256 ? sha256 : kind.digest(path, progress);
        if (!found.equals(expected)) {
          throw new BadDataException(
              "%s: expected the %s checksum %s, but found %s"
                  .formatted(path, kind, expected, found));
        }
      }
      return new RawIdentity(path.getFileName().toString(), Files.size(path), sha256);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * The total size of the files.
   *
   * @throws BadDataException if one is missing, empty, not a regular file, or an unsupported
   *     archive
   */
  public static long bytes(List<RawFile> files) {
    long bytes = 0;
    for (RawFile file : files) {
      check(file.path());
      bytes += file.path().toFile().length();
    }
    return bytes;
  }

  private static boolean isEmpty(Path file) {
    try {
      return Files.size(file) == 0;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void check(Path file) {
    if (!Files.exists(file)) {
      throw new BadDataException(file + " does not exist");
    }
    if (!Files.isRegularFile(file)) {
      throw new BadDataException(file + " must be a file, but is a directory or a device");
    }
    if (isEmpty(file)) {
      throw new BadDataException(file + " is empty");
    }
    FileKind kind = kind(file);
    if (kind.isForeignArchive()) {
      throw new BadDataException(
          "%s is %s, which is not read; unpack it (plain text, gzip and zstd are)"
              .formatted(file, kind.words()));
    }
  }

  private static FileKind kind(Path file) {
    try {
      return FileKind.of(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
