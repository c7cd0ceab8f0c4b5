package io.routerly.notify;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class ChannelShapesTest {
  private static final String MAIL = "\"from\":\"gw@example.com\",\"to\":[\"ops@example.com\"]";

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{'type':'webhook','name':'a','url':'https://x.example/y?z=1','secret':'s'}",
        "{'type':'webhook','name':'a','url':'https://x.example/','format':'slack'}",
        "{'type':'webhook','name':'a','url':'https://x.example/','secret':'s','events':['budget.reset'],"
            + "'projects':['app']}",
        "{'type':'smtp','name':'a','host':'mail.example',MAIL}",
        "{'type':'smtp','name':'a','host':'mail.example','port':465,'security':'tls','user':'u',"
            + "'password':'p',MAIL}",
        "{'type':'smtp','name':'a','host':'h','username':'u','password':'p',MAIL}",
        "{'type':'smtp','name':'a','host':'h','from':'a@b','to':'ops@example.com'}",
        "{'type':'smtp','name':'a','host':'h','from':'a@b','to':'ops@example.com, cto@example.com'}",
        "{'type':'ses','name':'a','region':'eu-central-1','user':'u','password':'p',MAIL}",
        "{'type':'ses','name':'a','region':'eu-central-1','accessKeyId':'i','secretAccessKey':'s',MAIL}",
        "{'type':'webhook','name':'a','url':'ENCRYPTED:x','format':'slack'}",
        "{'type':'sendgrid','name':'a','apiKey':'k',MAIL}",
        "{'type':'azure','name':'a','connectionString':'endpoint=https://x.example/;accesskey=a2V5',MAIL}",
        "{'type':'azure','name':'a','connectionString':'ENCRYPTED:x',MAIL}",
        "{'type':'google','name':'a','clientId':'i','clientSecret':'s','refreshToken':'t',MAIL}"
      })
  void everyTypeHasItsFields(String channel) {
    assertThat(ChannelShapes.check(List.of(Desk.json(read(channel))))).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '^',
      value = {
        "{'type':'pigeon','name':'a','loft':'s'} | /0/type | must be one of [azure, google, sendgrid, ses, smtp, webhook]",
        "{'type':'webhook','name':'a','secret':'s'} | /0/url | is missing",
        "{'type':'webhook','name':'a','url':'https://x.example/'} | /0/secret | is missing: it signs what is sent",
        "{'type':'webhook','name':'a','url':'ftp://x','secret':'s'} | /0/url | must be an http or https URL without user and fragment",
        "{'type':'webhook','name':'a','url':'http://u:p@x/','secret':'s'} | /0/url | must be an http or https URL without user and fragment",
        "{'type':'webhook','name':'a','url':'http://x/','secret':'s','apiKey':'k'} | /0/apiKey | unknown field; known are [events, format, name, projects, secret, type, url]",
        "{'type':'webhook','name':'a','url':'http://x/','secret':'s','format':'xml'} | /0/format | must be one of [json, slack, teams]",
        "{'type':'webhook','name':'a','url':'http://x/','secret':'s','events':[]} | /0/events | must be a list with at least one element",
        "{'type':'smtp','name':'a','host':'h','port':0,MAIL} | /0/port | must be a number from 1 to 65535",
        "{'type':'smtp','name':'a','host':'h','port':18446744073709551641,MAIL} | /0/port | must be a number from 1 to 65535",
        "{'type':'smtp','name':'a','host':'h','port':'25',MAIL} | /0/port | must be a number from 1 to 65535",
        "{'type':'smtp','name':'a','host':'h','user':'u','username':'u','password':'p',MAIL} | /0/username | is the name that user had before: give one of them",
        "{'type':'smtp','name':'a','host':'h','user':'u',MAIL} | /0/password | is missing beside the other",
        "{'type':'smtp','name':'a','host':'h','security':'none','user':'u','password':'p',MAIL} | /0/security | must be starttls or tls where a password is sent",
        "{'type':'smtp','name':'a','host':'h','from':'x','to':['a@b']} | /0/from | must be an e-mail address such as ops@example.com",
        "{'type':'smtp','name':'a','host':'h','from':'a@b','to':['a@b','c']} | /0/to | each element must be an e-mail address such as ops@example.com",
        "{'type':'smtp','name':'a','host':'h','from':'a@b','to':'a@b,,c@d'} | /0/to | must be e-mail addresses such as ops@example.com, one or a list",
        "{'type':'smtp','name':'a','host':'h','from':'a@b','to':''} | /0/to | must be e-mail addresses such as ops@example.com, one or a list",
        "{'type':'ses','name':'a','region':'eu-central-1','user':'u',MAIL} | /0/password | is missing",
        "{'type':'ses','name':'a','region':'eu-central-1','accessKeyId':'u',MAIL} | /0/secretAccessKey | is missing",
        "{'type':'ses','name':'a','region':'eu-central-1','accessKeyId':'i','secretAccessKey':'s','user':'u',MAIL} | /0/accessKeyId | must not stand beside user and password",
        "{'type':'ses','name':'a','region':'x/y','accessKeyId':'i','secretAccessKey':'s',MAIL} | /0/region | must be such as eu-central-1",
        "{'type':'azure','name':'a','connectionString':'endpoint=http://x.example/;accesskey=a2V5',MAIL} | /0/connectionString | must be such as endpoint=https://…;accesskey=…",
        "{'type':'azure','name':'a','connectionString':'canary',MAIL} | /0/connectionString | must be such as endpoint=https://…;accesskey=…",
      })
  void whatIsWrongIsToldByItsPointer(String channel, String pointer, String message) {
    assertThat(ChannelShapes.check(List.of(Desk.json(read(channel)))))
        .containsExactly(Map.entry(pointer, message));
  }

  @Test
  void anAddressCannotBringFurtherHeaders() {
    String channel =
        read("{'type':'sendgrid','name':'a','apiKey':'k','from':'a@b','to':['a@b\\r\\nBcc: c@d']}");
    assertThat(ChannelShapes.check(List.of(Desk.json(channel)))).containsOnlyKeys("/0/to");
  }

  @Test
  void namesAreUnique() {
    var channel = Desk.json(read("{'type':'sendgrid','name':'a','apiKey':'k',MAIL}"));
    assertThat(ChannelShapes.check(List.of(channel, channel))).containsOnlyKeys("/1/name");
  }

  private static String read(String channel) {
    return channel.replace("'", "\"").replace("MAIL", MAIL);
  }
}
