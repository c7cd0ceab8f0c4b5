package io.routerly.acceptance;

/** Everything that a gateway must do, whatever it runs in. */
public interface GatewayContract
    extends SetupContract,
        ChatCompletionsContract,
        ResponsesContract,
        MessagesContract,
        StreamingContract,
        ErrorContract,
        TranslationContract,
        TranslatedFailureContract,
        ModelIdContract,
        UsageContract,
        OperationsContract {}
