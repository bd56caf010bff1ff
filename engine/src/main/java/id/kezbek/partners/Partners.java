package id.kezbek.partners;

import id.kezbek.shared.PartnerId;
import java.sql.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The table of partners. */
@Component
class Partners {

    private final JdbcClient jdbc;

    Partners(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Adds a partner, active and prepaid.
     *
     * @return its number, or empty where its code, e-mail address or MSISDN is taken, also by a call still running
     */
    Optional<PartnerId> add(NewPartner partner, @Nullable String logoKey, Instant at) {
        return jdbc.sql("""
                        insert into partners.partner
                          (code, company, email, msisdn, officer, address, logo_key, state, funding_mode, created_at)
                        values (?, ?, ?, ?, ?, ?, ?, 'ACTIVE', 'PREPAID', ?)
                        on conflict do nothing returning id""")
                .param(partner.code())
                .param(partner.company())
                .param(partner.email())
                .param(partner.msisdn().digits())
                .param(partner.officer())
                .param(partner.address())
                .param(logoKey)
                .param(Timestamp.from(at))
                .query(Long.class)
                .optional()
                .map(PartnerId::new);
    }

    /** Which of the values that tell partners apart are taken, in words. */
    List<String> taken(NewPartner partner) {
        return jdbc.sql("""
                        select 'code' from partners.partner where code = ?
                        union all
                        select 'e-mail' from partners.partner where lower(email) = lower(?)
                        union all
                        select 'e-mail' from partners.officer where lower(email) = lower(?)
                        union all
                        select 'MSISDN' from partners.partner where msisdn = any(?)""")
                .params(
                        partner.code(),
                        partner.email(),
                        partner.email(),
                        partner.msisdn().spellings().toArray(String[]::new))
                .query(String.class)
                .list();
    }

    /** Whether the partner exists, locking it where it does. */
    boolean lock(PartnerId partner) {
        return jdbc.sql("select id from partners.partner where id = ? for update")
                .param(partner.value())
                .query(Long.class)
                .optional()
                .isPresent();
    }

    /** Whether the state changed. */
    boolean change(PartnerId partner, Partner.State from, Partner.State to) {
        return jdbc.sql("update partners.partner set state = ? where id = ? and state = ?")
                        .params(to.name(), partner.value(), from.name())
                        .update()
                == 1;
    }
}
