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
    List<byte[]> pieces = new ArrayList<>(answer.pieces());
    if (edit instanceof Edit.AddHeader add) {
      return withHeader(answer, add.header());
    } else if (edit instanceof Edit.Chunked) {
      return new Answer(answer.status(), answer.headers(), pieces, true);
    } else if (edit instanceof Edit.Gzip) {
      return zipped(answer);
    } else if (edit instanceof Edit.DropLastEvent) {
      pieces.remove(pieces.size() - 1);
    } else if (edit instanceof Edit.FailAfter fail) {
      pieces.subList(fail.events(), pieces.size()).clear();
      ApiError error = ApiError.of(fail.status(), fail.message());
      pieces.add(format.errorEvent(call, fail.events(), error));
    } else if (edit instanceof Edit.Insert insert) {
      pieces.add(insert.afterEvents(), insert.bytes().getBytes(StandardCharsets.UTF_8));
    }
    return new Answer(answer.status(), answer.headers(), pieces, answer.stream());
  }

  private static Answer withHeader(Answer answer, Header header) {
    List<Header> headers = new ArrayList<>(answer.headers());
    headers.removeIf(other -> other.name().equalsIgnoreCase(header.name()));
    headers.add(header);
    return new Answer(answer.status(), headers, answer.pieces(), answer.stream());
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
    return withHeader(
        new Answer(answer.status(), answer.headers(), pieces, answer.stream()),
        new Header("Content-Encoding", "gzip"));
  }
}
