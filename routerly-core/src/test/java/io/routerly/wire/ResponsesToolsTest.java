package io.routerly.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResponsesToolsTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'tools':[{'type':'function','name':'f'},{'name':'g','type':'custom'}]}|true",
        "{'tools':[{'type':'namespace','tools':[]}],'input':'Hi'}|true",
        "{'input':[{'role':'user'},{'type':'custom_tool_call_output'}]}|true",
        "{'tools':[{'type':'function','parameters':{'type':'custom'}},{'type':'web_search'}]}|false",
        "{'input':[{'type':'function_call'},1,'custom'],'tools':null}|false",
        "{'input':'custom_tool_call','x':[{'type':'custom'}]}|false",
      })
  void findsToolsThatAreNoFunctions(String body, boolean found) {
    assertThat(ResponsesTools.areMoreThanFunctions(body.replace('\'', '"').getBytes(UTF_8)))
        .isEqualTo(found);
  }
}
