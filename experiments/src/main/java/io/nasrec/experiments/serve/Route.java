package io.nasrec.experiments.serve;

import java.util.Map;

/** What a path is for. */
sealed interface Route {
  /** The only method that the path has. */
  String method();

  /** The path with its variables, such as {@code /v2/models/{name}}. */
  String template();

  /**
   * Something to look at.
   *
   * @param template the path
   * @param view makes it
   */
  record Look(String template, View view) implements Route {
    @Override
    public String method() {
      return "GET";
    }
  }

  /** Makes what clients look at. */
  @FunctionalInterface
  interface View {
    /**
     * Makes it.
     *
     * @param variables of the path
     * @throws Refusal if there is no such thing
     */
    Answer answer(Map<String, String> variables);
  }

  /**
   * Rows to predict.
   *
   * @param template the path; without a name it is for the only model
   * @param protocol how requests are written
   */
  record Predict(String template, Question.Protocol protocol) implements Route {
    @Override
    public String method() {
      return "POST";
    }
  }
}
