package io.nasrec.experiments.predict;

import io.nasrec.commons.Progress;
import io.nasrec.data.raw.RawSource;
import io.nasrec.supernet.model.Predictor;
import io.nasrec.supernet.model.SavedModel;
import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;

/**
 * Predicts the rows of raw files, in parallel and in their order. A bounded number of rows is in
 * memory at a time.
 *
 * @param predictor the network
 * @param source the files
 * @param threads threads that read, and as many that predict
 */
public record FilePredictions(Predictor predictor, RawSource source, int threads) {
  private static final int PIECES_PER_THREAD = 3;

  /**
   * Predicts all rows.
   *
   * @param progress hears of the stage "predict"
   * @param sink receives the records in their order, on the calling thread
   * @return how many rows and bad rows there were
   * @throws io.nasrec.commons.BadDataException if a file is missing or damaged, lacks columns, or
   *     has too many bad rows
   */
  public RawSource.Tally run(Progress progress, Consumer<PredictedRows> sink) {
    SavedModel model = predictor.model();
    int columns = source.schema().carried().size();
    ExecutorService workers = Executors.newFixedThreadPool(threads);
    Queue<Future<PredictedRows>> queue = new ArrayDeque<>();
    try {
      Pieces pieces =
          new Pieces(
              model.input().denseFeatures(),
              model.input().sparseFields(),
              piece -> {
                if (queue.size() == PIECES_PER_THREAD * threads) {
                  sink.accept(result(queue.remove()));
                }
                queue.add(workers.submit(() -> predict(piece)));
              });
      RawSource.Tally tally =
          source.read(
              threads,
              "predict",
              progress,
              raw -> new Pieces.Encoded(raw, predictor.encode(raw)),
              block -> pieces.add(block, columns));
      pieces.end();
      while (!queue.isEmpty()) {
        sink.accept(result(queue.remove()));
      }
      return tally;
    } finally {
      workers.shutdownNow();
    }
  }

  private PredictedRows predict(Pieces.Piece piece) {
    float[] logits = piece.batch().size() == 0 ? new float[0] : predictor.logits(piece.batch());
    return new PredictedRows(piece.batch(), logits, piece.carried(), piece.records());
  }

  private static PredictedRows result(Future<PredictedRows> future) {
    try {
      return future.get();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancellationException("interrupted");
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException known) {
        throw known;
      }
      throw new IllegalStateException(e.getCause());
    }
  }
}
