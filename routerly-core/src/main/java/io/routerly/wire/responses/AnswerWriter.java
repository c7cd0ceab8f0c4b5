package io.routerly.wire.responses;

import io.routerly.chat.AnswerEvents;
import io.routerly.chat.ChatAnswer;
import io.routerly.chat.ChatField;
import io.routerly.chat.ContentBlock;
import io.routerly.chat.FinishReason.Kind;
import io.routerly.chat.Losses;
import io.routerly.wire.AnswerFrame;
import jakarta.json.JsonObject;

/** Writes a whole answer for a client: the response that a stream of it would end with. */
final class AnswerWriter {
  private AnswerWriter() {}

  static JsonObject write(ChatAnswer answer, AnswerFrame frame, Losses losses) {
    if (answer.choices().size() > 1) {
      losses.drop(ChatField.N); // there is room for one
    }
    answer.choices().stream().limit(1).forEach(choice -> note(choice, losses));
    ResponsesEncoder encoder = new ResponsesEncoder(frame);
    AnswerEvents.tell(answer, encoder::take);
    return encoder.response();
  }

  private static void note(ChatAnswer.Choice choice, Losses losses) {
    boolean hasText = false;
    for (ContentBlock block : choice.content()) {
      if (block instanceof ContentBlock.Text text) {
        hasText = true;
        if (!text.citations().stream().allMatch(Annotations::saysAll)) {
          losses.drop(ChatField.CITATIONS);
        }
      } else if (block instanceof ContentBlock.Image) {
        losses.drop(ChatField.IMAGES);
      } else if (block instanceof ContentBlock.Document) {
        losses.drop(ChatField.DOCUMENTS);
      } else if (block instanceof ContentBlock.Audio) {
        losses.drop(ChatField.AUDIO);
      }
    }
    if (choice.finish().kind() == Kind.PAUSE) {
      losses.drop("status"); // there is no word for it but that the answer is complete
    }
    if (!hasText && !choice.logprobs().isEmpty()) {
      losses.drop(ChatField.LOGPROBS);
    }
  }
}
