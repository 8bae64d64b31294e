package io.nasrec.search.strategy;

import java.util.Optional;

/** The number of mutations from a parent to a child (spec section 7). */
public sealed interface Mutations {

  /** Name of {@link Published} in experiment files. */
  String PUBLISHED = "published";

  /**
   * The number for one generation, at least 1.
   *
   * @param generation 1 for the first after the initial population
   * @param generations generations of the whole search
   */
  int count(int generation, int generations);

  /**
   * Reads a whole number or {@code published}.
   *
   * @return empty if the text is neither
   */
  static Optional<Mutations> parse(String text) {
    if (text.equals(PUBLISHED)) {
      return Optional.of(new Published());
    }
    // Nine digits always fit an int.
    return text.matches("\\d{1,9}") && Integer.parseInt(text) > 0
        ? Optional.of(new Constant(Integer.parseInt(text)))
        : Optional.empty();
  }

  /**
   * The same number in every generation.
   *
   * @param count at least 1
   */
  record Constant(int count) implements Mutations {
    public Constant {
      if (count < 1) {
        throw new IllegalArgumentException("count must be at least 1, but was " + count);
      }
    }

    @Override
    public int count(int generation, int generations) {
      return count;
    }

    @Override
    public String toString() {
      return Integer.toString(count);
    }
  }

  /**
   * The schedule of the published code, {@code (generations − g) ÷ max(20, generations ÷ 5) + 1}:
   * falling from 6 to 1 over 240 generations counted from 0, as in that code.
   */
  record Published() implements Mutations {
    private static final int SHORTEST_STEP = 20;
    private static final int STEPS = 5;

    @Override
    public int count(int generation, int generations) {
      int step = Math.max(SHORTEST_STEP, generations / STEPS);
      return (generations - (generation - 1)) / step + 1;
    }

    @Override
    public String toString() {
      return PUBLISHED;
    }
  }
}
