package io.routerly.testkit.script;

import io.routerly.testkit.http.Cut;
import io.routerly.testkit.http.Header;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a fake does with one request: an answer, and what goes wrong with it.
 *
 * <p>Begin with one of the static methods and add to it; every method returns a new script. Places
 * in a stream are counted in events, a terminal {@code [DONE]} included.
 *
 * <pre>{@code
 * openAi.next(Script.answer().cutAfterEvents(2, Cut.RESET), Script.rateLimit(Duration.ofSeconds(1)));
 * }</pre>
 *
 * @param counts the tokens to report, where the script decides them
 */
public record Script(
    Source source, List<Edit> edits, List<Fault> faults, Pace pace, Optional<TokenCounts> counts) {
  public Script {
    edits = List.copyOf(edits);
    faults = List.copyOf(faults);
  }

  private static Script of(Source source) {
    return new Script(source, List.of(), List.of(), Pace.WHOLE, Optional.empty());
  }

  /** Answers as the fake usually does. */
  public static Script answer() {
    return of(new Source.Usual());
  }

  /** Answers with that text. */
  public static Script text(String text) {
    return say(new Part.Text(text));
  }

  /** Answers with those parts, in that order. */
  public static Script say(Part... parts) {
    return of(new Source.Say(List.of(parts)));
  }

  /**
   * Calls a tool; once the conversation ends with its result, answers as usual.
   *
   * @param arguments a JSON object, as text
   */
  public static Script toolCall(String name, String arguments) {
    return toolCalls(new Part.ToolCall(name, arguments));
  }

  /** Calls several tools in one turn; once the results are there, answers as usual. */
  public static Script toolCalls(Part.ToolCall... calls) {
    return of(new Source.CallTools(List.of(calls)));
  }

  /**
   * Answers with the bytes of a fixture of the endpoint, such as {@code tool-call}.
   *
   * @param name without extension: streamed requests get the {@code .sse}, others the {@code
   *     .json}; each folder of fixtures has an {@code index.txt}
   */
  public static Script fixture(String name) {
    return of(new Source.Recorded(name));
  }

  /** Refuses in the provider's envelope, with the error type that belongs to the status. */
  public static Script error(int status) {
    return error(status, "The fake refuses with " + status + ".");
  }

  /** Refuses in the provider's envelope with that message. */
  public static Script error(int status, String message) {
    return of(new Source.Refuse(status, status, message, Optional.empty()));
  }

  /** Answers 200 with the provider's error envelope as its body. */
  public static Script errorWithStatus200(int errorStatus) {
    String message = "The fake fails inside a 200.";
    return of(new Source.Refuse(errorStatus, 200, message, Optional.empty()));
  }

  /**
   * Refuses with 429 and says when to come back, as the provider does: with {@code Retry-After} in
   * whole seconds, or in Gemini's case with {@code retryDelay} in the body.
   */
  public static Script rateLimit(Duration retryAfter) {
    String message = "Rate limit reached.";
    return of(new Source.Refuse(429, 429, message, Optional.of(retryAfter)));
  }

  /** Answers with exactly this response; only its length is added. */
  public static Script respond(int status, String body, Header... headers) {
    return of(new Source.Exactly(status, List.of(headers), body));
  }

  /** Refuses with a body that is in no provider's envelope. */
  public static Script refuse(int status, String body, Header... headers) {
    return respond(status, body, headers);
  }

  /** Answers with a redirect, which a gateway does not follow. */
  public static Script redirect(int status, String location) {
    return respond(status, "", new Header("Location", location));
  }

  /** Sends bytes that are not HTTP and closes; characters are sent as ISO 8859-1. */
  public static Script notHttp(String bytes) {
    return of(new Source.NotHttp(bytes));
  }

  /** Reports these tokens. */
  public Script counting(TokenCounts tokens) {
    return new Script(source, edits, faults, pace, Optional.of(tokens));
  }

  /** Adds a response header, or replaces the one of that name. */
  public Script header(String name, String value) {
    return edit(new Edit.AddHeader(new Header(name, value)));
  }

  /** Compresses the body with gzip and says so in {@code Content-Encoding}. */
  public Script gzip() {
    return edit(new Edit.Gzip());
  }

  /** Sends a buffered body chunked, without its length. */
  public Script chunked() {
    return edit(new Edit.Chunked());
  }

  /** Ends the stream in good order at HTTP's level, but without its last event. */
  public Script withoutTerminalMarker() {
    return edit(new Edit.DropLastEvent());
  }

  /** Ends the stream after {@code events} events with the provider's in-band error. */
  public Script errorAfterEvents(int events) {
    return edit(new Edit.FailAfter(events, 503, "The fake fails in mid-stream."));
  }

  /** Puts raw text between two events, such as a comment or garbage. */
  public Script insertAfterEvents(int events, String bytes) {
    return edit(new Edit.Insert(events, bytes));
  }

  /** Sends nothing at all until one side closes. */
  public Script hangBeforeHeaders() {
    return hangBeforeHeaders(new Gate());
  }

  /** Sends nothing at all until the gate opens. */
  public Script hangBeforeHeaders(Gate gate) {
    return fault(new Fault.Silence(Place.beforeHead(), gate));
  }

  /** Sends the headers and then nothing until one side closes. */
  public Script hangBeforeBody() {
    return hangBeforeBody(new Gate());
  }

  /** Sends the headers and then nothing until the gate opens. */
  public Script hangBeforeBody(Gate gate) {
    return fault(new Fault.Silence(Place.beforeBody(), gate));
  }

  /** Falls silent after so many events until one side closes. */
  public Script hangAfterEvents(int events) {
    return hangAfterEvents(events, new Gate());
  }

  /** Falls silent after so many events until the gate opens. */
  public Script hangAfterEvents(int events, Gate gate) {
    return fault(new Fault.Silence(Place.afterEvents(events), gate));
  }

  /** Falls silent after so many bytes of the body until the gate opens. */
  public Script hangAfterBytes(int bytes, Gate gate) {
    return fault(new Fault.Silence(Place.afterBytes(bytes), gate));
  }

  /** Cuts the connection before anything is sent. */
  public Script cutBeforeHeaders(Cut cut) {
    return fault(new Fault.Break(Place.beforeHead(), cut));
  }

  /** Cuts the connection between headers and body. */
  public Script cutBeforeBody(Cut cut) {
    return fault(new Fault.Break(Place.beforeBody(), cut));
  }

  /** Cuts the connection after so many bytes of the body. */
  public Script cutAfterBytes(int bytes, Cut cut) {
    return fault(new Fault.Break(Place.afterBytes(bytes), cut));
  }

  /** Cuts the connection after so many events. */
  public Script cutAfterEvents(int events, Cut cut) {
    return fault(new Fault.Break(Place.afterEvents(events), cut));
  }

  /** Sends everything, head and framing included, in pieces of that many bytes. */
  public Script inPiecesOf(int bytes) {
    return trickle(bytes, Duration.ZERO);
  }

  /** Sends everything in pieces of that many bytes with a pause after each. */
  public Script trickle(int bytes, Duration pause) {
    return new Script(source, edits, faults, new Pace(bytes, pause), counts);
  }

  private Script edit(Edit edit) {
    return new Script(source, plus(edits, edit), faults, pace, counts);
  }

  private Script fault(Fault fault) {
    return new Script(source, edits, plus(faults, fault), pace, counts);
  }

  private static <T> List<T> plus(List<T> list, T element) {
    List<T> longer = new ArrayList<>(list);
    longer.add(element);
    return longer;
  }
}
