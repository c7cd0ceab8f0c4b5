package io.routerly.wire;

import jakarta.json.JsonObject;

/**
 * What an answer in the client's format says beside what the model said.
 *
 * @param uniqueId letters and digits that no other answer has; ids of the answer are made of it
 * @param createdAt seconds since the epoch
 * @param request the client's own request, of which some formats repeat parts
 */
public record AnswerFrame(String uniqueId, long createdAt, JsonObject request) {}
