package id.kezbek.payouts.providers.josvo;

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
import java.util.Optional;
import java.util.Set;

/** Josvo, which pays into its own wallet. Josvo's response contains a code word but no reference. */
final class Josvo extends HttpProvider {

    static final String NAME = "josvo";
    static final String CODE = "JOSVOH2H";

    private static final String TRANSFER = "/api/v2/accounts/transfer";
    private static final Set<String> SUCCESS = Set.of("200");
    private static final Set<String> FAILURE = Set.of("402", "403");

    private record Transfer(
            @JsonProperty("phone_no") String phone,
            @JsonProperty("amount") BigDecimal amount,
            @JsonProperty("client_ref_code") String reference) {}

    private final String apiKey;
    private final Words words;

    Josvo(Line line, ProviderSettings settings) {
        super(CODE, line, settings.capabilities(true, true));
        this.apiKey = ProviderSettings.required(NAME, "api-key", settings.apiKey());
        this.words = settings.wordsOr(SUCCESS, FAILURE);
    }

    @Override
    public Outcome send(Order order) {
        var transfer = new Transfer(order.msisdn().digits(), order.amount().number(), order.reference());
        var request = line.to(TRANSFER).header("x-api-key", apiKey).post(transfer);
        return Answers.outcome(
                line.order(order, request),
                answer -> Answers.byWord(words, Json.text(answer, "code"), Optional.empty()));
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return Answers.inquiry(line.ask(line.to(TRANSFER + "/" + reference).header("x-api-key", apiKey)));
    }
}
