package io.routerly.wire.anthropic;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SchemaSubsetTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      value = {
        "{'$schema':'x','type':'object','properties':{'a':{'type':'string'}}} |"
            + "{'type':'object','properties':{'a':{'type':'string'}},'additionalProperties':false}"
            + "| false",
        "{'type':'string','minLength':2,'description':'A name.'} |"
            + "{'type':'string','description':'A name.\\n{minLength: 2}'} | true",
        "{'type':'array','items':{'type':'integer','maximum':3},'minItems':1} |"
            + "{'type':'array','items':{'type':'integer','description':'{maximum: 3}'},"
            + "'minItems':1} | true",
        "{'type':'object','properties':{'minLength':{'type':'string'}}} |"
            + "{'type':'object','properties':{'minLength':{'type':'string'}},"
            + "'additionalProperties':false} | false",
        "{'oneOf':[{'type':'string'},{'type':'null'}]} |"
            + "{'anyOf':[{'type':'string'},{'type':'null'}]} | true",
        "{'type':'object','properties':{},'additionalProperties':true} |"
            + "{'type':'object','properties':{},'additionalProperties':false} | true",
        "{'type':'string','format':'date'} | {'type':'string','format':'date'} | false",
        "{'type':'string','format':'iban'} |"
            + "{'type':'string','description':'{format: \\'iban\\'}'} | true",
      })
  void keepsTheStructureAndTellsTheRestInWords(String schema, String fitted, boolean lossy) {
    SchemaSubset subset = SchemaSubset.of(Wires.json(schema));
    assertThat(subset.schema()).isEqualTo(Wires.json(fitted));
    assertThat(subset.isLossy()).isEqualTo(lossy);
  }
}
