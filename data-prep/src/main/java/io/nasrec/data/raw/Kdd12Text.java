package io.nasrec.data.raw;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.commons.csv.CSVRecord;

/**
 * The text format of KDD Cup 2012 track 2's {@code training.txt} (spec section 8): twelve columns,
 * tab separated, no header, no quotes, joined with the users' gender and age. The label is whether
 * there was any click; rows with several impressions or clicks stay one row, as in [A] and [N].
 */
public final class Kdd12Text implements TextSource {
  private static final int CLICK = 0;
  private static final int IMPRESSION = 1;
  private static final int DISPLAY_URL = 2;
  private static final int AD = 3;
  private static final int ADVERTISER = 4;
  private static final int DEPTH = 5;
  private static final int POSITION = 6;
  private static final int QUERY = 7;
  private static final int USER = 11;
  private static final int COLUMNS = 12;

  private static final int[] NUMBERS = {IMPRESSION, DEPTH, POSITION};
  private static final int[] IDS = {
    DISPLAY_URL, AD, ADVERTISER, QUERY, QUERY + 1, QUERY + 2, QUERY + 3, USER
  };
  private static final int GENDER_FIELD = IDS.length;
  private static final int AGE_FIELD = IDS.length + 1;

  private static final RawSchema SCHEMA =
      new RawSchema(
          List.of("impression", "depth", "position"),
          List.of(
              // Up to 20 digits, more than a key of 64 bits holds.
              new CategoricalField("displayURL", Coding.TEXT),
              new CategoricalField("adID", Coding.DECIMAL),
              new CategoricalField("advertiserID", Coding.DECIMAL),
              new CategoricalField("queryID", Coding.DECIMAL),
              new CategoricalField("keywordID", Coding.DECIMAL),
              new CategoricalField("titleID", Coding.DECIMAL),
              new CategoricalField("descriptionID", Coding.DECIMAL),
              new CategoricalField("userID", Coding.DECIMAL),
              new CategoricalField("gender", Coding.DECIMAL),
              new CategoricalField("age", Coding.DECIMAL)));

  private final List<RawFile> files;
  private final Optional<RawFile> userProfile;
  private final long maxBadRows;
  private UserProfiles profiles;

  /**
   * Files of rows and of profiles.
   *
   * @param files the rows' files
   * @param userProfile the competition's {@code userid_profile.txt}; without it every user's gender
   *     and age are missing
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   */
  public Kdd12Text(List<RawFile> files, Optional<RawFile> userProfile, long maxBadRows) {
    this.files = RawFiles.atLeastOne(files);
    this.userProfile = Objects.requireNonNull(userProfile, "userProfile must be given");
    this.maxBadRows = BadRows.checkedMax(maxBadRows);
  }

  @Override
  public String format() {
    return "kdd12";
  }

  @Override
  public RawSchema schema() {
    return SCHEMA;
  }

  @Override
  public Dialect dialect(Path file) {
    return Dialect.TABS;
  }

  @Override
  public List<RawFile> files() {
    return files;
  }

  @Override
  public long maxBadRows() {
    return maxBadRows;
  }

  @Override
  public List<String> notes() {
    return userProfile.isPresent()
        ? List.of()
        : List.of("no user profile file was given: gender and age are missing in every row");
  }

  /** The profiles are raw data too: different profiles give a different data set. */
  @Override
  public List<RawFile> inputs() {
    return Stream.concat(files.stream(), userProfile.stream()).toList();
  }

  @Override
  public RecordParser parser(Path file, List<String> header) {
    UserProfiles known = profiles();
    return (record, row) -> parse(record, row, known);
  }

  /** Read once, however often the rows are. */
  private synchronized UserProfiles profiles() {
    if (profiles == null) {
      profiles = userProfile.map(file -> UserProfiles.read(file.path())).orElse(UserProfiles.NONE);
    }
    return profiles;
  }

  private static String parse(CSVRecord record, RawRows row, UserProfiles profiles) {
    if (record.size() != COLUMNS) {
      return "expected %s tab-separated columns, but found %s".formatted(COLUMNS, record.size());
    }
    long clicks = Coding.DECIMAL.key(record.get(CLICK));
    if (clicks < 0) {
      return BadRows.problem("click", "a number of clicks", record.get(CLICK));
    }
    row.setLabel(clicks > 0 ? 1 : 0);
    for (int i = 0; i < NUMBERS.length; i++) {
      String value = record.get(NUMBERS[i]);
      long number = Coding.DECIMAL.key(value);
      if (number == Coding.INVALID) {
        return BadRows.problem(SCHEMA.dense().get(i), "a whole number or nothing", value);
      }
      row.setDense(i, number == Coding.MISSING ? Double.NaN : number);
    }
    for (int f = 0; f < IDS.length; f++) {
      String value = record.get(IDS[f]);
      if (!row.setCategory(f, value)) {
        CategoricalField field = SCHEMA.categorical().get(f);
        return BadRows.problem(field.name(), field.coding().expected(), value);
      }
    }
    long user = Coding.DECIMAL.key(record.get(USER));
    row.setKey(GENDER_FIELD, known(profiles.gender(user)));
    row.setKey(AGE_FIELD, known(profiles.age(user)));
    return null;
  }

  private static long known(int value) {
    return value == UserProfiles.UNKNOWN ? Coding.MISSING : value;
  }
}
