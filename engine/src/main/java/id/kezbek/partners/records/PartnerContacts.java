package id.kezbek.partners.records;

import id.kezbek.people.PeopleAtRest;
import id.kezbek.people.PeopleRows;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.security.Actor;
import id.kezbek.shared.security.SecurityEvent;
import id.kezbek.shared.security.SecurityEvents;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.TransactionDefinition;
import org.springframework.transaction.support.TransactionTemplate;

/** A partner's contact data, which is encrypted in the partner's row. */
@Component
public class PartnerContacts implements PeopleRows {

    private static final Logger log = LoggerFactory.getLogger(PartnerContacts.class);

    public static final String TABLE = "partners.partner";

    /** The columns that {@link #read} requires. */
    public static final String COLUMNS = """
            code, email, msisdn, officer, address, sealed_person,
              (select people.is_clear_text_written()) as is_clear_text_written\s""";

    private static final List<String> CLEAR = List.of("email", "msisdn", "officer", "address");
    private static final String EMAIL = "e-mail of a partner";
    private static final String MSISDN = "number of a partner";

    /** {@code toString} hides the content. */
    public record Contact(String email, String msisdn, String officer, String address) {

        boolean isWhole() {
            return Stream.of(email, officer, address).allMatch(Objects::nonNull)
                    && msisdn != null
                    && Msisdn.parseKept(msisdn).isPresent();
        }

        @Override
        public String toString() {
            return "Contact[hidden]";
        }
    }

    /**
     * The column values of a partner's contact data. The clear-text values are null if the engine writes only encrypted
     * values.
     */
    record Columns(
            @Nullable String email,
            @Nullable String msisdn,
            @Nullable String officer,
            @Nullable String address,
            byte[] sealed,
            byte[] emailHash,
            byte[] msisdnHash) {

        @Override
        public String toString() {
            return "Columns[hidden]";
        }
    }

    /**
     * The content of a row.
     *
     * @param contact the contact data; empty if the row cannot be decrypted
     * @param isSound false if the row cannot be decrypted, or if clear and encrypted values differ; then a person may
     *     have changed the row
     */
    public record Found(Optional<Contact> contact, boolean isSound) {}

    private record Before(long id, String code, Found found) {}

    private final JdbcClient jdbc;
    private final PeopleAtRest people;
    private final SecurityEvents events;
    private final TransactionTemplate nested;

    PartnerContacts(
            JdbcClient jdbc, PeopleAtRest people, SecurityEvents events, PlatformTransactionManager transactions) {
        this.jdbc = jdbc;
        this.people = people;
        this.events = events;
        this.nested = new TransactionTemplate(transactions);
        nested.setPropagationBehavior(TransactionDefinition.PROPAGATION_NESTED);
    }

    /** @param code the partner's code, which never changes */
    Columns columns(String code, Contact contact) {
        return columns(code, contact, people.isClearTextWritten());
    }

    private Columns columns(String code, Contact contact, boolean isClear) {
        return new Columns(
                PeopleAtRest.clear(isClear, contact.email()),
                PeopleAtRest.clear(isClear, contact.msisdn()),
                PeopleAtRest.clear(isClear, contact.officer()),
                PeopleAtRest.clear(isClear, contact.address()),
                people.seal(contact, context(code)),
                emailHash(contact.email()),
                msisdnHash(contact.msisdn()));
    }

    /**
     * Reads the contact data of a row. A row that cannot be decrypted does not affect other rows.
     *
     * @param row contains {@link #COLUMNS}
     */
    public Found read(ResultSet row) throws SQLException {
        Optional<Contact> sealed = people.open(
                        row.getBytes("sealed_person"), Contact.class, context(row.getString("code")))
                .filter(Contact::isWhole);
        if (!isAnyClear(row)) {
            return new Found(sealed, sealed.isPresent());
        }
        Optional<Contact> clear = clear(row);
        // An engine of the previous version may still run and write only clear text, so clear text is used first.
        if (row.getBytes("sealed_person") == null || row.getBoolean("is_clear_text_written")) {
            return new Found(clear, clear.isPresent());
        }
        return new Found(sealed, sealed.isPresent() && sealed.equals(clear));
    }

    private static boolean isAnyClear(ResultSet row) throws SQLException {
        for (String column : CLEAR) {
            if (row.getString(column) != null) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Contact> clear(ResultSet row) throws SQLException {
        for (String column : CLEAR) {
            if (row.getString(column) == null) {
                return Optional.empty();
            }
        }
        return Optional.of(new Contact(
                        row.getString("email"),
                        row.getString("msisdn"),
                        row.getString("officer"),
                        row.getString("address")))
                .filter(Contact::isWhole);
    }

    byte[] emailHash(String email) {
        return people.hash(EMAIL, email.toLowerCase(Locale.ROOT));
    }

    /** The hashes of all notations of a phone number. Older engines stored other notations. */
    byte[][] hashesOfSpellings(Msisdn msisdn) {
        return msisdn.spellings().stream().map(this::msisdnHash).toArray(byte[][]::new);
    }

    private byte[] msisdnHash(String digits) {
        return people.hash(MSISDN, digits);
    }

    /** Raises one security event for all invalid rows. */
    public void reportUnsound(List<String> codes) {
        if (!codes.isEmpty()) {
            events.record(
                    SecurityEvent.TAMPERING_FOUND,
                    Actor.unknown(),
                    TABLE + " " + codes.getFirst() + (codes.size() == 1 ? "" : " and " + (codes.size() - 1) + " more"));
        }
    }

    @Override
    public Sealed sealRowsOfBefore() {
        List<Before> rows = jdbc.sql("select id, " + COLUMNS
                        + "from partners.partner where coalesce(email, msisdn, officer, address) is not null"
                        + " order by id for no key update")
                .query((row, n) -> new Before(row.getLong("id"), row.getString("code"), read(row)))
                .list();
        reportUnsound(rows.stream()
                .filter(row -> !row.found().isSound())
                .map(Before::code)
                .toList());
        int sealed = (int) rows.stream().filter(this::seal).count();
        return new Sealed(sealed, rows.size() - sealed);
    }

    private boolean seal(Before before) {
        Contact contact = before.found().contact().orElse(null);
        if (contact == null || !before.found().isSound()) {
            return false;
        }
        Columns columns = columns(before.code(), contact, false);
        try {
            nested.executeWithoutResult(status -> jdbc.sql("""
                            update partners.partner set sealed_person = ?, email_hash = ?, msisdn_hash = ?,
                              email = null, msisdn = null, officer = null, address = null where id = ?""")
                    .params(columns.sealed(), columns.emailHash(), columns.msisdnHash(), before.id())
                    .update());
            return true;
        } catch (DuplicateKeyException othersToo) {
            // Deletes the encrypted value, because it may be older than the clear text.
            jdbc.sql("update partners.partner set sealed_person = null where id = ?")
                    .param(before.id())
                    .update();
            log.error(
                    "Partner {} could not be sealed: another partner has its e-mail address or MSISDN", before.code());
            return false;
        }
    }

    public static String context(String code) {
        return TABLE + "/" + code;
    }
}
