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
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Middletrans: {@code true} and "00" mean paid, "05" and "51" mean that no money moved, "68" means that the order is
 * still open.
 */
public final class Middletrans implements Dialect {

    private static final String TRANSFER = "/ewallet/v1/transfer";
    private static final String STATUS = TRANSFER + "/status";

    private final Credentials credentials;

    public Middletrans(Credentials credentials) {
        this.credentials = credentials;
    }

    @Override
    public Provider provider() {
        return Provider.MTRANS;
    }

    @Override
    public Reading read(Call call) {
        boolean isOrder = call.is("POST", TRANSFER);
        if (!isOrder && !call.is("GET", STATUS)) {
            return new Reading.NotMine();
        }
        if (!credentials.isSecret(call.header("x-api-key"))) {
            return new Reading.Answered(answer(401, "63", "", "The API key is wrong."));
        }
        return isOrder ? new Reading.Ordered(order(call)) : Inquiries.byParameter(call);
    }

    @Override
    public Answer paid(BookLine line) {
        return answer(200, "00", line.reference(), "Success");
    }

    @Override
    public Answer refused(Refusal refusal) {
        return switch (refusal) {
            case EXPIRED -> answer(422, "54", "", refusal.message());
            case INSUFFICIENT_BALANCE -> answer(200, "51", "", refusal.message());
            case DECLINED -> answer(200, "05", "", refusal.message());
        };
    }

    @Override
    public Optional<Answer> pending(BookLine promise) {
        return Optional.of(answer(200, "68", promise.reference(), "In process"));
    }

    private Order order(Call call) {
        Fields fields = Fields.of(call.body());
        Wallet wallet = wallet(fields.text("wallet"));
        long amount = fields.amount("amount");
        String msisdn = fields.msisdn("account");
        String externalId = OrderHeaders.requiredExternalId(call);
        return new Order(wallet, msisdn, amount, externalId, OrderHeaders.expiresAtMillis(call));
    }

    private static Wallet wallet(String text) {
        return Wallet.find(text.toUpperCase(Locale.ROOT))
                .filter(wallet -> wallet.inLowerCase().equals(text))
                .orElseThrow(() -> new BadField("wallet", "must be lsaja, gpaid or josvo"));
    }

    private static Answer answer(int status, String code, String reference, String message) {
        return Answer.json(
                status,
                Map.of(
                        "isSuccess",
                        code.equals("00"),
                        "statusCode",
                        code,
                        "transactionRef",
                        reference,
                        "message",
                        message));
    }
}
