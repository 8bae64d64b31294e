package io.nasrec.experiments.workflow;

/** The stages of a search, in their order. */
enum RunStage {
  PREPARE("prepare"),
  WARM_UP("warm-up"),
  SEARCH("search"),
  RETRAIN("retrain"),
  BASELINES("baselines"),
  TEST("test");

  private final String label;

  RunStage(String label) {
    this.label = label;
  }

  /** Its name in stages.json, reports and messages. */
  String label() {
    return label;
  }
}
