package id.kezbek.privacy.requests;

import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.privacy.CustomerIds;
import id.kezbek.shared.privacy.CustomerOf;
import id.kezbek.shared.security.Sealing;
import java.nio.charset.StandardCharsets;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import tools.jackson.databind.json.JsonMapper;

/**
 * Requests about customers' data. Two people decide each request. Approvals and the audit log are stored permanently,
 * so both contain only the id of a request. An open request contains the customer's data, sealed.
 */
@Component
class Requests {

    enum Kind {
        ERASURE,
        CORRECTION
    }

    /**
     * A request.
     *
     * @param id the customer's id in approvals and the audit log
     * @param becomes the new phone number; null if the number does not change
     * @param email the new e-mail address; null if the address does not change
     */
    record Open(
            UUID id,
            CustomerOf customer,
            @Nullable Msisdn becomes,
            @Nullable String email) {

        @Override
        public String toString() {
            return "Open[" + id + "]";
        }
    }

    private record Terms(
            String msisdn,
            @Nullable String becomes,
            @Nullable String email) {

        @Override
        public String toString() {
            return "Terms[hidden]";
        }
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final JdbcClient jdbc;
    private final Sealing sealing;
    private final CustomerIds ids;

    Requests(JdbcClient jdbc, Sealing sealing, CustomerIds ids) {
        this.jdbc = jdbc;
        this.sealing = sealing;
        this.ids = ids;
    }

    void add(Kind kind, Open asked, Instant at) {
        UUID id = asked.id();
        CustomerOf customer = asked.customer();
        Msisdn becomes = asked.becomes();
        Terms terms = new Terms(customer.msisdn().digits(), becomes == null ? null : becomes.digits(), asked.email());
        jdbc.sql("""
                        insert into privacy.request (id, kind, partner, customer, sealed_terms, asked_at)
                        values (?, ?, ?, ?, ?, ?)""")
                .params(
                        id,
                        kind.name(),
                        customer.partner().value(),
                        ids.of(customer),
                        sealing.seal(JSON.writeValueAsString(terms).getBytes(StandardCharsets.UTF_8), context(id)),
                        Timestamp.from(at))
                .update();
    }

    /** An open request. The row is locked, because two people might decide about the request at the same time. */
    Optional<Open> find(UUID id) {
        return jdbc.sql("""
                        select partner, sealed_terms from privacy.request
                        where id = ? and sealed_terms is not null for update""")
                .param(id)
                .query((row, n) -> {
                    Terms terms = JSON.readValue(sealing.open(row.getBytes(2), context(id)), Terms.class);
                    return new Open(
                            id,
                            new CustomerOf(new PartnerId(row.getLong(1)), new Msisdn(terms.msisdn())),
                            terms.becomes() == null ? null : new Msisdn(terms.becomes()),
                            terms.email());
                })
                .optional();
    }

    /** Closes a request and deletes the customer's data in it. */
    void end(UUID id, Instant at) {
        jdbc.sql("update privacy.request set sealed_terms = null, ended_at = ? where id = ?")
                .params(Timestamp.from(at), id)
                .update();
    }

    /** Closes requests that expired without a decision. */
    int endBefore(Instant asked, Instant at) {
        return jdbc.sql("""
                        update privacy.request set sealed_terms = null, ended_at = ?
                        where sealed_terms is not null and asked_at < ?""").params(Timestamp.from(at), Timestamp.from(asked)).update();
    }

    /** Stores the pseudonym of an erased customer. */
    void erased(CustomerOf customer, Msisdn pseudonym, UUID approval, Instant at) {
        jdbc.sql("insert into privacy.erasure (pseudonym, partner, approval, erased_at) values (?, ?, ?, ?)")
                .params(pseudonym.digits(), customer.partner().value(), approval, Timestamp.from(at))
                .update();
    }

    static String context(UUID request) {
        return "privacy.request/" + request;
    }
}
