package io.nasrec.experiments.serve;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.IntStream;

/** Where in a row's array the value of each column is: rows of a request share their names. */
final class RowLayout {
  private final List<Column> columns;
  private final Map<String, Integer> positions = new HashMap<>();

  RowLayout(List<Column> columns) {
    this.columns = List.copyOf(columns);
    for (Column column : columns) {
      positions.put(column.name(), positions.size());
    }
  }

  List<Column> columns() {
    return columns;
  }

  int size() {
    return columns.size();
  }

  /** The position of a column, or -1 if the model has no such column. */
  int position(String name) {
    return positions.getOrDefault(name, -1);
  }

  /**
   * A row with a value, or null for a missing one, in every column.
   *
   * @param values by position; not copied
   */
  Map<String, Object> row(Object[] values) {
    return new Row(values);
  }

  private final class Row extends AbstractMap<String, Object> {
    private final Object[] values;

    Row(Object[] values) {
      this.values = values;
    }

    @Override
    public boolean containsKey(Object name) {
      return positions.containsKey(name);
    }

    @Override
    public Object get(Object name) {
      Integer position = positions.get(name);
      return position == null ? null : values[position];
    }

    @Override
    public Set<Entry<String, Object>> entrySet() {
      return new AbstractSet<>() {
        @Override
        public Iterator<Entry<String, Object>> iterator() {
          return IntStream.range(0, values.length)
              .<Entry<String, Object>>mapToObj(
                  i -> new SimpleImmutableEntry<>(columns.get(i).name(), values[i]))
              .iterator();
        }

        @Override
        public int size() {
          return values.length;
        }
      };
    }
  }
}
