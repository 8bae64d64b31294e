package io.nasrec.experiments.serve;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;

/** A request and the one answer that it gets. */
final class Exchange {
  private final Request request;
  private final Response response;
  private final Callback callback;
  private final AtomicBoolean answered = new AtomicBoolean();
  private Runnable afterwards = () -> {};

  Exchange(Request request, Response response, Callback callback) {
    this.request = request;
    this.response = response;
    this.callback = callback;
  }

  Request request() {
    return request;
  }

  /** Whether the answer is on its way. */
  boolean answering() {
    return answered.get();
  }

  /** Runs once the client has the answer, or cannot be given it. */
  void afterwards(Runnable action) {
    Runnable before = afterwards;
    afterwards =
        () -> {
          before.run();
          action.run();
        };
  }

  /** An additional header. */
  Exchange header(HttpHeader name, String value) {
    response.getHeaders().put(name, value);
    return this;
  }

  /** Sends an answer; all but the first are dropped. */
  void answer(Answer answer) {
    if (!answered.compareAndSet(false, true)) {
      return;
    }
    response.setStatus(answer.status());
    headers(answer, response.getHeaders());
    Runnable action = afterwards;
    response.write(
        true,
        ByteBuffer.wrap(answer.content()),
        new Callback() {
          @Override
          public void succeeded() {
            action.run();
            callback.succeeded();
          }

          @Override
          public void failed(Throwable failure) {
            action.run();
            callback.failed(failure);
          }
        });
  }

  private static void headers(Answer answer, HttpFields.Mutable headers) {
    headers.put(HttpHeader.CONTENT_TYPE, answer.type());
    headers.put(HttpHeader.CONTENT_LENGTH, answer.content().length);
    headers.put(HttpHeader.CACHE_CONTROL, "no-store");
    headers.put("X-Content-Type-Options", "nosniff");
    if (answer.type().startsWith("text/html")) {
      headers.put("Content-Security-Policy", HomePage.POLICY);
    }
    if (answer.status() == 503) {
      headers.put(HttpHeader.RETRY_AFTER, 1);
    }
    if (answer.status() == 408 || answer.status() == 413) {
      headers.put(HttpHeader.CONNECTION, "close");
    }
  }
}
