package io.nasrec.experiments.cli;

import io.nasrec.commons.BadDataException;
import io.nasrec.experiments.serve.InferenceServer;
import io.nasrec.experiments.serve.Limits;
import io.nasrec.experiments.serve.ServedModels;
import io.nasrec.experiments.terminal.GracefulStop;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code nasrec serve}: predictions over HTTP until the program is stopped. */
@Command(
    name = "serve",
    description = {
      "Answers requests for predictions over HTTP: POST /predict takes plain rows, /v2 the Open"
          + " Inference Protocol; GET / is a page for people, /openapi.json describes all paths,"
          + " /metrics is for Prometheus. Prints the address once it is ready.",
      "Stopped by SIGTERM or Ctrl-C, it answers what is under way and exits with 0."
    },
    footerHeading = Nasrec.EXAMPLES,
    footer = {
      "  ./nasrec serve runs/shop-20260102-030405/model --port 8080 --watch",
      "  ./nasrec serve today=models/today next=models/next --port 0",
      "  curl -H 'Content-Type: application/json' -d '[{\"user_id\": \"u7\", \"price\": 3.5}]' \\",
      "    http://127.0.0.1:8080/predict"
    },
    mixinStandardHelpOptions = true)
final class ServeCommand implements Callable<Integer> {
  private static final Logger LOG = LoggerFactory.getLogger(ServeCommand.class);

  /** What needs no escaping in an address. */
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]*");

  @Parameters(
      arity = "1..*",
      paramLabel = "[NAME=]MODEL",
      description =
          "Model directories, each under its own name or the one given; a run directory stands for"
              + " its winner.")
  private final List<String> models = new ArrayList<>();

  @Option(
      names = "--port",
      paramLabel = "N",
      description = "0 for any that is free (default: ${DEFAULT-VALUE}).")
  private int port = 8080;

  @Option(
      names = "--host",
      paramLabel = "ADDRESS",
      description =
          "Where to listen (default: ${DEFAULT-VALUE}, for this machine alone). There is neither"
              + " encryption nor a password: other addresses belong behind a proxy that has them.")
  private String host = "127.0.0.1";

  @Option(
      names = "--watch",
      description =
          "Look twice a second whether another model lies in a directory (rename a complete one to"
              + " its place), and use it from then on.")
  private boolean watch;

  @Option(
      names = "--max-bytes",
      paramLabel = "N",
      description = "Bytes of a request's body at most (default: ${DEFAULT-VALUE}).")
  private int bytes = Limits.BODY_BYTES;

  @Option(
      names = "--max-rows",
      paramLabel = "N",
      description = "Rows of a request at most (default: ${DEFAULT-VALUE}).")
  private int rows = Limits.ROWS;

  @Option(
      names = "--max-waiting",
      paramLabel = "N",
      description =
          "Requests that may wait for a model; others get 503 (default: ${DEFAULT-VALUE}).")
  private int waiting = Limits.WAITING;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    requireOptions();
    InferenceServer server = ServedModels.open(directories(), Limits.of(bytes, rows, waiting));
    try (GracefulStop stop = GracefulStop.of(server)) {
      PrintWriter out = spec.commandLine().getOut();
      out.println(listening(server));
      out.flush();
      if (watch) {
        server.watch();
      }
      stop.await();
      return 0;
    }
  }

  private String listening(InferenceServer server) throws IOException {
    try {
      if (!InetAddress.getByName(host).isLoopbackAddress()) {
        LOG.warn("--host {}: whoever reaches this address can ask for predictions", host);
      }
      return server.start(host, port).toString();
    } catch (IOException e) {
      server.close();
      throw new BadDataException(
          "cannot listen at %s, port %s: %s; choose another --port (0: any) or --host"
              .formatted(host, port, e.getMessage()),
          e);
    }
  }

  private void requireOptions() {
    require("--port", port, 0, 65535);
    require("--max-bytes", bytes, 1, 1 << 28);
    require("--max-rows", rows, 1, 1 << 20);
    require("--max-waiting", waiting, 1, 1 << 16);
  }

  private void require(String option, int value, int least, int most) {
    if (value < least || value > most) {
      throw new ParameterException(
          spec.commandLine(),
          "%s must be from %s to %s, but was %s".formatted(option, least, most, value));
    }
  }

  private Map<String, Path> directories() {
    Map<String, Path> directories = new LinkedHashMap<>();
    for (String model : models) {
      int split = nameEnd(model);
      Path directory = Path.of(model.substring(split + 1));
      String name = split < 0 ? ownName(directory) : model.substring(0, split);
      if (!NAME.matcher(name).matches()) {
        throw new ParameterException(
            spec.commandLine(),
            "%s: a model's name must have letters, digits, '.', '_' and '-' only, but was \"%s\";"
                    .formatted(model, name)
                + " give it another one: NAME="
                + directory);
      }
      if (directories.put(name, directory) != null) {
        throw new ParameterException(
            spec.commandLine(),
            "two models are called %s; give one another name: NAME=%s".formatted(name, directory));
      }
    }
    return directories;
  }

  /** Where the name ends, or -1: what has a separator is a path, as of a trial of --tune. */
  private static int nameEnd(String model) {
    int split = model.indexOf('=');
    boolean path = split >= 0 && Path.of(model.substring(0, split)).getNameCount() > 1;
    return path || model.startsWith("/") ? -1 : split;
  }

  private static String ownName(Path directory) {
    Path name = directory.toAbsolutePath().normalize().getFileName();
    return name == null ? "" : name.toString();
  }
}
