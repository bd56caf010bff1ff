package id.kezbek.payouts.providers.snap;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.http.Reply;
import id.kezbek.shared.Money;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * DANA. Besides SNAP, DANA has an older interface that reports the balance. A request of that interface contains a
 * signature over the bytes of its inner JSON object, exactly as sent.
 */
final class Dana extends Snap {

    private static final String RESOURCES = "/dana/merchant/queryMerchantResource.htm";
    private static final String DEPOSIT = "MERCHANT_DEPOSIT_BALANCE";

    /** Amounts of the older interface are in hundredths of a rupiah. */
    private static final Pattern CENTS = Pattern.compile("-?[0-9]{1,17}");

    private static final int CENTS_OF_RUPIAH = 2;

    private record Head(
            @JsonProperty("version") String version,
            @JsonProperty("function") String function,
            @JsonProperty("clientId") String clientId,
            @JsonProperty("clientSecret") String clientSecret,
            @JsonProperty("reqTime") String at,
            @JsonProperty("reqMsgId") String id) {

        /** The text does not contain the secret. */
        @Override
        public String toString() {
            return "Head[" + function + "]";
        }
    }

    private record Body(
            @JsonProperty("requestMerchantId") String merchant,
            @JsonProperty("merchantResourceInfoList") List<String> resources) {}

    private record Request(
            @JsonProperty("head") Head head,
            @JsonProperty("body") Body body) {}

    private final @Nullable String merchantId;

    Dana(Line line, ProviderSettings settings, DanaSettings own, Clock clock) {
        super(SnapDialect.DANA, line, settings, own.common(), clock);
        this.merchantId = own.merchantId();
    }

    @Override
    public BalanceAnswer balance() {
        if (merchantId == null || merchantId.isBlank()) {
            return new BalanceAnswer.NotOffered();
        }
        byte[] inner = Json.bytes(new Request(
                new Head("2.0", "dana.merchant.queryMerchantResource", clientId(), clientSecret(), now(), newId()),
                new Body(merchantId, List.of(DEPOSIT))));
        // The request is not serialized as one object, because the signature covers exactly the bytes of the inner
        // part.
        String request = "{\"request\":" + new String(inner, StandardCharsets.UTF_8) + ",\"signature\":\""
                + SnapSignature.rsa(key(), inner) + "\"}";
        return switch (line.ask(line.to(RESOURCES).postJson(request.getBytes(StandardCharsets.UTF_8)))) {
            case Reply.NotSent notSent -> new BalanceAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new BalanceAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered ->
                answered.object()
                        .flatMap(Dana::deposit)
                        .<BalanceAnswer>map(BalanceAnswer.Told::new)
                        .orElseGet(() -> new BalanceAnswer.NotAvailable("HTTP_" + answered.status()));
        };
    }

    private static Optional<Money> deposit(JsonNode json) {
        JsonNode body = json.path("response").path("body");
        boolean isSuccess =
                body.path("resultInfo").path("resultStatus").asString("").equals("S");
        return isSuccess
                ? StreamSupport.stream(body.path("merchantResourceInformations").spliterator(), false)
                        .filter(resource -> Json.text(resource, "resourceType")
                                .filter(DEPOSIT::equals)
                                .isPresent())
                        .map(resource -> Json.text(resource, "value"))
                        .flatMap(Optional::stream)
                        .map(Dana::amount)
                        .flatMap(Optional::stream)
                        .findFirst()
                : Optional.empty();
    }

    /** The value is JSON inside a string: {@code {"amount":"123400","currency":"IDR"}}. */
    private static Optional<Money> amount(String value) {
        return Json.parsed(value)
                .filter(json ->
                        Json.text(json, "currency").filter("IDR"::equals).isPresent())
                .flatMap(json -> Json.text(json, "amount"))
                .filter(cents -> CENTS.matcher(cents).matches())
                .map(cents -> Money.rupiah(java.math.BigDecimal.valueOf(Long.parseLong(cents), CENTS_OF_RUPIAH)));
    }
}
