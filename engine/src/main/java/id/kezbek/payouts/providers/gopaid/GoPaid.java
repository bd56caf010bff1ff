package id.kezbek.payouts.providers.gopaid;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.HttpProvider;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import java.math.BigDecimal;

/**
 * GoPaid pays every order that it receives, even a repeated one, and has no inquiry. So the engine sends an order again
 * only after proof that the first order was not paid.
 */
final class GoPaid extends HttpProvider {

    static final String NAME = "gopaid";
    static final String CODE = "GOPAIDH2H";

    /** The field is spelled "receipient" in GoPaid's API. */
    private record TopUp(
            @JsonProperty("receipient") String recipient,
            @JsonProperty("add_balance") BigDecimal amount) {}

    private final String apiKey;

    GoPaid(Line line, ProviderSettings settings) {
        super(CODE, line, settings.capabilities(false, false));
        this.apiKey = ProviderSettings.required(NAME, "api-key", settings.apiKey());
    }

    @Override
    public Outcome send(Order order) {
        var request = line.to("/api/v1/provider/top-up")
                .header("x-api-key", apiKey)
                .post(new TopUp(order.msisdn().digits(), order.amount().number()));
        return Answers.outcome(
                line.order(order, request), answer -> Answers.byReference(Json.text(answer, "ref_code")));
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return new InquiryAnswer.NotAvailable("NO_INQUIRY");
    }
}
