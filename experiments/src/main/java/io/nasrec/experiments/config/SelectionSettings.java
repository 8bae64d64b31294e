package io.nasrec.experiments.config;

import io.nasrec.experiments.config.schema.Default;
import io.nasrec.experiments.config.schema.OptionalValue;
import io.nasrec.experiments.config.schema.Range;
import io.nasrec.experiments.config.schema.Rules;
import io.nasrec.experiments.config.schema.Schema;
import java.util.Optional;

/**
 * How the winner is chosen among the retrained networks (spec section 10). Without this section it
 * is the network that is best on validation after one training.
 *
 * @param finalists the best networks on validation, which are trained again
 * @param trainings of each finalist, the first included; the lowest mean loss wins
 * @param ensemble choices of the greedy selection of an ensemble among all trainings; none = no
 *     ensemble
 * @param winner what becomes the run's model
 */
public record SelectionSettings(
    @Range(min = 1, max = 1000, unit = "networks") @Default("1") int finalists,
    @Range(min = 1, max = 100, unit = "trainings") @Default("1") int trainings,
    @Range(min = 1, max = 100, unit = "choices") @Default(OptionalValue.NONE)
        Optional<Integer> ensemble,
    @Default("network") WinnerKind winner) {

  /** Where there is no section. */
  public static final SelectionSettings USUAL =
      new SelectionSettings(1, 1, Optional.empty(), WinnerKind.NETWORK);

  /**
   * Checks every component.
   *
   * @throws IllegalArgumentException if one is out of its range
   */
  public SelectionSettings {
    Schema.check(SelectionSettings.class, finalists, trainings, ensemble, winner);
    new Rules()
        .require(
            winner == WinnerKind.NETWORK || ensemble.isPresent(),
            "selection.winner",
            "is ensemble, but selection.ensemble is none; set that to the number of choices, such"
                + " as 10")
        .require(
            finalists == 1 || trainings > 1,
            "selection.finalists",
            "has no effect unless selection.trainings is at least 2, but that was " + trainings)
        .check();
  }
}
