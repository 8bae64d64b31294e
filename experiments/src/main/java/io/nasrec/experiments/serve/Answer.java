package io.nasrec.experiments.serve;

import java.nio.charset.StandardCharsets;

/** What a client gets. */
final class Answer {
  static final String JSON = "application/json";

  private final int status;
  private final String type;
  private final byte[] content;

  /**
   * An answer.
   *
   * @param status the HTTP status
   * @param type the content's type
   * @param content the body; not copied
   */
  Answer(int status, String type, byte[] content) {
    this.status = status;
    this.type = type;
    this.content = content;
  }

  static Answer json(byte[] content) {
    return new Answer(200, JSON, content);
  }

  static Answer text(String type, String content) {
    return new Answer(200, type, content.getBytes(StandardCharsets.UTF_8));
  }

  /** An error as the Open Inference Protocol has it. */
  static Answer error(int status, String message) {
    return new Answer(status, JSON, StrictJson.bytes(StrictJson.object().put("error", message)));
  }

  int status() {
    return status;
  }

  String type() {
    return type;
  }

  byte[] content() {
    return content;
  }
}
