package io.nasrec.data.raw;

import io.nasrec.commons.BadDataException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.csv.CSVRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The users of KDD Cup 2012 track 2, from {@code userid_profile.txt}: user, gender (1 male, 2
 * female, 0 unknown) and age (1 up to 12 years, then 18, 24, 30, 40, 6 beyond), tab separated. The
 * full file has 23,669,283 users numbered up to 23,907,634: one byte for each number takes a
 * seventh of the memory of a hash map.
 */
final class UserProfiles {
  /** The gender and the age of an unknown user. */
  static final int UNKNOWN = 0;

  static final UserProfiles NONE = new UserProfiles();

  private static final Logger LOG = LoggerFactory.getLogger(UserProfiles.class);
  private static final int COLUMNS = 3;
  private static final int MAX_VALUE = 15; // four bits
  private static final int MAX_USER = (1 << 28) - 1;

  private byte[] genderAndAge = new byte[0];
  private long records;
  private long users;

  private UserProfiles() {}

  /**
   * Reads a profile file, plain, gzip or zstd.
   *
   * @throws BadDataException if it is missing, damaged or malformed
   */
  static UserProfiles read(Path file) {
    UserProfiles profiles = new UserProfiles();
    try (TextFile text = new TextFile(file, Dialect.TABS)) {
      for (TextFile.Piece piece = text.next(); piece != null; piece = text.next()) {
        profiles.addAll(piece, file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    LOG.info("read the profiles of {} users from {}", profiles.users, file);
    return profiles;
  }

  int gender(long user) {
    return known(user) >> 4;
  }

  int age(long user) {
    return known(user) & MAX_VALUE;
  }

  private int known(long user) {
    return user < 0 || user >= genderAndAge.length ? UNKNOWN : genderAndAge[(int) user] & 0xff;
  }

  private void addAll(TextFile.Piece piece, Path file) {
    new TextRecords(piece.text(), Dialect.TABS, List.of(), record -> true)
        .readTo(new Profiles(file));
    if (piece.damage() != null) {
      throw new BadDataException(
          "%s, after record %s: %s".formatted(file, records, piece.damage()));
    }
  }

  private final class Profiles implements TextRecords.Sink {
    private final Path file;

    Profiles(Path file) {
      this.file = file;
    }

    @Override
    public void record(CSVRecord record) {
      records++;
      users++;
      String problem = add(record);
      if (problem != null) {
        throw new BadDataException("%s, record %s, %s".formatted(file, records, problem));
      }
    }

    @Override
    public void malformed(String problem) {
      throw new BadDataException("%s, record %s, %s".formatted(file, records + 1, problem));
    }

    @Override
    public void blank() {
      records++;
    }
  }

  private String add(CSVRecord record) {
    if (record.size() != COLUMNS) {
      return "expected user, gender and age, tab separated, but found %s columns"
          .formatted(record.size());
    }
    long user = Coding.DECIMAL.key(record.get(0));
    if (user < 0 || user > MAX_USER) {
      return BadRows.problem("user", "a number up to " + MAX_USER, record.get(0));
    }
    long gender = Coding.DECIMAL.key(record.get(1));
    if (gender < 0 || gender > MAX_VALUE) {
      return BadRows.problem("gender", "a number up to " + MAX_VALUE, record.get(1));
    }
    long age = Coding.DECIMAL.key(record.get(2));
    if (age < 0 || age > MAX_VALUE) {
      return BadRows.problem("age", "a number up to " + MAX_VALUE, record.get(2));
    }
    if (user >= genderAndAge.length) {
      int length = (int) Math.max(user + 1, Math.min(2L * genderAndAge.length, MAX_USER + 1L));
      genderAndAge = Arrays.copyOf(genderAndAge, length);
    }
    genderAndAge[(int) user] = (byte) (gender << 4 | age);
    return null;
  }
}
