package io.routerly.routing.policy;

import java.util.List;

/**
 * What users may want.
 *
 * @param name its name
 * @param examples how they may say it
 * @param candidateModels the ids of the models that serve it, best first
 */
record Intent(String name, List<String> examples, List<String> candidateModels) {
  Intent {
    examples = List.copyOf(examples);
    candidateModels = List.copyOf(candidateModels);
  }
}
