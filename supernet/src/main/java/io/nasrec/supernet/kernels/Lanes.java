package io.nasrec.supernet.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lanes of a vector register. Lanes are computed independently of each other, so that results
 * do not depend on how many there are.
 */
final class Lanes {
  /** Sums over a row have this many parts, whatever the machine: the most lanes that are used. */
  static final int PARTS = 16;

  /** What the machine does at once. */
  static final VectorSpecies<Float> SPECIES =
      FloatVector.SPECIES_PREFERRED.length() <= PARTS
          ? FloatVector.SPECIES_PREFERRED
          : FloatVector.SPECIES_512;

  /** Lanes of a register. */
  static final int COUNT = SPECIES.length();

  private Lanes() {}

  /** Adds the parts of a sum in a fixed order. */
  static float total(float[] parts) {
    float a = (parts[0] + parts[8]) + (parts[4] + parts[12]);
    float b = (parts[1] + parts[9]) + (parts[5] + parts[13]);
    float c = (parts[2] + parts[10]) + (parts[6] + parts[14]);
    float d = (parts[3] + parts[11]) + (parts[7] + parts[15]);
    return (a + c) + (b + d);
  }
}
