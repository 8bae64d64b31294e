package io.nasrec.experiments.serve;

import java.io.IOException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.thread.QueuedThreadPool;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The library's server, set up within limits. */
final class HttpServer {
  private static final Logger LOG = LoggerFactory.getLogger(HttpServer.class);

  /** Connections that the system keeps until the server accepts them. */
  private static final int BACKLOG = 1024;

  private HttpServer() {}

  /** A server that does not listen yet. */
  static Server of(Handler handler, Limits limits) {
    // No request holds a thread while it waits: a few threads per processor are enough.
    QueuedThreadPool threads =
        new QueuedThreadPool(8 + 4 * Runtime.getRuntime().availableProcessors(), 4);
    threads.setName("http");
    threads.setDaemon(true);
    Server server = new Server(threads);
    HttpConfiguration http = new HttpConfiguration();
    http.setRequestHeaderSize(limits.headerBytes());
    http.setSendServerVersion(false);
    http.setSendDateHeader(true);
    ServerConnector connector = new ServerConnector(server, 1, 1, new HttpConnectionFactory(http));
    connector.setIdleTimeout(limits.patience().toMillis());
    connector.setAcceptQueueSize(BACKLOG);
    server.addConnector(connector);
    server.addBean(new NetworkConnectionLimit(limits.connections(), connector));
    GracefulHandler graceful = new GracefulHandler(handler);
    server.setHandler(graceful);
    server.setErrorHandler(new JsonErrors());
    server.setStopTimeout(limits.stopping().toMillis());
    return server;
  }

  /**
   * Starts a server.
   *
   * @throws IOException if it cannot listen there
   */
  static void listen(Server server, String host, int port) throws IOException {
    ServerConnector connector = (ServerConnector) server.getConnectors()[0];
    connector.setHost(host);
    connector.setPort(port);
    try {
      server.start();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IllegalStateException("the HTTP server does not start", e);
    }
  }

  /**
   * Stops a server when its requests are answered, or when that takes longer than its limit.
   *
   * <p>The requests come first: once its connectors stop, the library gives every connection just a
   * second of silence, and would cut off a body that is still on its way.
   */
  static void stop(Server server) {
    try {
      ((ServerConnector) server.getConnectors()[0]).close();
      try {
        ((GracefulHandler) server.getHandler())
            .shutdown()
            .get(server.getStopTimeout(), TimeUnit.MILLISECONDS);
      } finally {
        server.stop();
      }
    } catch (TimeoutException e) {
      LOG.warn("some requests were not answered in time");
    } catch (Exception e) {
      LOG.warn("the HTTP server does not stop cleanly: {}", String.valueOf(e), e);
    }
  }
}
