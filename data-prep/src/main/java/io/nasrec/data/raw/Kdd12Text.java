package io.nasrec.data.raw;

import io.nasrec.commons.Printable;
import io.nasrec.data.RawFormat;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The text format of KDD Cup 2012 track 2's {@code training.txt} (spec section 8): twelve columns,
 * tab separated, no header, no quotes, joined with the users' gender and age. The label is whether
 * there was any click; rows with several impressions or clicks stay one row, as in [A] and [N].
 */
public final class Kdd12Text implements TextSource {
  private static final Logger LOG = LoggerFactory.getLogger(Kdd12Text.class);

  private static final String CLICK = "click";
  private static final String IMPRESSION = "impression";
  private static final String USER = "userID";
  private static final String GENDER = "gender";
  private static final String AGE = "age";

  private static final List<String> COLUMNS =
      List.of(
          CLICK,
          IMPRESSION,
          "displayURL",
          "adID",
          "advertiserID",
          "depth",
          "position",
          "queryID",
          "keywordID",
          "titleID",
          "descriptionID",
          USER);

  /** The competition's test.txt has neither clicks nor impressions. */
  private static final List<String> UNLABELLED = COLUMNS.subList(2, COLUMNS.size());

  private static final int IDS = 8;
  private static final int GENDER_FIELD = IDS;
  private static final int AGE_FIELD = IDS + 1;

  /** The features of the rows. */
  public static final RawSchema SCHEMA =
      new RawSchema(
          List.of(IMPRESSION, "depth", "position"),
          List.of(
              // Up to 20 digits, more than a key of 64 bits holds.
              new CategoricalField("displayURL", Coding.TEXT),
              new CategoricalField("adID", Coding.DECIMAL),
              new CategoricalField("advertiserID", Coding.DECIMAL),
              new CategoricalField("queryID", Coding.DECIMAL),
              new CategoricalField("keywordID", Coding.DECIMAL),
              new CategoricalField("titleID", Coding.DECIMAL),
              new CategoricalField("descriptionID", Coding.DECIMAL),
              new CategoricalField(USER, Coding.DECIMAL),
              new CategoricalField(GENDER, Coding.DECIMAL),
              new CategoricalField(AGE, Coding.DECIMAL)));

  private final List<RawFile> files;
  private final Optional<RawFile> userProfile;
  private final long maxBadRows;
  private final RowUse use;
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
    this(files, userProfile, maxBadRows, RowUse.LEARNING);
  }

  /**
   * Files of rows and of profiles, for whatever use.
   *
   * @param files the rows' files
   * @param userProfile as above
   * @param maxBadRows how many malformed rows may be skipped, at least 0
   * @param use what the rows are read for
   */
  public Kdd12Text(
      List<RawFile> files, Optional<RawFile> userProfile, long maxBadRows, RowUse use) {
    this.use = Objects.requireNonNull(use, "use must be given");
    this.files = RawFiles.atLeastOne(files);
    this.userProfile = Objects.requireNonNull(userProfile, "userProfile must be given");
    this.maxBadRows = BadRows.checkedMax(maxBadRows);
  }

  @Override
  public RawFormat format() {
    return new RawFormat("kdd12", List.of(), userProfile.isPresent(), null, null);
  }

  @Override
  public RawSchema schema() {
    return use.with(SCHEMA);
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
    boolean unlabelled = !use.learning() && UsualSize.of(file, Dialect.TABS) == UNLABELLED.size();
    if (!unlabelled) {
      return reader(file.toString(), COLUMNS, use, profiles())
          .records(COLUMNS.size(), "tab-separated ");
    }
    LOG.warn("{} has no column impression: it is missing in every row", Printable.of(file + ""));
    // Of nothing else there is doubt: all the other columns are there.
    RowUse lenient =
        use.labels() ? use : new RowUse(RowUse.Purpose.PREDICTING, true, use.carried());
    return reader(file.toString(), UNLABELLED, lenient, profiles())
        .records(UNLABELLED.size(), "tab-separated ");
  }

  /** Read once, however often the rows are. */
  private synchronized UserProfiles profiles() {
    if (profiles == null) {
      profiles = userProfile.map(file -> UserProfiles.read(file.path())).orElse(UserProfiles.NONE);
    }
    return profiles;
  }

  /**
   * Reads rows of named columns, gender and age among them.
   *
   * @param where the columns are, for messages
   * @param columns their names
   * @param use what the rows are read for
   * @throws io.nasrec.commons.BadDataException if columns are missing
   */
  public static RowReader reader(String where, List<String> columns, RowUse use) {
    return reader(where, columns, use, null);
  }

  /** Gender and age are those of the profiles; columns where there are none. */
  private static RowReader reader(
      String where, List<String> columns, RowUse use, UserProfiles profiles) {
    Positions positions = new Positions(columns, use);
    int click = positions.label(CLICK);
    int[] numbers = positions.features(SCHEMA.dense());
    int[] ids =
        positions.features(
            profiles == null
                ? SCHEMA.categoricalNames()
                : SCHEMA.categoricalNames().subList(0, IDS));
    int user = columns.indexOf(USER);
    positions.require(where);
    return (cells, row) -> {
      positions.carry(cells, row);
      String problem = read(cells, row, click, numbers, ids);
      if (problem == null && profiles != null) {
        long number = Coding.DECIMAL.key(CellText.of(Positions.cell(cells, user)));
        row.setKey(GENDER_FIELD, known(profiles.gender(number)));
        row.setKey(AGE_FIELD, known(profiles.age(number)));
      }
      return problem;
    };
  }

  private static String read(
      IntFunction<?> cells, RawRows row, int click, int[] numbers, int[] ids) {
    if (click >= 0) {
      String text = CellText.of(cells.apply(click));
      long clicks = Coding.DECIMAL.key(text);
      if (clicks < 0) {
        return BadRows.problem(CLICK, "a number of clicks", text);
      }
      row.setLabel(clicks > 0 ? 1 : 0);
    }
    for (int i = 0; i < numbers.length; i++) {
      String value = CellText.of(Positions.cell(cells, numbers[i]));
      long number = Coding.DECIMAL.key(value);
      if (number == Coding.INVALID) {
        return BadRows.problem(SCHEMA.dense().get(i), "a whole number or nothing", value);
      }
      row.setDense(i, number == Coding.MISSING ? Double.NaN : number);
    }
    for (int f = 0; f < ids.length; f++) {
      String value = CellText.of(Positions.cell(cells, ids[f]));
      if (!row.setCategory(f, value)) {
        CategoricalField field = SCHEMA.categorical().get(f);
        return BadRows.problem(field.name(), field.coding().expected(), value);
      }
    }
    return null;
  }

  private static long known(int value) {
    return value == UserProfiles.UNKNOWN ? Coding.MISSING : value;
  }
}
