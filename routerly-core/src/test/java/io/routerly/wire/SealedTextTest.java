package io.routerly.wire;

import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.Signature;
import io.routerly.chat.Vendor;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SealedTextTest {
  @Test
  void aSignatureOfTheFormatsOwnVendorStandsAsItIs() {
    Signature own = new Signature(Vendor.ANTHROPIC, "EqQBCkYI");

    assertThat(SealedText.of(own, Vendor.ANTHROPIC)).isEqualTo("EqQBCkYI");
    assertThat(SealedText.read("EqQBCkYI", Vendor.ANTHROPIC)).isEqualTo(own);
  }

  @Test
  void aSignatureOfAnotherVendorComesBackWhole() {
    Signature foreign = new Signature(Vendor.OPENAI, Optional.of("rs_1.ü"), "gAAAA==\u0000");

    String carried = SealedText.of(foreign, Vendor.ANTHROPIC);

    assertThat(carried).matches("[A-Za-z0-9._-]+");
    assertThat(SealedText.read(carried, Vendor.ANTHROPIC)).isEqualTo(foreign);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "routerly.", "routerly.NOBODY.YQ.YQ", "routerly.OPENAI.%.YQ"})
  void whatOnlyLooksLikeACarriedOneIsTheVendorsOwn(String text) {
    assertThat(SealedText.read(text, Vendor.GEMINI)).isEqualTo(new Signature(Vendor.GEMINI, text));
  }
}
