package id.kezbek.ledger;

import id.kezbek.approvals.BookedAlone;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * The people who booked a partner's bank transfers without a second person. A booking by two people is recognised by
 * its approval.
 */
@Component
class TransfersBookedAlone implements BookedAlone {

    private final JdbcClient jdbc;

    TransfersBookedAlone(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    @Override
    public List<String> of(String partner) {
        return jdbc.sql("""
                        select distinct recorded_by from ledger.bank_transfer
                        where owner = ? and kind in ('TOP_UP', 'PARTNER_PAYMENT') and recorded_by not like 'approval %'""").param(partner).query(String.class).list();
    }
}
