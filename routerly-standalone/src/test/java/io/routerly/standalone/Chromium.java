package io.routerly.standalone;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.StringReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window, with one page, driven by its DevTools protocol. */
final class Chromium implements AutoCloseable {
  private static final Pattern LISTENING = Pattern.compile("DevTools listening on (ws://\\S+)");
  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final long PATIENCE_SECONDS = 30;

  private final Process process;
  private final WebSocket socket;
  private final BlockingQueue<JsonObject> messages = new LinkedBlockingQueue<>();
  private String session = "";
  private int lastId;

  /** Starts it with an empty profile in that folder. */
  Chromium(Path folder) throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(
            program().toString(),
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-quic",
            "--disable-dev-shm-usage",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--disable-extensions",
            // Pages of others name fonts and styles on the internet; tests ask nobody there.
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
            "--user-data-dir=" + folder,
            "--remote-debugging-port=0",
            "about:blank");
    process = builder.redirectErrorStream(true).start();
    socket =
        HttpClient.newHttpClient()
            .newWebSocketBuilder()
            .buildAsync(debugger(), new Listener())
            .get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    String page =
        call("Target.createTarget", object().add("url", "about:blank").build())
            .getString("targetId");
    session =
        call("Target.attachToTarget", object().add("targetId", page).add("flatten", true).build())
            .getString("sessionId");
    call("Page.enable", JsonValue.EMPTY_JSON_OBJECT);
  }

  /** Returns the program that {@code CHROMIUM} names, or that is on the path. */
  private static Path program() {
    Optional<Path> named = Optional.ofNullable(System.getenv("CHROMIUM")).map(Path::of);
    return named
        .or(
            () ->
                Stream.of(System.getenv("PATH").split(":"))
                    .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                    .filter(Files::isExecutable)
                    .findFirst())
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "There is no Chromium on the path, which this test needs: install it (on"
                        + " Debian: apt-get install chromium), or name one in the environment"
                        + " variable CHROMIUM."));
  }

  private URI debugger() throws IOException {
    BufferedReader out = process.inputReader(StandardCharsets.UTF_8);
    List<String> said = new ArrayList<>();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      Matcher listening = LISTENING.matcher(line);
      if (listening.find()) {
        Thread reader = new Thread(() -> out.lines().forEach(rest -> {}), "chromium-output");
        reader.setDaemon(true);
        reader.start(); // else a browser that says much would wait for us
        return URI.create(listening.group(1));
      }
      said.add(line);
    }
    throw new IOException("Chromium did not start: " + said);
  }

  /** Opens an address as if somebody had typed it, and waits for the page. */
  void open(String address) throws Exception {
    call("Page.navigate", object().add("url", address).build());
  }

  /** Waits until a page has been loaded whose address is right. */
  void awaitPage(Predicate<String> address) throws Exception {
    while (!(address.test(evaluate("location.href"))
        && evaluate("document.readyState").equals("complete"))) {
      try {
        awaitEvent("Page.loadEventFired");
      } catch (IOException e) {
        throw new IOException("stuck at " + evaluate("document.documentElement.outerHTML"), e);
      }
    }
  }

  /** Returns what JavaScript in the page says, as text. */
  String evaluate(String script) throws Exception {
    JsonObject expression = object().add("expression", "String(" + script + ")").build();
    JsonObject answer;
    try {
      answer = call("Runtime.evaluate", expression);
    } catch (IOException e) {
      return ""; // between two pages there is none
    }
    if (answer.containsKey("exceptionDetails")) {
      throw new AssertionError(script + ": " + answer.getJsonObject("exceptionDetails"));
    }
    return answer.getJsonObject("result").getString("value");
  }

  /** Returns the cookies of all sites, as the browser keeps them. */
  List<JsonObject> cookies() throws Exception {
    return call("Storage.getCookies", JsonValue.EMPTY_JSON_OBJECT)
        .getJsonArray("cookies")
        .getValuesAs(JsonObject.class);
  }

  private void awaitEvent(String name) throws Exception {
    while (!name.equals(next().getString("method", ""))) {
      // Other events, and answers that nobody waits for any more.
    }
  }

  private JsonObject call(String method, JsonObject parameters) throws Exception {
    int id = ++lastId;
    var request = object().add("id", id).add("method", method).add("params", parameters);
    if (!session.isEmpty()) {
      request.add("sessionId", session);
    }
    socket.sendText(request.build().toString(), true).get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    List<JsonObject> meanwhile = new ArrayList<>();
    JsonObject answer = next();
    while (answer.getInt("id", 0) != id) {
      meanwhile.add(answer);
      answer = next();
    }
    messages.addAll(meanwhile);
    if (answer.containsKey("error")) {
      throw new IOException(method + ": " + answer.getJsonObject("error"));
    }
    return answer.getJsonObject("result");
  }

  private JsonObject next() throws Exception {
    JsonObject message = messages.poll(PATIENCE_SECONDS, TimeUnit.SECONDS);
    if (message == null) {
      throw new IOException("Chromium is silent");
    }
    return message;
  }

  private static JsonObjectBuilder object() {
    return Json.createObjectBuilder();
  }

  /** Gathers messages, which come in pieces. */
  private final class Listener implements WebSocket.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      text.append(data);
      if (last) {
        messages.add(Json.createReader(new StringReader(text.toString())).readObject());
        text.setLength(0);
      }
      return WebSocket.Listener.super.onText(from, data, last);
    }
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly().onExit().join();
  }
}
