package io.routerly.testkit;

import io.routerly.testkit.http.Header;
import io.routerly.testkit.script.Edit;
import io.routerly.testkit.wire.Answer;
import io.routerly.testkit.wire.ApiError;
import io.routerly.testkit.wire.Call;
import io.routerly.testkit.wire.WireFormat;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;

/** Spoils answers as scripts say. */
record AnswerEditor(WireFormat format, Call call) {

  Answer apply(List<Edit> edits, Answer answer) {
    Answer edited = answer;
    for (Edit edit : edits) {
      edited = apply(edit, edited);
    }
    return edited;
  }

  private Answer apply(Edit edit, Answer answer) {
    if (edit instanceof Edit.AddHeader add) {
      return withHeader(answer, add.header());
    } else if (edit instanceof Edit.Chunked) {
      return new Answer(answer.status(), answer.headers(), answer.pieces(), true);
    } else if (edit instanceof Edit.Gzip) {
      return zipped(answer);
    }
    return answer.withPieces(edited(edit, events(answer)));
  }

  private List<byte[]> edited(Edit edit, List<byte[]> events) {
    if (edit instanceof Edit.DropLastEvent) {
      events.remove(events.size() - 1);
    } else if (edit instanceof Edit.FailAfter fail) {
      events.subList(fail.events(), events.size()).clear();
      ApiError error = ApiError.of(fail.status(), fail.message());
      events.add(format.errorEvent(call, fail.events(), error));
    } else if (edit instanceof Edit.Insert insert) {
      events.add(insert.afterEvents(), insert.bytes().getBytes(StandardCharsets.UTF_8));
    }
    return events;
  }

  private static List<byte[]> events(Answer answer) {
    if (!answer.stream()) {
      throw new IllegalStateException("This script is for streams, but the request has none.");
    }
    return new ArrayList<>(answer.pieces());
  }

  private static Answer withHeader(Answer answer, Header header) {
    List<Header> headers = new ArrayList<>(answer.headers());
    headers.removeIf(other -> other.name().equalsIgnoreCase(header.name()));
    headers.add(header);
    return answer.withHeaders(headers);
  }

  /** Compresses piece by piece into one gzip stream, so that events still travel one by one. */
  private static Answer zipped(Answer answer) {
    List<byte[]> pieces = new ArrayList<>();
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(bytes, true)) {
      for (byte[] piece : answer.pieces()) {
        gzip.write(piece);
        gzip.flush();
        pieces.add(bytes.toByteArray());
        bytes.reset();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    int last = pieces.size() - 1;
    ByteArrayOutputStream end = new ByteArrayOutputStream();
    end.writeBytes(pieces.get(last));
    end.writeBytes(bytes.toByteArray());
    pieces.set(last, end.toByteArray());
    return withHeader(answer.withPieces(pieces), new Header("Content-Encoding", "gzip"));
  }
}
