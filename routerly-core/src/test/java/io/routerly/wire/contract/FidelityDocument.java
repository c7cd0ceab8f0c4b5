package io.routerly.wire.contract;

import io.routerly.chat.Losses;
import java.util.List;
import java.util.stream.Stream;

/** Writes the reference of what translation carries, from what translation does. */
final class FidelityDocument {
  private static final String INTRODUCTION =
      """
      # What translation carries

      A client speaks one format; the model that serves it may speak another. Where both speak the same one, bytes pass untouched
      and nothing on this page applies. Where they differ, a call is translated, and what the other format cannot express is
      **named, never dropped in silence**:

      - The response header `x-routerly-dropped` lists the fields that could not be expressed, in the client's own words, separated
        by commas. A value that says no more than the default, such as `n` of 1, is no loss.
      - With the request header `x-routerly-strict: true` a model that would lose something is passed over. If none is left, the
        call is refused with 400 `fields_not_supported`, which names the fields.
      - What is lost of a whole answer is named with the prefix `answer.`; a stream has sent its headers before it knows.

      This page is written by a test, which translates every line of it: `mvn verify -pl routerly-core -am
      -Dtest=FidelityDocumentTest -Dsurefire.failIfNoSpecifiedTests=false -Drouterly.writeFidelity=true` writes it anew. It shows
      the formats as such; what single APIs take less of is in [providers.md](providers.md).

      **yes**: the same value, in the other format's own place. **otherwise**: nothing is lost, but it is said in another way; the
      number leads to what is sent. **without**: the fields named are left out, or changed; the number leads to what is sent.
      """;

  private FidelityDocument() {}

  static String text() {
    StringBuilder text = new StringBuilder(INTRODUCTION);
    text.append("\n## Requests\n");
    for (Format client : Format.CLIENTS) {
      text.append("\n### From a client of ").append(title(client)).append("\n\n");
      text.append(requests(client));
    }
    text.append("\n## Answers\n");
    for (Format provider : Format.values()) {
      text.append("\n### From a provider of ").append(title(provider)).append("\n\n");
      text.append(answers(provider));
    }
    text.append("\n## Words that stand for each other\n\n### Roles\n\n");
    text.append(RoleTable.roles()).append("\n### Ends of answers\n\n");
    text.append(FinishTable.finishReasons()).append("\n### Reasoning\n\n");
    text.append(MappingTables.efforts()).append('\n').append(MappingTables.budgets());
    text.append("\n### Signatures in the next turn\n\n").append(SIGNATURES).append(signatures());
    return text.toString();
  }

  private static final String SIGNATURES =
      """
      Providers seal their reasoning and want the seal back. Clients get the seal of another vendor in the place that their format
      has for its own, and send it back unread; it goes to its own vendor only.

      """;

  private static String title(Format format) {
    return format.codec().format().title();
  }

  private static String requests(Format client) {
    FidelityCells cells = new FidelityCells();
    List<Format> providers = Stream.of(Format.values()).filter(it -> it != client).toList();
    StringBuilder table =
        new StringBuilder(
            MappingTables.head("to", providers.stream().map(FidelityDocument::title)));
    for (Feature feature : RequestContractTest.features()) {
      if (feature.spellings().containsKey(client)) {
        Stream<String> said = providers.stream().map(it -> cells.request(feature, client, it));
        table.append(MappingTables.row(Stream.concat(Stream.of(feature.title()), said)));
      }
    }
    return table.append('\n').append(cells.notes()).toString();
  }

  private static String answers(Format provider) {
    FidelityCells cells = new FidelityCells();
    List<Format> clients = Format.CLIENTS.stream().filter(it -> it != provider).toList();
    StringBuilder table =
        new StringBuilder(MappingTables.head("to", clients.stream().map(FidelityDocument::title)));
    for (Feature feature : AnswerContractTest.features()) {
      if (feature.spellings().containsKey(provider)) {
        Stream<String> said = clients.stream().map(it -> cells.answer(feature, provider, it));
        table.append(MappingTables.row(Stream.concat(Stream.of(feature.title()), said)));
      }
    }
    return table.append('\n').append(cells.notes()).toString();
  }

  private static String signatures() {
    StringBuilder table =
        new StringBuilder(
            MappingTables.head(
                "signature of", Format.CLIENTS.stream().map(it -> "by way of " + title(it))));
    for (Format provider : List.of(Format.RESPONSES, Format.MESSAGES, Format.GEMINI)) {
      Stream<String> cells = Format.CLIENTS.stream().map(client -> comesBack(provider, client));
      table.append(MappingTables.row(Stream.concat(Stream.of(title(provider)), cells)));
    }
    return table.toString();
  }

  private static String comesBack(Format provider, Format client) {
    String back = SecondTurnTest.back(provider, client, true, new Losses()).toString();
    return SecondTurnTest.seals(provider).stream().allMatch(back::contains)
        ? "comes back"
        : "is not carried";
  }
}
