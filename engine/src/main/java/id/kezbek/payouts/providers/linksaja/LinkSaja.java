package id.kezbek.payouts.providers.linksaja;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.Call;
import id.kezbek.payouts.providers.http.HttpProvider;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.http.Reply;
import id.kezbek.payouts.providers.linksaja.Tokens.Access;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.function.Function;

/**
 * LinkSaja, which pays into its own wallet. A 401 means that the token has expired and nothing was paid, so the call is
 * repeated once.
 */
final class LinkSaja extends HttpProvider {

    static final String NAME = "linksaja";
    static final String CODE = "LSAJAH2H";

    private static final String TRANSFER = "/api/v1/transfer/fund";
    private static final int UNAUTHORIZED = 401;

    private record Transfer(
            @JsonProperty("amount") BigDecimal amount,
            @JsonProperty("msisdn") String msisdn,
            @JsonProperty("notes") String notes) {}

    private final Tokens tokens;

    LinkSaja(Line line, ProviderSettings settings, Clock clock) {
        super(CODE, line, settings.capabilities(true, true));
        this.tokens = new Tokens(
                line,
                ProviderSettings.required(NAME, "username", settings.username()),
                ProviderSettings.required(NAME, "password", settings.password()),
                settings.tokenTtl(),
                clock);
    }

    @Override
    public Outcome send(Order order) {
        var transfer = new Transfer(order.amount().number(), order.msisdn().digits(), notes(order));
        Reply reply =
                withToken(token -> line.order(order, authorized(TRANSFER, token).post(transfer)));
        return Answers.outcome(reply, answer -> Answers.byReference(Json.text(answer, "transactionID")));
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return Answers.inquiry(
                withToken(token -> line.ask(authorized(TRANSFER + "/status?external_id=" + reference, token))));
    }

    private Reply withToken(Function<String, Reply> call) {
        return switch (tokens.current()) {
            case Access.Denied denied -> new Reply.NotSent(denied.reason());
            case Access.Granted granted -> {
                Reply reply = call.apply(granted.token());
                yield isUnauthorized(reply) ? again(granted, reply, call) : reply;
            }
        };
    }

    private Reply again(Access.Granted stale, Reply first, Function<String, Reply> call) {
        return switch (tokens.renewed(stale)) {
            case Access.Granted fresh -> {
                Reply second = call.apply(fresh.token());
                // The first call did reach the provider, so the result must not be "not sent".
                yield second instanceof Reply.NotSent ? first : second;
            }
            case Access.Denied denied -> first;
        };
    }

    private Call authorized(String path, String token) {
        return line.to(path).header("Authorization", "Bearer " + token);
    }

    private static String notes(Order order) {
        return (order.partner() + " " + order.reference()).strip();
    }

    private static boolean isUnauthorized(Reply reply) {
        return reply instanceof Reply.Answered answered && answered.status() == UNAUTHORIZED;
    }
}
