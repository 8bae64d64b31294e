package io.nasrec.search.evidence;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * What proxies look at: one subnet on the scoring data. Measurements are made when they are first
 * asked for and then shared, so that scoring with many proxies costs the passes once. For use by
 * one thread.
 *
 * <p>Closing lets the next evidence of this thread use the same memory; nothing that came from here
 * may be used then.
 */
public final class Evidence implements AutoCloseable {
  private final Subject subject;
  private final Shared<BatchGradients> batchGradients;
  private final Shared<SampleGradients> sampleGradients;
  private final Shared<Jacobian> jacobian;
  private final Shared<Activations> activations;
  private final Set<Shared<?>> asked = new HashSet<>();
  private long borrowed;

  /**
   * @param scopes of all proxies that will look
   */
  public Evidence(Subject subject, Set<Scope> scopes) {
    this.subject = subject;
    this.batchGradients = new Shared<>(() -> new GradientPass(subject, scopes).run());
    this.sampleGradients = new Shared<>(() -> new SamplePass(subject).run());
    this.jacobian = new Shared<>(() -> Jacobian.of(subject));
    this.activations = new Shared<>(() -> Activations.of(subject));
  }

  public Subject subject() {
    return subject;
  }

  /** Loss and gradients of the scoring batches. */
  public BatchGradients batchGradients() {
    return batchGradients.get();
  }

  /** Gradients of the single sample rows. */
  public SampleGradients sampleGradients() {
    return sampleGradients.get();
  }

  /** Gradients of the sample rows' logits with respect to their inputs. */
  public Jacobian jacobian() {
    return jacobian.get();
  }

  /** What the sample rows make of the layers. */
  public Activations activations() {
    return activations.get();
  }

  @Override
  public void close() {
    batchGradients.made().ifPresent(BatchGradients::release);
  }

  /** Another proxy begins to look. */
  public void next() {
    asked.clear();
    borrowed = 0;
  }

  /**
   * Nanoseconds that those measurements took which the present proxy looked at, but which had been
   * made for another one: what it would have paid for them alone.
   */
  public long borrowedNanoseconds() {
    return borrowed;
  }

  /** A measurement, or why there is none. */
  private final class Shared<T> {
    private final Supplier<T> measure;
    private T value;
    private UnscorableException failure;
    private long nanoseconds = -1;

    Shared(Supplier<T> measure) {
      this.measure = measure;
    }

    Optional<T> made() {
      return Optional.ofNullable(value);
    }

    T get() {
      boolean again = !asked.add(this);
      if (nanoseconds >= 0) {
        borrowed += again ? 0 : nanoseconds;
      } else {
        long start = System.nanoTime();
        try {
          value = measure.get();
        } catch (UnscorableException e) {
          failure = e;
        }
        nanoseconds = System.nanoTime() - start;
      }
      if (failure != null) {
        throw failure;
      }
      return value;
    }
  }
}
