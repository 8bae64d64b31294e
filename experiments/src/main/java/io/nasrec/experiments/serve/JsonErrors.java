package io.nasrec.experiments.serve;

import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/** What the library refuses itself, such as a request that is no HTTP, in the words of the API. */
final class JsonErrors extends ErrorHandler {

  @Override
  public boolean errorPageForMethod(String method) {
    return true;
  }

  @Override
  protected void generateResponse(
      Request request,
      Response response,
      int status,
      String message,
      Throwable cause,
      Callback callback) {
    new Exchange(request, response, callback).answer(Answer.error(status, message(status)));
  }

  private static String message(int status) {
    return switch (status) {
      case 431 -> "the request's headers are longer than this server reads";
      case 414 -> "the request's address is longer than this server reads";
      case 503 -> "the server is stopping";
      default -> "the request cannot be answered: " + HttpStatus.getMessage(status);
    };
  }
}
