package id.kezbek.payouts.providers.middletrans;

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
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Middletrans, an aggregator. Middletrans's response reports success in two fields. The order was paid only if both
 * fields report success.
 */
final class Middletrans extends HttpProvider {

    static final String NAME = "middletrans";
    static final String CODE = "MTRANS";

    private static final String TRANSFER = "/ewallet/v1/transfer";
    private static final Set<String> SUCCESS = Set.of("00");
    private static final Set<String> FAILURE = Set.of("05", "51");

    private record Transfer(
            @JsonProperty("wallet") String wallet,
            @JsonProperty("amount") BigDecimal amount,
            @JsonProperty("account") String account) {}

    private final String apiKey;
    private final Words words;

    Middletrans(Line line, ProviderSettings settings) {
        super(CODE, line, settings.capabilities(true, true));
        this.apiKey = ProviderSettings.required(NAME, "api-key", settings.apiKey());
        this.words = settings.wordsOr(SUCCESS, FAILURE);
    }

    @Override
    public Outcome send(Order order) {
        var transfer = new Transfer(
                order.wallet().toLowerCase(Locale.ROOT),
                order.amount().number(),
                order.msisdn().digits());
        var request = line.to(TRANSFER).header("x-api-key", apiKey).post(transfer);
        return Answers.outcome(line.order(order, request), this::read);
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return Answers.inquiry(
                line.ask(line.to(TRANSFER + "/status?external_id=" + reference).header("x-api-key", apiKey)));
    }

    private Outcome read(JsonNode answer) {
        Optional<String> word = Json.text(answer, "statusCode");
        Outcome byWord = Answers.byWord(words, word, Json.text(answer, "transactionRef"));
        JsonNode flag = answer.get("isSuccess");
        return switch (byWord) {
            case Outcome.Paid paid when !isFlag(flag, true) -> new Outcome.Unknown("FLAG_AND_WORD_DIFFER");
            case Outcome.Refused refused when !isFlag(flag, false) -> new Outcome.Unknown("FLAG_AND_WORD_DIFFER");
            default -> byWord;
        };
    }

    private static boolean isFlag(@Nullable JsonNode flag, boolean expected) {
        return flag != null && flag.isBoolean() && flag.booleanValue() == expected;
    }
}
