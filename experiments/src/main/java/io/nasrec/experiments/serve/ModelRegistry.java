package io.nasrec.experiments.serve;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** The models in service, by name. The set of names never changes, the models behind them may. */
final class ModelRegistry implements AutoCloseable {
  private final ConcurrentSkipListMap<String, ServedModel> byName = new ConcurrentSkipListMap<>();

  /** Takes over models of different names. */
  ModelRegistry(List<ServedModel> models) {
    models.forEach(model -> byName.put(model.name(), model));
  }

  List<String> names() {
    return List.copyOf(byName.keySet());
  }

  /** The models as they are now; nothing keeps them from being closed. */
  Map<String, ServedModel> now() {
    return new TreeMap<>(byName);
  }

  /**
   * Begins a use of a model; the caller {@link ServedModel#release releases} it.
   *
   * @return empty if there is none of that name
   */
  Optional<ServedModel> use(String name) {
    while (true) {
      ServedModel model = byName.get(name);
      if (model == null || model.retain()) {
        return Optional.ofNullable(model);
      }
      // Replaced between the two lines, unless the server is stopping.
    }
  }

  /** From now on, requests use this model; the one that it replaces ends with its last request. */
  void replace(ServedModel model) {
    byName.replace(model.name(), model).release();
  }

  /** Takes all models out of service. */
  @Override
  public void close() {
    for (String name : names()) {
      byName.remove(name).release();
    }
  }
}
