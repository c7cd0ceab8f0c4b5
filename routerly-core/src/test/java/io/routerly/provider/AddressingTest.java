package io.routerly.provider;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.routerly.domain.ApiFormat;
import io.routerly.domain.InvalidFieldException;
import io.routerly.domain.Model;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AddressingTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "https://r.openai.azure.com, "
        + "https://r.openai.azure.com/openai/deployments/gpt%205/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com/openai/, "
        + "https://r.openai.azure.com/openai/deployments/gpt%205/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com?api-version=2025-04-01-preview, "
        + "https://r.openai.azure.com/openai/deployments/gpt%205/chat/completions?api-version=2025-04-01-preview",
    "https://r.openai.azure.com/openai/deployments/gpt-5/?api-version=2025-04-01-preview, "
        + "https://r.openai.azure.com/openai/deployments/gpt%205/chat/completions?api-version=2025-04-01-preview",
    "https://r.openai.azure.com/openai/deployments/x/chat/completions, "
        + "https://r.openai.azure.com/openai/deployments/gpt%205/chat/completions?api-version=2024-10-21",
    "https://r.openai.azure.com/openai/v1/, https://r.openai.azure.com/openai/v1/chat/completions",
    "https://r.openai.azure.com/openai/v1?api-version=preview, "
        + "https://r.openai.azure.com/openai/v1/chat/completions?api-version=preview",
  })
  void findsAzuresEndpointsHoweverTheBaseUrlIsWritten(String baseUrl, String address) {
    Model model = model("azure", baseUrl);

    assertThat(
            KnownDialects.azure(model).addressing().address(baseUrl, "/chat/completions", "gpt 5"))
        .isEqualTo(address);
  }

  @Test
  void takesNothingButAVersionForTheQueryOfABaseUrl() {
    assertThatThrownBy(() -> model("azure", "https://r.example.com?api-version=1&x=2"))
        .isInstanceOf(InvalidFieldException.class);
    assertThatThrownBy(() -> model("openai", "https://r.example.com?api-version=1"))
        .isInstanceOf(InvalidFieldException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "gpt-5.1_a~b, gpt-5.1_a~b",
    "a/b?c#d:e, a%2Fb%3Fc%23d%3Ae",
    "é%, %C3%A9%25",
    "..%2f, ..%252f"
  })
  void letsNoNameOfAModelLeaveItsPlaceInThePath(String name, String segment) {
    assertThat(PathText.encode(name)).isEqualTo(segment);
  }

  static Model model(String provider, String baseUrl) {
    return model(provider, baseUrl, Optional.empty());
  }

  static Model model(String provider, String baseUrl, Optional<ApiFormat> apiFormat) {
    return new Model(
        "m",
        provider,
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        List.of(),
        List.of(),
        true,
        Optional.of(baseUrl),
        Optional.empty(),
        Optional.empty(),
        apiFormat,
        Map.of());
  }
}
