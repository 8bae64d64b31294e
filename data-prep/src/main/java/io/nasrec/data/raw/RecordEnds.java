package io.nasrec.data.raw;

/**
 * Finds where records end, by the rules of Commons CSV: a quote counts only at the beginning of a
 * value, and line ends inside quotes do not end a record. Text can thus be cut into pieces that are
 * parsed separately. If quotes are escaped with a backslash, an escaped quote does not end a quoted
 * value.
 */
final class RecordEnds {
  private static final int VALUE_BEGINS = 0;
  private static final int PLAIN = 1;
  private static final int QUOTED = 2;
  private static final int QUOTE_IN_QUOTES = 3;
  private static final int QUOTES_ENDED = 4;
  private static final int BACKSLASH_IN_QUOTES = 5;

  private final Dialect dialect;

  RecordEnds(Dialect dialect) {
    this.dialect = dialect;
  }

  /**
   * The end of the last complete record.
   *
   * @param text begins with a record
   * @param length how many bytes there are
   * @return the position after its line end; -1 if no record is known to be complete
   */
  int last(byte[] text, int length) {
    return dialect.quotes() ? scan(text, 0, length, false) : lastLine(text, length);
  }

  /**
   * The end of the first record.
   *
   * @param text the bytes
   * @param from where the record begins
   * @param to where the bytes end
   * @return the position after its line end; -1 if it is not known to be complete
   */
  int first(byte[] text, int from, int to) {
    return dialect.quotes() ? scan(text, from, to, true) : firstLine(text, from, to);
  }

  /** The end of the last line, in quotes or not; -1 if none is known to be complete. */
  static int lastLine(byte[] text, int length) {
    for (int i = length - 1; i >= 0; i--) {
      if (endsLine(text, i, length)) {
        return i + 1;
      }
    }
    return -1;
  }

  /** The end of the first line, in quotes or not; -1 if it is not known to be complete. */
  static int firstLine(byte[] text, int from, int to) {
    for (int i = from; i < to; i++) {
      if (endsLine(text, i, to)) {
        return i + 1;
      }
    }
    return -1;
  }

  /** A carriage return that is the last byte may be the first half of a line end. */
  private static boolean endsLine(byte[] text, int i, int to) {
    return text[i] == '\n' || (text[i] == '\r' && i + 1 < to && text[i + 1] != '\n');
  }

  private int scan(byte[] text, int from, int to, boolean first) {
    int end = -1;
    int state = VALUE_BEGINS;
    for (int i = from; i < to; i++) {
      state = next(state, text[i]);
      if (state != QUOTED && state != BACKSLASH_IN_QUOTES && endsLine(text, i, to)) {
        end = i + 1;
        state = VALUE_BEGINS;
        if (first) {
          return end;
        }
      }
    }
    return end;
  }

  /**
   * The column that a position in a record belongs to, or the first earlier column whose closing
   * quote is not followed by a delimiter.
   *
   * @param text the bytes
   * @param from where the record begins
   * @param to the position
   * @return counted from 0
   */
  int column(byte[] text, int from, int to) {
    int column = 0;
    int state = VALUE_BEGINS;
    for (int i = from; i < to; i++) {
      state = next(state, text[i]);
      if (state == QUOTES_ENDED && !Character.isWhitespace(text[i])) {
        return column;
      }
      column += state == VALUE_BEGINS ? 1 : 0; // only a delimiter leads there
    }
    return column;
  }

  /**
   * The same text with quotes inside quoted values doubled instead of escaped with a backslash.
   *
   * @param text begins with a record
   */
  String withDoubledQuotes(String text) {
    StringBuilder doubled = new StringBuilder(text.length() + 16);
    int state = VALUE_BEGINS;
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean escaped = state == BACKSLASH_IN_QUOTES;
      state = next(state, c);
      if (state == BACKSLASH_IN_QUOTES) {
        continue; // it depends on what follows
      }
      if (escaped && c != '\\') {
        doubled.append(c == dialect.quote() ? dialect.quote() : '\\');
      }
      doubled.append(c);
      if (state != QUOTED && (c == '\n' || c == '\r')) {
        state = VALUE_BEGINS;
      }
    }
    return state == BACKSLASH_IN_QUOTES ? doubled.append('\\').toString() : doubled.toString();
  }

  private int next(int state, int c) {
    boolean quote = dialect.quotes() && c == dialect.quote();
    if (state == QUOTED) {
      return quote
          ? QUOTE_IN_QUOTES
          : c == '\\' && dialect.backslashes() ? BACKSLASH_IN_QUOTES : QUOTED;
    }
    if (state == BACKSLASH_IN_QUOTES) {
      return QUOTED;
    }
    if (quote && (state == VALUE_BEGINS || state == QUOTE_IN_QUOTES)) {
      return QUOTED;
    }
    if (c == dialect.delimiter()) {
      return VALUE_BEGINS;
    }
    return state == QUOTE_IN_QUOTES || state == QUOTES_ENDED ? QUOTES_ENDED : PLAIN;
  }
}
