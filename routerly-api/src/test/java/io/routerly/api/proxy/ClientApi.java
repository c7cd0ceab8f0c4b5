package io.routerly.api.proxy;

/** A format that clients speak, with the official SDK that speaks it. */
enum ClientApi {
  CHAT("v1/chat/completions"),
  RESPONSES("v1/responses"),
  MESSAGES("v1/messages");

  private final String path;

  ClientApi(String path) {
    this.path = path;
  }

  String path() {
    return path;
  }

  SdkClient sdk(RunningProxy proxy) {
    return switch (this) {
      case CHAT -> new ChatSdk(proxy);
      case RESPONSES -> new ResponsesSdk(proxy);
      case MESSAGES -> new MessagesSdk(proxy);
    };
  }
}
