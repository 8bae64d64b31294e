package io.nasrec.search.measurement;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;

/**
 * The measurements that proxies use: one subnet on the scoring data. Measurements are made on first
 * use and then shared, so that many proxies need the passes only once. For use by one thread.
 *
 * <p>Closing releases the memory to the next measurements of this thread; nothing obtained from
 * this object may be used afterwards.
 */
public final class Measurements implements AutoCloseable {
  private final Subject subject;
  private final Shared<BatchGradients> batchGradients;
  private final Shared<SampleGradients> sampleGradients;
  private final Shared<Jacobian> jacobian;
  private final Shared<Activations> activations;
  private final Set<Shared<?>> asked = new HashSet<>();
  private long borrowed;

  /**
   * @param scopes of all proxies that will use this measurements
   */
  public Measurements(Subject subject, Set<Scope> scopes) {
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

  /** The layers' outputs for the sample rows. */
  public Activations activations() {
    return activations.get();
  }

  @Override
  public void close() {
    batchGradients.made().ifPresent(BatchGradients::release);
  }

  /** Marks that the next proxy begins. */
  public void next() {
    asked.clear();
    borrowed = 0;
  }

  /**
   * The nanoseconds taken by measurements that the current proxy used but that had been made for
   * another proxy: the extra cost if it had run alone.
   */
  public long borrowedNanoseconds() {
    return borrowed;
  }

  /** A measurement, or the reason why there is none. */
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
