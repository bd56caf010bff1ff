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

/** GoPaid: no field for a reference and no inquiry. It pays a repeated order again. */
public final class GoPaid implements Dialect {

    private static final String TOP_UP = "/api/v1/provider/top-up";

    private final Credentials credentials;

    public GoPaid(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Provider provider() {
        return Provider.GOPAIDH2H;
    }

    @Override
    public Reading read(Call call) {
        if (!call.is("POST", TOP_UP)) {
            return new Reading.NotMine();
        }
        if (!credentials.isSecret(call.header("x-api-key"))) {
            return new Reading.Answered(Answer.message(401, "The API key is wrong."));
        }
        return new Reading.Ordered(order(call));
    }

    @Override
    public Answer paid(BookLine line) {
        return Answer.json(
                200, Map.of("ref_code", line.reference(), "timestamp", line.at().getEpochSecond()));
    }

    @Override
    public Answer refused(Refusal refusal) {
        return Answer.message(422, refusal.message());
    }

    @Override
    public Optional<Answer> pending(BookLine promise) {
        return Optional.empty();
    }

    private Order order(Call call) {
        Fields fields = Fields.of(call.body());
        String msisdn = fields.msisdn("receipient");
        long amount = fields.amount("add_balance");
        // The book stores the header for tests. GoPaid itself ignores it.
        String externalId = OrderHeaders.externalId(call);
        return new Order(Wallet.GPAID, msisdn, amount, externalId, OrderHeaders.expiresAtMillis(call));
    }
}
