package io.nasrec.data.raw;

import org.apache.commons.csv.CSVRecord;

/** Turns records of one delimited file into rows. Several threads may use one parser at once. */
@FunctionalInterface
public interface RecordParser {
  /**
   * Parses a record.
   *
   * @param record the record's values
   * @param row receives them through its setters; the caller adds or rejects
   * @return what is wrong with the record, or null if it is valid; not an exception, because a file
   *     may have many such records
   */
  String parse(CSVRecord record, RawRows row);
}
