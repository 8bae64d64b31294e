package io.nasrec.supernet.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.nasrec.commons.Progress;
import io.nasrec.supernet.engine.Workers;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class JointProgressTest {
  private final List<String> heard = new ArrayList<>();
  private final Progress listener =
      (stage, done, total, unit) -> heard.add(stage + " " + done + "/" + total + " " + unit);

  @Test
  void stepsOfAllPartsAreSummedUnderOneName() {
    JointProgress joint = new JointProgress("retrain", 3, listener);
    joint.part(0).update("a", 1, 10, "steps");
    joint.part(2).update("c", 4, 10, "steps");
    joint.part(0).update("a", 2, 10, "steps");

    assertThat(heard)
        .containsExactly("retrain 1/30 steps", "retrain 5/30 steps", "retrain 6/30 steps");
  }

  @Test
  void whatStopsEarlyCountsInFullAndTheEndIsSaidOnce() {
    JointProgress joint = new JointProgress("retrain", 2, listener);
    joint.part(0).update("a", 3, 10, "steps");
    joint.complete(0);
    joint.part(1).update("b", 10, 10, "steps");
    joint.complete(1);

    assertThat(heard)
        .containsExactly("retrain 3/20 steps", "retrain 10/20 steps", "retrain 20/20 steps");
  }

  @Test
  void whatWasThereBeforeCountsAsSoonAsTheLengthIsKnown() {
    JointProgress joint = new JointProgress("retrain", 3, listener);
    joint.complete(0);
    joint.complete(1);
    assertThat(heard).isEmpty();

    joint.part(2).update("c", 1, 8, "steps");

    assertThat(heard).containsExactly("retrain 17/24 steps");
  }

  /** Else the total would jump with whichever part reports. */
  @Test
  void aPartOfUnknownLengthCountsAsTheLongest() {
    JointProgress joint = new JointProgress("train", 3, listener);
    joint.part(0).update("a", 1, 30, "steps");
    joint.part(1).update("b", 1, 10, "steps");
    joint.part(0).update("a", 2, 30, "steps");

    assertThat(heard).containsExactly("train 1/90 steps", "train 2/70 steps", "train 3/70 steps");
  }

  @Test
  void partsOfDifferentLength() {
    JointProgress joint = new JointProgress("train", 2, listener);
    joint.part(0).update("a", 1, 10, "steps");
    joint.part(1).update("b", 1, 30, "steps");
    joint.complete(0);

    assertThat(heard).containsExactly("train 1/20 steps", "train 2/40 steps", "train 11/40 steps");
  }

  @Test
  void manyThreadsNeverMakeItGoBack() {
    List<Long> done = new ArrayList<>();
    JointProgress joint =
        new JointProgress("retrain", 8, (stage, now, total, unit) -> done.add(now));
    try (Workers workers = new Workers(4)) {
      workers.map(
          List.of(0, 1, 2, 3, 4, 5, 6, 7),
          part -> {
            for (int step = 1; step <= 500; step++) {
              joint.part(part).update("part", step, 1000, "steps");
            }
            joint.complete(part);
            return part;
          });
    }

    assertThat(done).isSorted().doesNotHaveDuplicates().endsWith(8000L);
  }
}
