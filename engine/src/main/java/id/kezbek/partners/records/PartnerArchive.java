package id.kezbek.partners.records;

import id.kezbek.partners.Partner;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Reads partners for staff. Every method reads the database, so that a change is visible at once. */
@Component
public class PartnerArchive {

    private static final String COLUMNS =
            "select id, company, logo_key, state, funding_mode, credit_limit, short_funding, refunds, refunds_limit,"
                    + " language, calls_per_second, created_at, " + PartnerContacts.COLUMNS + "from partners.partner ";

    /**
     * The partners to read, in the order of onboarding.
     *
     * @param search part of the code or the company name, ignoring upper and lower case
     * @param after the last partner of the previous page
     */
    public record Page(
            Partner.@Nullable State state,
            Partner.@Nullable FundingMode mode,
            @Nullable String search,
            @Nullable PartnerId after,
            int limit) {}

    private final JdbcClient jdbc;
    private final PartnerContacts contacts;

    PartnerArchive(JdbcClient jdbc, PartnerContacts contacts) {
        this.jdbc = jdbc;
        this.contacts = contacts;
    }

    public Optional<PartnerProfile> find(String code) {
        return jdbc.sql(COLUMNS + "where code = ?")
                .param(code)
                .query((row, n) -> whole(row))
                .optional();
    }

    /** Like {@link #find}, but locks the row until the transaction ends. */
    Optional<PartnerProfile> lock(PartnerId id) {
        return jdbc.sql(COLUMNS + "where id = ? for update")
                .param(id.value())
                .query((row, n) -> whole(row))
                .optional();
    }

    /** A page of partners. A partner whose row cannot be decrypted has no contact data. */
    public List<PartnerProfile> page(Page page) {
        return jdbc.sql(COLUMNS + """
                        where (:state::text is null or state = :state) and (:mode::text is null or funding_mode = :mode)
                          and (:search::text is null
                               or position(lower(:search) in lower(code)) > 0
                               or position(lower(:search) in lower(company)) > 0)
                          and id > :after
                        order by id limit :limit""")
                .param("state", page.state() == null ? null : page.state().name(), Types.VARCHAR)
                .param("mode", page.mode() == null ? null : page.mode().name(), Types.VARCHAR)
                .param("search", page.search(), Types.VARCHAR)
                .param("after", page.after() == null ? 0 : page.after().value())
                .param("limit", page.limit())
                .query((row, n) -> profile(row, contacts.read(row).contact().orElse(null)))
                .list();
    }

    private PartnerProfile whole(ResultSet row) throws SQLException {
        String code = row.getString("code");
        PartnerContacts.Found found = contacts.read(row);
        if (!found.isSound()) {
            contacts.reportUnsound(List.of(code));
        }
        return profile(
                row,
                found.contact()
                        .orElseThrow(() -> new IllegalStateException("partners.partner.sealed_person of " + code
                                + " cannot be decrypted; restore the row from a backup")));
    }

    private static PartnerProfile profile(ResultSet row, PartnerContacts.@Nullable Contact contact)
            throws SQLException {
        int callsPerSecond = row.getInt("calls_per_second");
        return new PartnerProfile(
                new PartnerId(row.getLong("id")),
                row.getString("code"),
                row.getString("company"),
                contact == null ? null : contact.email(),
                contact == null ? null : Msisdn.ofKept(contact.msisdn()),
                contact == null ? null : contact.officer(),
                contact == null ? null : contact.address(),
                Optional.ofNullable(row.getString("logo_key")),
                Partner.State.valueOf(row.getString("state")),
                Partner.FundingMode.valueOf(row.getString("funding_mode")),
                Optional.ofNullable(row.getBigDecimal("credit_limit")).map(Money::rupiah),
                Partner.ShortFunding.valueOf(row.getString("short_funding")),
                PartnerDirectory.refunds(row),
                Language.ofCode(row.getString("language")).orElseThrow(),
                callsPerSecond == 0 ? Optional.empty() : Optional.of(callsPerSecond),
                row.getTimestamp("created_at").toInstant());
    }
}
