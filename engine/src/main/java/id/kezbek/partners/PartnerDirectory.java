package id.kezbek.partners;

import id.kezbek.partners.records.PartnerContacts;
import id.kezbek.shared.Language;
import id.kezbek.shared.Money;
import id.kezbek.shared.Msisdn;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import id.kezbek.shared.sql.Snapshot;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * All partners, cached in memory. Every change of a partner must increment {@link #SETTINGS} in the same transaction.
 */
@Component
public class PartnerDirectory {

    /** The data version of partners. */
    public static final String SETTINGS = "partners";

    private record All(Map<PartnerId, Partner> byId, Map<String, Partner> byCode) {}

    private final DataVersions versions;
    private final Snapshot<All> snapshot;

    PartnerDirectory(JdbcClient jdbc, DataVersions versions, PartnerContacts contacts) {
        this.versions = versions;
        this.snapshot = new Snapshot<>(SETTINGS, versions, () -> load(jdbc, contacts));
    }

    /** The partner with this id, even if another process onboarded the partner a moment ago. */
    public Optional<Partner> find(PartnerId id) {
        return find(all -> all.byId().get(id));
    }

    /** The partner with this code, even if another process onboarded the partner a moment ago. */
    public Optional<Partner> find(String code) {
        return find(all -> all.byCode().get(code));
    }

    /** All partners, in the order of onboarding. */
    public List<Partner> all() {
        return snapshot.current().byId().values().stream()
                .sorted(Comparator.comparing(partner -> partner.id().value()))
                .toList();
    }

    private Optional<Partner> find(Function<All, @Nullable Partner> question) {
        Partner known = question.apply(snapshot.current());
        if (known == null) {
            versions.refresh();
            known = question.apply(snapshot.current());
        }
        return Optional.ofNullable(known);
    }

    /**
     * Reads all partners. A partner with contact data that cannot be decrypted is included, because purchases need no
     * contact data.
     */
    private static All load(JdbcClient jdbc, PartnerContacts contacts) {
        List<String> unsound = new ArrayList<>();
        List<Partner> partners = jdbc.sql(
                        "select id, company, state, funding_mode, credit_limit, short_funding, refunds, refunds_limit, language, "
                                + PartnerContacts.COLUMNS + "from partners.partner")
                .query((row, n) -> partner(row, contacts.read(row), unsound))
                .list();
        contacts.reportUnsound(unsound);
        return new All(
                partners.stream().collect(Collectors.toUnmodifiableMap(Partner::id, Function.identity())),
                partners.stream().collect(Collectors.toUnmodifiableMap(Partner::code, Function.identity())));
    }

    /** The columns {@code refunds} and {@code refunds_limit}. */
    public static RefundTerms refunds(ResultSet row) throws SQLException {
        return new RefundTerms(
                RefundTerms.Setting.valueOf(row.getString("refunds")),
                Optional.ofNullable(row.getBigDecimal("refunds_limit")).map(Money::rupiah));
    }

    private static Partner partner(ResultSet row, PartnerContacts.Found found, List<String> unsound)
            throws SQLException {
        String code = row.getString("code");
        if (!found.isSound()) {
            unsound.add(code);
        }
        return new Partner(
                new PartnerId(row.getLong("id")),
                code,
                row.getString("company"),
                found.contact().map(contact -> Msisdn.ofKept(contact.msisdn())),
                Partner.State.valueOf(row.getString("state")),
                Partner.FundingMode.valueOf(row.getString("funding_mode")),
                Optional.ofNullable(row.getBigDecimal("credit_limit")).map(Money::rupiah),
                Partner.ShortFunding.valueOf(row.getString("short_funding")),
                refunds(row),
                Language.ofCode(row.getString("language")).orElseThrow());
    }
}
