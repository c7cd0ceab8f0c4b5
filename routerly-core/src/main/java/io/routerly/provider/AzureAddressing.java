package io.routerly.provider;

import io.routerly.domain.Model;

/**
 * Where Azure OpenAI has its endpoints: under the name of a deployment with a dated {@code
 * api-version}, or, where the base URL ends in {@code /openai/v1}, where OpenAI has them.
 *
 * <p>The version is the base URL's {@code api-version}, or {@value #DEFAULT_API_VERSION}.
 *
 * @see <a href="https://learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle">Azure's
 *     API versions</a>
 */
enum AzureAddressing implements Addressing {
  /** {@code /openai/deployments/NAME/chat/completions?api-version=…}. */
  DEPLOYMENTS {
    @Override
    public String address(String baseUrl, String path, String modelName) {
      String resource = BaseUrl.withVersion(withoutDeployment(baseUrl), "/openai");
      String own = BaseUrl.query(baseUrl);
      String query = own.isEmpty() ? "api-version=" + DEFAULT_API_VERSION : own;
      return resource + "/deployments/" + PathText.encode(modelName) + path + "?" + query;
    }
  },
  /** {@code /openai/v1/chat/completions}; the body names the deployment. */
  V1 {
    @Override
    public String address(String baseUrl, String path, String modelName) {
      String own = BaseUrl.query(baseUrl);
      String address = BaseUrl.withVersion(BaseUrl.withoutQuery(baseUrl), V1_PATH) + path;
      return own.isEmpty() ? address : address + "?" + own;
    }
  };

  /** The newest dated version that is not a preview; later features are under {@code v1}. */
  static final String DEFAULT_API_VERSION = "2024-10-21";

  private static final String V1_PATH = "/openai/v1";

  /** Returns the form that a model's base URL asks for. */
  static AzureAddressing of(Model model) {
    return model.baseUrl().filter(AzureAddressing::isV1).isPresent() ? V1 : DEPLOYMENTS;
  }

  /** Azure shows the address of a deployment whole; which one is called is the model's to say. */
  private static String withoutDeployment(String baseUrl) {
    String address = BaseUrl.withoutQuery(baseUrl);
    int deployment = address.indexOf("/deployments/");
    return deployment < 0 ? address : address.substring(0, deployment);
  }

  private static boolean isV1(String baseUrl) {
    return BaseUrl.endsWith(BaseUrl.withoutQuery(baseUrl), V1_PATH);
  }
}
