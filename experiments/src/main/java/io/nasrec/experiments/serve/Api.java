package io.nasrec.experiments.serve;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.MimeTypes;
import org.eclipse.jetty.http.pathmap.MatchedResource;
import org.eclipse.jetty.http.pathmap.PathMappings;
import org.eclipse.jetty.http.pathmap.UriTemplatePathSpec;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * From a request to its answer. No thread waits in here: neither for a body, nor for the model, nor
 * for a client that reads slowly.
 */
final class Api extends Handler.Abstract {
  private static final Logger LOG = LoggerFactory.getLogger(Api.class);
  private static final String NOWHERE = "other";

  private final PathMappings<Route> routes = new PathMappings<>();
  private final ModelRegistry models;
  private final Limits limits;
  private final Prediction prediction;
  private final ServeMetrics metrics;
  private final AtomicLong held = new AtomicLong();

  Api(Iterable<Route> routes, ModelRegistry models, Limits limits, ServeMetrics metrics) {
    for (Route route : routes) {
      this.routes.put(new UriTemplatePathSpec(route.template()), route);
    }
    this.models = models;
    this.limits = limits;
    this.metrics = metrics;
    prediction = new Prediction(models, limits, metrics);
    metrics.gauge("nasrec.held.bytes", "Bytes of bodies being read or answered", held::get);
  }

  @Override
  public boolean handle(Request request, Response response, Callback callback) {
    Exchange exchange = new Exchange(request, response, callback);
    String path = withoutSlash(Request.getPathInContext(request));
    MatchedResource<Route> matched = routes.getMatched(path);
    String endpoint = matched == null ? NOWHERE : matched.getResource().template();
    exchange.afterwards(
        () ->
            metrics.answered(
                endpoint, response.getStatus(), System.nanoTime() - request.getBeginNanoTime()));
    try {
      if (matched == null) {
        throw new Refusal(404, "nothing is at " + path + "; GET /openapi.json lists what there is");
      }
      answer(exchange, matched.getResource(), variables(matched, path));
    } catch (RuntimeException | Error e) {
      fail(exchange, e);
    }
    return true;
  }

  private static Map<String, String> variables(MatchedResource<Route> matched, String path) {
    Map<String, String> variables =
        ((UriTemplatePathSpec) matched.getPathSpec()).getPathParams(path);
    return variables == null ? Map.of() : variables;
  }

  private static String withoutSlash(String path) {
    return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
  }

  private void answer(Exchange exchange, Route route, Map<String, String> variables) {
    String method = exchange.request().getMethod();
    boolean allowed =
        method.equals(route.method()) || (method.equals("HEAD") && route.method().equals("GET"));
    if (!allowed) {
      exchange.header(HttpHeader.ALLOW, route.method().equals("GET") ? "GET, HEAD" : "POST");
      throw new Refusal(
          405, "%s takes %s, not %s".formatted(route.template(), route.method(), method));
    }
    if (route instanceof Route.Look look) {
      exchange.answer(look.view().answer(variables));
    } else if (route instanceof Route.Predict predict) {
      predict(exchange, predict, variables);
    }
  }

  private void predict(Exchange exchange, Route.Predict route, Map<String, String> variables) {
    requireJson(exchange.request());
    String name = variables.containsKey("name") ? variables.get("name") : only();
    String version = variables.get("version");
    // A body has its own deadline, and while the model works there is nothing to be heard.
    exchange.request().addIdleTimeoutListener(timeout -> exchange.answering());
    CompletableFuture<Answer> unused =
        RequestBody.read(exchange.request(), limits, held)
            .thenCompose(
                body -> {
                  exchange.afterwards(() -> held.addAndGet(-body.length));
                  return prediction.answer(name, version, route.protocol(), body);
                })
            .whenComplete(
                (answer, failure) -> {
                  if (failure == null) {
                    exchange.answer(answer);
                  } else {
                    fail(exchange, failure);
                  }
                });
  }

  private String only() {
    if (models.names().size() != 1) {
      throw new Refusal(
          404,
          "this server has several models; POST to /models/NAME/predict, NAME one of "
              + String.join(", ", models.names()));
    }
    return models.names().get(0);
  }

  private static void requireJson(Request request) {
    String type = request.getHeaders().get(HttpHeader.CONTENT_TYPE);
    String plain = type == null ? null : MimeTypes.getContentTypeWithoutCharset(type);
    String charset = type == null ? null : MimeTypes.getCharsetFromContentType(type);
    if (!Answer.JSON.equals(plain) || (charset != null && !charset.equalsIgnoreCase("utf-8"))) {
      throw new Refusal(
          415,
          "expected Content-Type: %s (in UTF-8), but found %s"
              .formatted(Answer.JSON, type == null ? "none" : type));
    }
    String encoding = request.getHeaders().get(HttpHeader.CONTENT_ENCODING);
    if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
      throw new Refusal(415, "expected a body without Content-Encoding, but found " + encoding);
    }
  }

  private static void fail(Exchange exchange, Throwable failure) {
    Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
    if (cause instanceof Refusal refusal) {
      exchange.answer(Answer.error(refusal.status(), refusal.getMessage()));
    } else {
      LOG.error("a request failed: {}", String.valueOf(cause), cause);
      exchange.answer(Answer.error(500, "the server failed; its log says why"));
    }
  }
}
