package io.nasrec.supernet.trial;

import io.nasrec.supernet.training.Budget;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Successive halving [SH]: all trials are trained up to the first rung; the best of them, by the
 * best validation loss so far, go on to the next one, and the last to the end. One that goes on
 * equals one that never stopped, bit for bit.
 *
 * <p>Every trial's result file is the record of its rungs, so that an interrupted job chooses the
 * same ones again.
 *
 * @param rungs lengths of training, the longest a complete one; at least 1
 * @param eta each is so many times as long as the one before; of so many trials one goes on to it,
 *     rounded up; at least 2
 */
public record SuccessiveHalving(int rungs, int eta) {

  /**
   * Runs trials. What does not go on becomes a model, too, of the best weights so far.
   *
   * @param stage the stage's name in progress reports, where the rung's number follows
   * @return one result per trial, in the same order
   */
  public List<TrialResult> run(String stage, List<Trial> trials, TrialRunner runner) {
    TrialResult[] results = new TrialResult[trials.size()];
    List<Integer> going = IntStream.range(0, trials.size()).boxed().toList();
    for (int rung = 0; rung < rungs; rung++) {
      boolean last = rung == rungs - 1;
      List<TrialResult> reached =
          runner.run(
              "%s, rung %s of %s".formatted(stage, rung + 1, rungs),
              going.stream().map(trials::get).toList(),
              new Budget(Math.pow(eta, rung - rungs + 1.0)));
      for (int i = 0; i < going.size(); i++) {
        results[going.get(i)] = reached.get(i);
      }
      if (!last) {
        List<Integer> best = best(going, results);
        going.stream()
            .filter(i -> !best.contains(i) && results[i].trained())
            .forEach(i -> runner.end(trials.get(i), results[i]));
        going = best;
      }
    }
    return List.of(results);
  }

  /** Those that go on, in their order; of equals the earlier. */
  private List<Integer> best(List<Integer> going, TrialResult[] results) {
    return going.stream()
        .filter(i -> results[i].trained())
        .sorted(Comparator.comparingDouble(i -> results[i].validation().orElseThrow().logLoss()))
        .limit((going.size() + eta - 1) / eta)
        .sorted()
        .toList();
  }
}
