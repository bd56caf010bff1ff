package id.kezbek.payouts.providers.xendit;

import com.fasterxml.jackson.annotation.JsonProperty;
import id.kezbek.payouts.provider.AccessAnswer;
import id.kezbek.payouts.provider.BalanceAnswer;
import id.kezbek.payouts.provider.InquiryAnswer;
import id.kezbek.payouts.provider.Outcome;
import id.kezbek.payouts.provider.RefusalKind;
import id.kezbek.payouts.providers.http.Answers;
import id.kezbek.payouts.providers.http.Call;
import id.kezbek.payouts.providers.http.HttpProvider;
import id.kezbek.payouts.providers.http.Json;
import id.kezbek.payouts.providers.http.Line;
import id.kezbek.payouts.providers.http.ProviderSettings;
import id.kezbek.payouts.providers.http.Reply;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Xendit Payouts v2. Xendit accepts an order and decides its result later, so the response to an order rarely contains
 * the result. A request with the same key and the same body returns the first payout. Therefore the engine repeats an
 * order once, within its lease, if it got no response or a 5xx status.
 */
final class Xendit extends HttpProvider {

    static final String NAME = "xendit";
    static final String CODE = "XENDIT";

    private static final String PAYOUTS = "/v2/payouts";
    private static final String BALANCE = "/balance?account_type=CASH";

    /**
     * How long after a lease a payout may be missing in the list of payouts. Xendit publishes no such time; this value
     * is a cautious choice.
     */
    private static final Duration CONCLUSIVE_AFTER = Duration.ofMinutes(15);

    /** Xendit may reverse a payment after SUCCEEDED, and publishes no time limit for reversals. */
    private static final List<Duration> PAID_CHECKS = List.of(Duration.ofDays(1), Duration.ofDays(6));

    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_CALLS = 429;

    private record Channel(
            @JsonProperty("account_number") String number,
            @JsonProperty("account_holder_name") String holder) {}

    private record NewPayout(
            @JsonProperty("reference_id") String reference,
            @JsonProperty("channel_code") String channelCode,
            @JsonProperty("channel_properties") Channel channel,
            @JsonProperty("amount") BigDecimal amount,
            @JsonProperty("currency") String currency,
            @JsonProperty("description") String description) {}

    private final XenditSettings own;
    private final String authorization;

