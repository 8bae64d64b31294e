package io.nasrec.experiments.serve;

import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.thread.Scheduler;

/**
 * Reads a request's body without a thread that waits for it: a slow client costs the bytes that it
 * has sent, and nothing else.
 */
final class RequestBody implements Runnable {
  /** Of a body that is refused anyway, so much is read for the client to see the answer. */
  private static final long DISCARDED = 64L << 20;

  private static final int FIRST_BUFFER = 8192;

  private final Request request;
  private final Limits limits;
  private final AtomicLong held;
  private final CompletableFuture<byte[]> body = new CompletableFuture<>();
  private final Scheduler.Task deadline;
  private byte[] bytes;
  private int size;
  private long read;
  private Refusal refusal;
  private boolean ended;

  private RequestBody(Request request, Limits limits, AtomicLong held) {
    this.request = request;
    this.limits = limits;
    this.held = held;
    bytes = new byte[(int) Math.min(FIRST_BUFFER, Math.max(0, declared()))];
    deadline =
        request
            .getComponents()
            .getScheduler()
            .schedule(() -> end(late()), limits.patience().toMillis(), TimeUnit.MILLISECONDS);
  }

  /**
   * Reads a body.
   *
   * @param held counts the bytes of all bodies; whoever gets this one takes them off again
   * @return completes with the body, or with a {@link Refusal}
   */
  static CompletableFuture<byte[]> read(Request request, Limits limits, AtomicLong held) {
    RequestBody reader = new RequestBody(request, limits, held);
    if (reader.declared() > limits.bodyBytes()) {
      reader.refuse(tooLong(limits));
      if (reader.declared() > DISCARDED || request.getHeaders().contains("Expect")) {
        reader.end(null);
        return reader.body;
      }
    }
    reader.run();
    return reader.body;
  }

  static Refusal tooLong(Limits limits) {
    return new Refusal(
        413, "a body may have %s bytes, but this one has more".formatted(limits.bodyBytes()));
  }

  /** What the client says, or -1. */
  private long declared() {
    return request.getLength();
  }

  /** Takes what has arrived, and is called again when more has. */
  @Override
  public void run() {
    while (true) {
      Content.Chunk chunk = request.read();
      if (chunk == null) {
        request.demand(this);
        return;
      }
      if (Content.Chunk.isFailure(chunk)) {
        end(
            chunk.getFailure() instanceof TimeoutException
                ? late()
                : Refusal.wrong("the body ended before all of it had arrived"));
        return;
      }
      boolean last = chunk.isLast();
      boolean more = take(chunk);
      chunk.release();
      if (last || !more) {
        end(null);
        return;
      }
    }
  }

  /** Whether it is worth reading on. */
  private synchronized boolean take(Content.Chunk chunk) {
    int more = chunk.remaining();
    read += more;
    if (refusal == null && read > limits.bodyBytes()) {
      refuse(tooLong(limits));
    }
    if (refusal == null && !ended && held.addAndGet(more) > limits.heldBytes()) {
      held.addAndGet(-more);
      refuse(Refusal.busy());
    }
    if (refusal == null && !ended) {
      if (size + more > bytes.length) {
        bytes = Arrays.copyOf(bytes, Math.max(size + more, 2 * bytes.length));
      }
      chunk.getByteBuffer().get(bytes, size, more);
      size += more;
    }
    return !ended && read <= DISCARDED;
  }

  /** The rest of the body is read and forgotten. */
  private void refuse(Refusal because) {
    refusal = because;
    held.addAndGet(-size);
    size = 0;
    bytes = new byte[0];
  }

  private void end(Refusal because) {
    synchronized (this) {
      if (ended) {
        return;
      }
      ended = true;
      deadline.cancel();
      if (refusal == null && because != null) {
        refuse(because);
      }
    }
    if (refusal == null) {
      body.complete(size == bytes.length ? bytes : Arrays.copyOf(bytes, size));
    } else {
      body.completeExceptionally(refusal);
    }
  }

  private Refusal late() {
    return new Refusal(
        408,
        "the body had not arrived after %s milliseconds".formatted(limits.patience().toMillis()));
  }
}
