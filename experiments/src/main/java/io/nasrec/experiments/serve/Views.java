package io.nasrec.experiments.serve;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/** All paths of a server. */
final class Views {
  private static final String METRICS = "text/plain; version=0.0.4; charset=utf-8";

  private final ModelRegistry models;
  private final Limits limits;
  private final ServeMetrics metrics;
  private final BooleanSupplier ready;

  /**
   * Of a server.
   *
   * @param ready whether it takes new requests
   */
  Views(ModelRegistry models, Limits limits, ServeMetrics metrics, BooleanSupplier ready) {
    this.models = models;
    this.limits = limits;
    this.metrics = metrics;
    this.ready = ready;
  }

  List<Route> routes() {
    String model = "/v2/models/{name}";
    String version = model + "/versions/{version}";
    return List.of(
        look("/", variables -> home()),
        look("/models/{name}", ofModel(HomePage::of)),
        look("/openapi.json", variables -> json(OpenApi.document(models.now(), limits))),
        look("/metrics", variables -> Answer.text(METRICS, metrics.text())),
        look("/v2", variables -> json(ProtocolDocuments.server())),
        look("/v2/health/live", variables -> json(StrictJson.object().put("live", true))),
        look("/v2/health/ready", variables -> ready()),
        look(model, ofModel(m -> json(ProtocolDocuments.model(m)))),
        look(version, ofModel(m -> json(ProtocolDocuments.model(m)))),
        look(model + "/ready", ofModel(this::ready)),
        look(version + "/ready", ofModel(this::ready)),
        new Route.Predict("/predict", Question::plain),
        new Route.Predict("/models/{name}/predict", Question::plain),
        new Route.Predict(model + "/infer", Question::inference),
        new Route.Predict(version + "/infer", Question::inference));
  }

  private static Route look(String template, Route.View view) {
    return new Route.Look(template, view);
  }

  private static Answer json(ObjectNode document) {
    return Answer.json(StrictJson.bytes(document));
  }

  private Route.View ofModel(Function<ServedModel, Answer> view) {
    return variables -> {
      String name = variables.get("name");
      ServedModel model = models.use(name).orElseThrow(() -> Prediction.unknown(models, name));
      try {
        Prediction.requireVersion(model, variables.get("version"));
        return view.apply(model);
      } finally {
        model.release();
      }
    };
  }

  private Answer home() {
    List<String> names = models.names();
    return names.size() == 1
        ? ofModel(HomePage::of).answer(Map.of("name", names.get(0)))
        : HomePage.list(names);
  }

  private Answer ready() {
    boolean yes = ready.getAsBoolean();
    return answer(yes, StrictJson.object().put("ready", yes));
  }

  private Answer ready(ServedModel model) {
    boolean yes = ready.getAsBoolean();
    return answer(yes, StrictJson.object().put("name", model.name()).put("ready", yes));
  }

  private static Answer answer(boolean yes, ObjectNode document) {
    return new Answer(yes ? 200 : 503, Answer.JSON, StrictJson.bytes(document));
  }
}
