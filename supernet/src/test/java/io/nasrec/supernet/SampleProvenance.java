package io.nasrec.supernet;

import io.nasrec.supernet.model.Provenance;
import io.nasrec.supernet.model.TrialProvenance;
import java.util.Optional;

/** Where made-up artefacts come from. */
public final class SampleProvenance {
  public static final Provenance ORIGIN =
      new Provenance(
          "shop",
          "60303ae2",
          7,
          "rows.csv",
          "9f86d081",
          "fcde2b2e",
          "0.2.0",
          "PyTorch 2.7.1 through DJL 0.35.1",
          true,
          "OpenJDK 64-Bit Server VM 17.0.15+6",
          "Linux amd64",
          2);

  /** The second training of a factorization machine, from initial values. */
  public static final TrialProvenance TRIAL =
      new TrialProvenance(ORIGIN, "fm", "2", Optional.empty());

  private SampleProvenance() {}
}
