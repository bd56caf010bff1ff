package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Reading;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.BadField;
import id.kezbek.sandbox.providers.wire.Call;
import id.kezbek.sandbox.providers.wire.Credentials;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;

/**
 * Xenit: Basic credentials; wallet and MSISDN in one field. "402" and "403" mean that no money moved, "202" means that
 * the order is still open.
 */
public final class Xenit implements Dialect {

    private static final String TOP_UP = "/api/v1/e-wallet/top-up";

    private final String authorization;
    private final Clock clock;

    public Xenit(Credentials credentials, Clock clock) {
        String pair = credentials.username() + ":" + credentials.secret();
        this.authorization = "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
        this.clock = clock;
    }

    @Override
    public Provider provider() {
        return Provider.XENIT;
    }

    @Override
    public Reading read(Call call) {
        boolean isOrder = call.is("POST", TOP_UP);
        Reading inquiry = Inquiries.byPath(call, TOP_UP + "/");
        if (!isOrder && inquiry == null) {
            return new Reading.NotMine();
        }
        if (!Credentials.same(authorization, call.header("Authorization"))) {
            return new Reading.Answered(answer(401, "401", "", "The credentials are wrong."));
        }
        return inquiry == null ? new Reading.Ordered(order(call)) : inquiry;
    }

    @Override
    public Answer paid(BookLine line) {
        return answer(200, "200", line.reference(), "Success");
    }

    @Override
    public Answer refused(Refusal refusal) {
        return switch (refusal) {
            case EXPIRED -> answer(422, "422", "", refusal.message());
            case INSUFFICIENT_BALANCE -> answer(200, "402", "", refusal.message());
            case DECLINED -> answer(200, "403", "", refusal.message());
        };
    }

    @Override
    public Optional<Answer> pending(BookLine promise) {
        return Optional.of(answer(200, "202", promise.reference(), "In process"));
    }

    /** The wallet field has the form LSAJA_628118770510. */
    private static Order order(Call call) {
        Fields fields = Fields.of(call.body());
        String account = fields.text("wallet");
        int split = account.indexOf('_');
        Wallet wallet = Wallet.find(split < 0 ? account : account.substring(0, split))
                .orElseThrow(() -> new BadField("wallet", "must start with LSAJA_, GPAID_ or JOSVO_"));
        String msisdn = Fields.checkedMsisdn("wallet", account.substring(split + 1));
        fields.text("beneficiary");
        long amount = fields.amount("amount");
        String externalId = OrderHeaders.externalId(call, "ref_code", fields.text("ref_code"));
        return new Order(wallet, msisdn, amount, externalId, OrderHeaders.expiresAtMillis(call));
    }

    private Answer answer(int status, String code, String reference, String message) {
        return Answer.json(
                status,
                Map.of(
                        "topup_ref",
                        reference,
                        "topup_time",
                        clock.instant().getEpochSecond(),
                        "topup_status",
                        code,
                        "topup_message",
                        message));
    }
}
