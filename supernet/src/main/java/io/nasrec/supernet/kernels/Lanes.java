package io.nasrec.supernet.kernels;

import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorSpecies;

/**
 * The lanes of a vector register. Lanes are computed independently of each other, so that results
 * do not depend on how many there are.
 */
final class Lanes {
  /** What the machine does at once. */
  static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

  /** Lanes of a register. */
  static final int COUNT = SPECIES.length();

  private Lanes() {}
}