    Xendit(Line line, ProviderSettings settings, XenditSettings own) {
        super(
                CODE,
                line,
                settings.capabilities(true, true)
                        .withInquiryWindow(CONCLUSIVE_AFTER, Optional.empty())
                        .withSchedules(List.of(), settings.paidChecksOr(PAID_CHECKS)));
        this.own = own;
        String pair = ProviderSettings.required(NAME, "api-key", settings.apiKey()) + ":";
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public Outcome send(Order order) {
        return own.channel(order.wallet())
                .map(channel -> send(order, payout(order, channel)))
                .orElseGet(() -> new Outcome.Refused("NO_CHANNEL", RefusalKind.CONFIGURATION));
    }

    @Override
    public InquiryAnswer inquire(String reference) {
        return switch (line.ask(call(PAYOUTS + "?reference_id=" + reference))) {
            case Reply.NotSent notSent -> new InquiryAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new InquiryAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered
            when answered.isSuccess() ->
                answered.json()
                        .map(json -> listed(json, reference))
                        .orElseGet(() -> new InquiryAnswer.NotAvailable("UNREADABLE"));
            // A 404 does not prove that the payout is missing. Only an empty list is a proof.
            case Reply.Answered answered -> new InquiryAnswer.NotAvailable("HTTP_" + answered.status());
        };
    }

    @Override
    public AccessAnswer access() {
        return switch (balance()) {
            case BalanceAnswer.Told told -> new AccessAnswer.Granted();
            case BalanceAnswer.NotAvailable none -> withoutAccess(none.reason());
            case BalanceAnswer.NotOffered none -> new AccessAnswer.NotOffered();
        };
    }

    @Override
    public BalanceAnswer balance() {
        return switch (line.ask(call(BALANCE))) {
            case Reply.NotSent notSent -> new BalanceAnswer.NotAvailable(notSent.reason());
            case Reply.Lost lost -> new BalanceAnswer.NotAvailable(lost.reason());
            case Reply.Answered answered
            when answered.isSuccess() ->
                answered.object()
                        .flatMap(json -> Json.amount(json, "balance"))
                        .<BalanceAnswer>map(BalanceAnswer.Told::new)
                        .orElseGet(() -> new BalanceAnswer.NotAvailable("UNREADABLE"));
            case Reply.Answered answered -> new BalanceAnswer.NotAvailable("HTTP_" + answered.status());
        };
    }

    private Outcome send(Order order, NewPayout payout) {
        Reply reply = post(order, payout);
        Outcome outcome = outcome(order, reply);
        return mayBeRepeated(reply) ? repeated(order, payout, outcome) : outcome;
    }

    /**
     * Sends the order again with the same key. Only a response that describes the payout is used. Any other response
     * says nothing about the first call, which may have created the payout.
     */
    private Outcome repeated(Order order, NewPayout payout, Outcome first) {
        Outcome second = outcome(order, post(order, payout));
        return second instanceof Outcome.Paid || second instanceof Outcome.Accepted ? second : first;
    }

    private static boolean mayBeRepeated(Reply reply) {
        return switch (reply) {
            case Reply.Lost lost -> true;
            case Reply.Answered answered -> answered.status() / 100 == 5;
            case Reply.NotSent notSent -> false;
        };
    }

    private Reply post(Order order, NewPayout payout) {
        return line.plainOrder(
                order,
                call(PAYOUTS)
                        .header("Idempotency-key", order.reference())
                        .faultAt(UNAUTHORIZED, FORBIDDEN, TOO_MANY_CALLS)
                        .post(payout));
    }

    private static NewPayout payout(Order order, String channel) {
        String number = order.msisdn().local();
        // The engine itself does not know the customer's name. If the order contains no name, the phone number is used
        // as the name of the account holder.
        return new NewPayout(
                order.reference(),
                channel,
                new Channel(number, order.beneficiary().orElse(number)),
                order.amount().number(),
                order.amount().currency().name(),
                ("Cashback " + order.partner()).strip());
    }

    private static Outcome outcome(Order order, Reply reply) {
        return Answers.outcome(reply, json -> created(order, json), Xendit::notCreated);
    }

    private static Outcome created(Order order, JsonNode json) {
        Optional<XenditPayout> payout = XenditPayout.of(json);
        if (payout.isEmpty()) {
            return new Outcome.Unknown("UNREADABLE");
        }
        XenditPayout known = payout.get();
        boolean isOurs = known.reference().equals(order.reference())
                && known.amount().compareTo(order.amount().decimal()) == 0;
        if (!isOurs) {
            return new Outcome.Unknown("OTHER_PAYOUT");
        }
        return switch (known.standing()) {
            case InquiryAnswer.Paid paid -> new Outcome.Paid(paid.reference());
            // The payout is pending, or it has ended without a payment since the first call. A later inquiry reads the
            // payout's final result.
            case InquiryAnswer.Pending pending -> new Outcome.Accepted(Optional.of(known.id()));
            case InquiryAnswer.NotPaid notPaid -> new Outcome.Accepted(Optional.of(known.id()));
            case InquiryAnswer.Reversed reversed -> new Outcome.Accepted(Optional.of(known.id()));
            case InquiryAnswer.NeverSeen neverSeen -> new Outcome.Unknown("UNREADABLE");
            case InquiryAnswer.NotAvailable notAvailable -> new Outcome.Unknown(notAvailable.reason());
        };
    }

    private static Outcome notCreated(Reply.Answered answered) {
        Outcome unknown = new Outcome.Unknown("HTTP_" + answered.status());
        if (answered.status() / 100 != 4) {
            return unknown;
        }
        return answered.json()
                .flatMap(json -> Json.text(json, "error_code"))
                .flatMap(code -> XenditCodes.notCreated(code)
                        .<Outcome>map(meaning -> new Outcome.Refused(
                                code, meaning.kind(), answered.retryAfter().orElse(meaning.retryAfter()))))
                .orElse(unknown);
    }

    /** Xendit's documents describe an array; Xendit's libraries expect an object with {@code data}. */
    private static InquiryAnswer listed(JsonNode json, String reference) {
        JsonNode list = json.isObject() ? json.get("data") : json;
        if (list == null || !list.isArray()) {
            return new InquiryAnswer.NotAvailable("UNREADABLE");
        }
        if (list.isEmpty()) {
            return new InquiryAnswer.NeverSeen();
        }
        return list.size() == 1
                ? XenditPayout.of(list.get(0))
                        .filter(payout -> payout.reference().equals(reference))
                        .map(XenditPayout::standing)
                        .orElseGet(() -> new InquiryAnswer.NotAvailable("OTHER_PAYOUT"))
                : new InquiryAnswer.NotAvailable("SEVERAL_PAYOUTS");
    }

    private Call call(String path) {
        return line.to(path).header("Authorization", authorization);
    }
}
