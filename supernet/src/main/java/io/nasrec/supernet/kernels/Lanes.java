package io.nasrec.supernet.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lanes of a vector register. Lanes are computed independently of each other, so results do not
 * depend on their number.
 */
final class Lanes {
  /** Sums over a row have this many parts on every machine: the largest number of lanes used. */
  static final int PARTS = 16;

  /** The vector shape that the machine prefers. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() <= PARTS
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  /** The number of lanes of a register. */
  static final int COUNT = SPECIES.length();

  private Lanes() {}

  /** Adds the parts of a row's sum in a fixed order. */
  static float total(float[] parts, int row) {
    int at = row * PARTS;
    float a = (parts[at] + parts[at + 8]) + (parts[at + 4] + parts[at + 12]);
    float b = (parts[at + 1] + parts[at + 9]) + (parts[at + 5] + parts[at + 13]);
    float c = (parts[at + 2] + parts[at + 10]) + (parts[at + 6] + parts[at + 14]);
    float d = (parts[at + 3] + parts[at + 11]) + (parts[at + 7] + parts[at + 15]);
    return (a + c) + (b + d);
  }
}
