package id.kezbek.sandbox.providers.dialects;

import id.kezbek.sandbox.providers.Provider;
import id.kezbek.sandbox.providers.book.BookLine;
import id.kezbek.sandbox.providers.book.Order;
import id.kezbek.sandbox.providers.book.Reading;
import id.kezbek.sandbox.providers.book.Wallet;
import id.kezbek.sandbox.providers.wire.Answer;
import id.kezbek.sandbox.providers.wire.Call;
import id.kezbek.sandbox.providers.wire.Credentials;
import id.kezbek.sandbox.providers.wire.Refusal;
import java.util.Map;
import java.util.Optional;

/**
 * Josvo: each response has a code. "200" means paid, "402" and "403" mean that no money moved, "202" means that the
 * order is still open.
 */
public final class Josvo implements Dialect {

    private static final String TRANSFER = "/api/v2/accounts/transfer";

    private final Credentials credentials;

    public Josvo(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Provider provider() {
        return Provider.JOSVOH2H;
    }

    @Override
    public Reading read(Call call) {
        boolean isOrder = call.is("POST", TRANSFER);
        Reading inquiry = Inquiries.byPath(call, TRANSFER + "/");
        if (!isOrder && inquiry == null) {
            return new Reading.NotMine();
        }
        if (!credentials.isSecret(call.header("x-api-key"))) {
            return new Reading.Answered(answer(401, "401", "The API key is wrong."));
        }
        return inquiry == null ? new Reading.Ordered(order(call)) : inquiry;
    }

    @Override
    public Answer paid(BookLine line) {
        return answer(200, "200", "Success " + line.reference());
    }

    @Override
    public Answer refused(Refusal refusal) {
        return switch (refusal) {
            case EXPIRED -> answer(422, "422", refusal.message());
            case INSUFFICIENT_BALANCE -> answer(200, "402", refusal.message());
            case DECLINED -> answer(200, "403", refusal.message());
        };
    }

    @Override
    public Optional<Answer> pending(BookLine promise) {
        return Optional.of(answer(200, "202", "In process " + promise.reference()));
    }

    private Order order(Call call) {
        Fields fields = Fields.of(call.body());
        String msisdn = fields.msisdn("phone_no");
        long amount = fields.amount("amount");
        String externalId = OrderHeaders.externalId(call, "client_ref_code", fields.text("client_ref_code"));
        return new Order(Wallet.JOSVO, msisdn, amount, externalId, OrderHeaders.expiresAtMillis(call));
    }

    private static Answer answer(int status, String code, String notes) {
        return Answer.json(status, Map.of("code", code, "notes", notes));
    }
}
