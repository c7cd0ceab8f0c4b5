package io.routerly.wire.gemini;

import static io.routerly.wire.gemini.Gemini.json;
import static org.assertj.core.api.Assertions.assertThat;

import io.routerly.chat.ChatField;
import io.routerly.chat.Losses;
import jakarta.json.JsonObject;
import jakarta.json.JsonObjectBuilder;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GeminiSchemaTest {
  @ParameterizedTest(name = "{0} is said as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'string'} | {'type':'STRING'}",
        "{'type':['string','null']} | {'type':'STRING','nullable':true}",
        "{'type':['string','integer'],'minimum':1,'minLength':2} | {'anyOf':[{'type':'STRING',"
            + "'minLength':2},{'type':'INTEGER','minimum':1}]}",
        "{'const':'a'} | {'type':'STRING','enum':['a']}",
        "{'enum':['a',null]} | {'type':'STRING','nullable':true,'enum':['a']}",
        "{'type':'integer','exclusiveMinimum':0} | {'type':'INTEGER','minimum':1}",
        "{'type':'integer','exclusiveMaximum':10} | {'type':'INTEGER','maximum':9}",
        "{'type':'integer','minimum':0,'exclusiveMinimum':true} | {'type':'INTEGER','minimum':1}",
        "{'anyOf':[{'type':'string'},{'type':'null'}],'description':'D'} | {'type':'STRING',"
            + "'nullable':true,'description':'D'}",
        "{'oneOf':[{'type':'string'},{'type':'integer'}],'description':'D'} | {'anyOf':["
            + "{'type':'STRING','description':'D'},{'type':'INTEGER','description':'D'}]}",
        "{'type':'string','format':'date-time'} | {'type':'STRING','format':'date-time'}",
        "{'type':'string','format':'uri','description':'D'} | {'type':'STRING',"
            + "'description':'D (format: uri)'}",
        "{'allOf':[{'type':'string'},{'minLength':1}]} | {'type':'STRING','minLength':1}",
        "{'type':'string','$comment':'c','examples':['e'],'deprecated':true} | {'type':'STRING'}",
        "{'$ref':'#/$defs/a'} | {'type':'BOOLEAN'}",
      })
  void whatTheOlderFieldCanSayStandsThere(String property, String expected) {
    JsonObject written =
        parameters(
            "{'type':'object','additionalProperties':false,'$schema':'s','properties':{'p':"
                + property
                + "},'$defs':{'a':{'type':'boolean'}},'required':['p','gone']}");

    assertThat(written)
        .isEqualTo(
            json(
                "{'parameters':{'type':'OBJECT','properties':{'p':"
                    + expected
                    + "},'required':['p']}}"));
  }

  @ParameterizedTest(name = "{0} is said as {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'object'} | {'type':'object'}",
        "{'type':'object','additionalProperties':{'type':'string','const':'a'}} |"
            + " {'type':'object','additionalProperties':{'type':'string','enum':['a']}}",
        "{'type':'array'} | {'type':'array'}",
        "{'enum':[1,2]} | {'enum':[1,2]}",
        "{'type':'integer','enum':[1,2]} | {'type':'integer','enum':[1,2]}",
        "{'type':'array','prefixItems':[{'type':'string'}]} |"
            + " {'type':'array','prefixItems':[{'type':'string'}]}",
        "{'$ref':'#/definitions/node','description':'D'} | {'$ref':'#/$defs/node'}",
      })
  void whatOnlyTheNewerFieldCanSayStandsThere(String property, String expected) {
    JsonObject written =
        parameters(
            "{'type':'object','additionalProperties':false,'$schema':'s','properties':{'p':"
                + property
                + "},'definitions':{'node':{'type':'object','properties':{'next':"
                + "{'$ref':'#/definitions/node'}}}}}");

    assertThat(written)
        .isEqualTo(
            json(
                "{'parametersJsonSchema':{'type':'object','additionalProperties':false,"
                    + "'properties':{'p':"
                    + expected
                    + "},'$defs':{'node':{'type':'object','properties':{'next':"
                    + "{'$ref':'#/$defs/node'}}}}}}"));
  }

  @Test
  void propertiesThatAreNamedLikeKeywordsStay() {
    JsonObject written =
        parameters(
            "{'type':'object','properties':{'const':{'type':'string'},'$schema':"
                + "{'type':'string'},'additionalProperties':{'type':'string'},'properties':"
                + "{'type':'object','properties':{'pattern':{'type':'string'}}}}}");

    JsonObject properties = written.getJsonObject("parameters").getJsonObject("properties");
    assertThat(properties.keySet())
        .containsExactly("const", "$schema", "additionalProperties", "properties");
    assertThat(properties.getJsonObject("properties").getJsonObject("properties").keySet())
        .containsExactly("pattern");
  }

  @ParameterizedTest(name = "{0} loses its meaning")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'type':'number','exclusiveMinimum':0}",
        "{'type':'string','not':{'const':'a'}}",
        "{'type':'object','patternProperties':{'^a':{'type':'string'}}}",
        "{'type':'number','multipleOf':5}",
        "{'type':'array','uniqueItems':true,'items':{'type':'string'}}",
        "{'$ref':'https://example.com/s.json'}",
        "false",
      })
  void whatNeitherFieldCanSayIsNamed(String property) {
    Losses losses = new Losses();

    GeminiSchema.parameters(json("{'type':'object','properties':{'p':" + property + "}}"))
        .addTo(GeminiJson.object(), losses);

    assertThat(losses.fields()).containsExactly(ChatField.TOOL_SCHEMA);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {"{}", "{'type':'object'}", "{'type':'object','properties':{},'required':[]}"})
  void aFunctionWithoutArgumentsHasNoSchema(String schema) {
    assertThat(parameters(schema)).isEmpty();
  }

  @Test
  void aSchemaThatGrowsWithoutBoundsIsNotWrittenOut() {
    StringBuilder definitions = new StringBuilder("'d0':{'type':'string'}");
    for (int i = 1; i < 40; i++) {
      String to = "{'$ref':'#/$defs/d" + (i - 1) + "'}";
      definitions.append(
          ",'d%d':{'type':'object','properties':{'a':%s,'b':%s}}".formatted(i, to, to));
    }

    JsonObject written =
        parameters(
            "{'type':'object','properties':{'p':{'$ref':'#/$defs/d39'}},'$defs':{"
                + definitions
                + "}}");

    assertThat(written.keySet()).containsExactly("parametersJsonSchema");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "{'$ref':'#'}",
        "{'$ref':'#/$defs/a','$defs':{'a':{'$ref':'#/$defs/a'}}}",
        "{'allOf':[{'$ref':'#'}]}",
        "{'allOf':[{'allOf':[{'$ref':'#'}]},{'$ref':'#'}]}",
        "{'anyOf':[{'$ref':'#'}]}",
        "{'anyOf':[]}",
        "{'type':[]}",
        "{'type':5,'properties':6,'required':7,'enum':8,'items':9,'anyOf':1,'format':2}",
        "{'properties':{'a':1,'b':null,'c':[]}}",
        "{'type':'integer','exclusiveMinimum':1e999999}",
      })
  void aStrangeSchemaDoesNoHarm(String schema) {
    JsonObjectBuilder target = GeminiJson.object();
    GeminiSchema.response(json(schema)).addTo(target, new Losses());

    assertThat(target.build()).hasSize(1);
  }

  @Test
  void aSchemaOfGeminiIsReadAsJsonSchema() {
    JsonObject read =
        GeminiSchemaReader.read(
            json(
                "{'type':'OBJECT','propertyOrdering':['b','a'],'properties':{'a':{'type':'STRING',"
                    + "'nullable':true,'enum':['x']},'b':{'type':'ARRAY','minItems':'2','items':"
                    + "{'anyOf':[{'type':'INTEGER'}],'nullable':true}}}}"));

    assertThat(read)
        .isEqualTo(
            json(
                "{'type':'object','properties':{'a':{'type':['string','null'],'enum':['x',null]},"
                    + "'b':{'type':'array','minItems':2,'items':"
                    + "{'anyOf':[{'type':'integer'},{'type':'null'}]}}}}"));
    assertThat(List.copyOf(read.getJsonObject("properties").keySet())).containsExactly("b", "a");
  }

  private static JsonObject parameters(String schema) {
    JsonObjectBuilder target = GeminiJson.object();
    Losses losses = new Losses();
    GeminiSchema.parameters(json(schema)).addTo(target, losses);
    assertThat(losses.isEmpty()).isTrue();
    return target.build();
  }
}
