package io.nasrec.data.table;

import io.nasrec.data.table.ColumnGuess.Role;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * Finds columns that are consequences of the click, such as {@code purchased} or {@code
 * dwell_time}, and are therefore unknown when a click is to be predicted.
 */
final class LabelConsequences {
  /** This many rows are enough to measure how much a column reveals about the label. */
  private static final long ROWS = 50_000;

  private final Survey survey;
  private final int label;
  private final Set<String> wanted;

  /**
   * Prepares the search.
   *
   * @param survey the statistics of the columns
   * @param label the label's position
   * @param wanted columns that the user wants to keep as features
   */
  LabelConsequences(Survey survey, int label, Set<String> wanted) {
    this.survey = survey;
    this.label = label;
    this.wanted = wanted;
  }

  /**
   * Returns the guesses with consequences ignored and other columns of 0 and 1 noted.
   *
   * @param guesses the guesses so far
   * @param table the same table, at its beginning
   */
  List<ColumnGuess> markedIn(List<ColumnGuess> guesses, Table table) throws IOException {
    Map<Integer, LabelEvidence> evidence = new TreeMap<>();
    for (int column = 0; column < guesses.size(); column++) {
      Role role = guesses.get(column).role();
      if (role == Role.DENSE || role == Role.CATEGORICAL) {
        evidence.put(column, new LabelEvidence(survey.statistics().get(column).isNumbers()));
      }
    }
    gather(table, evidence);
    List<ColumnGuess> marked = new ArrayList<>(guesses);
    evidence.forEach((column, found) -> marked.set(column, marked(column, guesses, found)));
    return marked;
  }

  private void gather(Table table, Map<Integer, LabelEvidence> evidence) throws IOException {
    long step = Math.max(1, survey.rows() / ROWS); // rows of all times, not of the first alone
    for (long row = 0; row < survey.rows() && table.next(); row++) {
      if (row % step == 0 && table.isRegular()) {
        boolean click = CellReader.label(table.cell(label)) == 1;
        evidence.forEach((column, found) -> found.add(table.cell(column), click));
      }
    }
  }

  private ColumnGuess marked(int column, List<ColumnGuess> guesses, LabelEvidence evidence) {
    ColumnGuess guess = guesses.get(column);
    boolean flag = survey.statistics().get(column).isFlag();
    Optional<String> reason =
        flag && LabelGuess.isNamedSo(guess.name())
            ? Optional.of("is 0 or 1 and called what labels are called")
            : evidence.verdict();
    if (reason.isPresent()) {
      return wanted.contains(guess.name())
          ? guess.noting("it " + reason.get())
          : guess.ignored("perhaps a consequence of the label: it " + reason.get());
    }
    return flag ? guess.noting("0 or 1, but does not give the label away") : guess;
  }
}
