package io.nasrec.commons;

import java.nio.file.Path;

/**
 * A file that the program wrote can no longer be used: it is damaged, missing, or from another
 * version. The command line adds what to do, which depends on the file's location.
 */
public final class DamagedFileException extends BadDataException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;

  private DamagedFileException(Path file, String problem, Throwable cause) {
    super(file + " " + problem, cause);
    this.file = file;
  }

  /**
   * A file whose content has changed since it was written.
   *
   * @param file the file
   * @param finding the evidence
   */
  public static DamagedFileException damaged(Path file, String finding) {
    return damaged(file, finding, null);
  }

  /**
   * Like {@link #damaged(Path, String)}, as shown by another failure.
   *
   * @param file the file
   * @param finding the evidence
   * @param cause the failure
   */
  public static DamagedFileException damaged(Path file, String finding, Throwable cause) {
    return new DamagedFileException(file, "is damaged: " + finding, cause);
  }

  /**
   * A file whose checksum does not match its content.
   *
   * @param file the file
   * @param stored the checksum in the file
   * @param computed the checksum of its content
   * @param where in the file, such as {@code " (line 3)"}; empty for all of it
   */
  public static DamagedFileException checksum(
      Path file, String stored, String computed, String where) {
    return damaged(
        file,
        "its checksum is %s, but that of its content is %s%s".formatted(stored, computed, where));
  }

  /**
   * A file without a checksum.
   *
   * @param file the file
   * @param where in the file, such as {@code " (line 3)"}; empty for all of it
   */
  public static DamagedFileException unchecked(Path file, String where) {
    return new DamagedFileException(
        file,
        "has no checksum" + where + ": it is damaged, or an earlier version of nasrec wrote it",
        null);
  }

  /**
   * A file that is intact but was not written by this version of the program.
   *
   * @param file the file
   * @param difference what is different
   * @param cause the failure that showed it
   */
  public static DamagedFileException ofAnotherVersion(
      Path file, String difference, Throwable cause) {
    return new DamagedFileException(
        file, "was written by another version of nasrec: " + difference, cause);
  }

  /**
   * A file that must exist because another one does.
   *
   * @param file the file
   * @param reason such as {@code "although manifest.json lies beside it"}
   */
  public static DamagedFileException missing(Path file, String reason) {
    return new DamagedFileException(file, "is missing, " + reason, null);
  }

  /**
   * The file.
   *
   * @return its path as the program was given it
   */
  public Path file() {
    return file;
  }
}
