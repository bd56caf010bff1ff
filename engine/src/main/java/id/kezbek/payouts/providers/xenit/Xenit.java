package id.kezbek.payouts.providers.xenit;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.HttpProvider;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.http.Words;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Set;

/** Xenit, an aggregator. An order to Xenit contains the wallet and the phone number in one field. */
final class Xenit extends HttpProvider {

    static final String NAME = "xenit";
    static final String CODE = "XENIT";

    private static final String TOP_UP = "/api/v1/e-wallet/top-up";
    private static final Set<String> SUCCESS = Set.of("200");
    private static final Set<String> FAILURE = Set.of("402", "403");

    private record TopUp(
            @JsonProperty("wallet") String wallet,
            @JsonProperty("beneficiary") String beneficiary,
            @JsonProperty("amount") BigDecimal amount,
            @JsonProperty("ref_code") String reference) {}

    private final String authorization;
    private final Words words;

    Xenit(Line line, ProviderSettings settings) {
        super(CODE, line, settings.capabilities(true, true));
        String pair = ProviderSettings.required(NAME, "username", settings.username())
                + ":"
                + ProviderSettings.required(NAME, "password", settings.password());
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        this.words = settings.wordsOr(SUCCESS, FAILURE);
    }

    @Override
    public Outcome send(Order order) {
        String msisdn = order.msisdn().digits();
        // The engine does not know the customer's name, so the phone number is sent as the beneficiary's name.
        var topUp =
                new TopUp(order.wallet() + "_" + msisdn, msisdn, order.amount().number(), order.reference());
        var request = line.to(TOP_UP).header("Authorization", authorization).post(topUp);
        return Answers.outcome(
                line.order(order, request),
                answer -> Answers.byWord(words, Json.text(answer, "topup_status"), Json.text(answer, "topup_ref")));
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return Answers.inquiry(line.ask(line.to(TOP_UP + "/" + reference).header("Authorization", authorization)));
    }
}
