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
import id.kezbek.sandbox.providers.wire.Signature;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** LinkSaja: a log-in returns a token without an expiry time; transfers use the token. */
public final class LinkSaja implements Dialect {

    private static final String LOGIN = "/api/v1/thirdparty/authorization";
    private static final String TRANSFER = "/api/v1/transfer/fund";
    private static final String STATUS = TRANSFER + "/status";
    private static final String BEARER = "Bearer ";

    private final Credentials credentials;
    private final Clock clock;
    private final Duration tokenTtl;
    private final String tokenKey = Credentials.randomHex(16);

    public LinkSaja(Credentials credentials, Clock clock, Duration tokenTtl) {
        this.credentials = credentials;
        this.clock = clock;
        this.tokenTtl = tokenTtl;
    }

    @Override
    public Provider provider() {
        return Provider.LSAJAH2H;
    }

    @Override
    public Reading read(Call call) {
        if (call.is("POST", LOGIN)) {
            return new Reading.Answered(login(Fields.of(call.body())));
        }
        boolean isOrder = call.is("POST", TRANSFER);
        if (!isOrder && !call.is("GET", STATUS)) {
            return new Reading.NotMine();
        }
        if (!isAuthorized(call.header("Authorization"))) {
            return new Reading.Answered(Answer.message(401, "The token is not valid."));
        }
        return isOrder ? new Reading.Ordered(order(call)) : Inquiries.byParameter(call);
    }

    @Override
    public Answer paid(BookLine line) {
        return Answer.json(
                200,
                Map.of(
                        "transactionID",
                        line.reference(),
                        "transactionTime",
                        line.at().getEpochSecond()));
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
        long amount = fields.amount("amount");
        String msisdn = fields.msisdn("msisdn");
        // The notes contain partner and reference for people; no code here reads them.
        fields.text("notes");
        String externalId = OrderHeaders.requiredExternalId(call);
        return new Order(Wallet.LSAJA, msisdn, amount, externalId, OrderHeaders.expiresAtMillis(call));
    }

    private Answer login(Fields fields) {
        boolean knownEmail = credentials.isUsername(fields.text("email"));
        boolean knownPassword = credentials.isSecret(fields.text("password"));
        if (!knownEmail || !knownPassword) {
            return Answer.message(401, "The e-mail or the password is wrong.");
        }
        return Answer.json(200, Map.of("token", newToken(), "thirdPartyName", "Kezbek"));
    }

    /** The token contains its expiry time and a signature, so LinkSaja stores no list of tokens. */
    private String newToken() {
        long endMillis = clock.millis() + tokenTtl.toMillis();
        return endMillis + "." + signature(endMillis);
    }

    private boolean isAuthorized(@Nullable String header) {
        if (header == null || !header.startsWith(BEARER)) {
            return false;
        }
        String token = header.substring(BEARER.length());
        int dot = token.indexOf('.');
        try {
            long endMillis = Long.parseLong(dot < 0 ? "" : token.substring(0, dot));
            return Credentials.same(signature(endMillis), token.substring(dot + 1)) && clock.millis() < endMillis;
        } catch (NumberFormatException e) {
            return false;
        }
    }

    private String signature(long endMillis) {
        return Signature.of(tokenKey, Long.toString(endMillis).getBytes(StandardCharsets.UTF_8));
    }
}
