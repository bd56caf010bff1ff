package id.kezbek.partners;

import id.kezbek.people.PeopleAtRest;
import id.kezbek.people.PeopleRows;
import id.kezbek.shared.Msisdn;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Whom to write to and to call at a partner, as it rests in the partner's row: sealed to it. */
@Component
class PartnerContacts implements PeopleRows {

    static final String TABLE = "partners.partner";

    private static final String EMAIL = "e-mail of a partner";
    private static final String MSISDN = "number of a partner";

    /** Its text form hides who. */
    record Contact(String email, String msisdn, String officer, String address) {

        @Override
        public String toString() {
            return "Contact[hidden]";
        }
    }

    /** What the columns hold: the texts in clear are null once these have ended. */
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

    private record Before(long id, String code, Contact contact) {}

    private final JdbcClient jdbc;
    private final PeopleAtRest people;

    PartnerContacts(JdbcClient jdbc, PeopleAtRest people) {
        this.jdbc = jdbc;
        this.people = people;
    }

    /** @param code of the partner, which never changes */
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

    /** What stands in clear counts: an engine of the version before wrote it. */
    Contact read(ResultSet row) throws SQLException {
        String email = row.getString("email");
        if (email == null) {
            String code = row.getString("code");
            return people.open(row.getBytes("sealed_person"), Contact.class, context(code))
                    .orElseThrow(() -> new IllegalStateException("partners.partner.sealed_person of " + code
                            + " does not open; restore the row from a backup"));
        }
        return new Contact(
                email,
                Objects.requireNonNull(row.getString("msisdn")),
                Objects.requireNonNull(row.getString("officer")),
                Objects.requireNonNull(row.getString("address")));
    }

    byte[] emailHash(String email) {
        return people.hash(EMAIL, email.toLowerCase(Locale.ROOT));
    }

    /** Older engines kept other spellings of a number. */
    byte[][] hashesOfSpellings(Msisdn msisdn) {
        return msisdn.spellings().stream().map(this::msisdnHash).toArray(byte[][]::new);
    }

    private byte[] msisdnHash(String digits) {
        return people.hash(MSISDN, digits);
    }

    @Override
    public int sealRowsOfBefore() {
        return rowsInClear().stream().mapToInt(this::seal).sum();
    }

    private List<Before> rowsInClear() {
        return jdbc.sql(
                        "select id, code, email, msisdn, officer, address from partners.partner where email is not null")
                .query((row, n) -> new Before(row.getLong("id"), row.getString("code"), read(row)))
                .list();
    }

    private int seal(Before before) {
        Columns columns = columns(before.code(), before.contact(), false);
        return jdbc.sql("""
                        update partners.partner set sealed_person = ?, email_hash = ?, msisdn_hash = ?,
                          email = null, msisdn = null, officer = null, address = null
                        where id = ? and email = ? and msisdn = ? and officer = ? and address = ?""")
                .params(
                        columns.sealed(),
                        columns.emailHash(),
                        columns.msisdnHash(),
                        before.id(),
                        before.contact().email(),
                        before.contact().msisdn(),
                        before.contact().officer(),
                        before.contact().address())
                .update();
    }

    static String context(String code) {
        return TABLE + "/" + code;
    }
}
