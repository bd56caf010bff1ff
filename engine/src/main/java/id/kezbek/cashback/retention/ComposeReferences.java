package id.kezbek.cashback.retention;

import id.kezbek.shared.PartnerId;
import id.kezbek.shared.Texts;
import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Adds the normalized form of references that older engines stored unchanged: Unicode NFC, plain blanks, no
 * surrounding blanks. With this form, the engine recognises a repeated purchase in another notation and does not pay it
 * again. The job only adds rows.
 */
@Component
public class ComposeReferences {

    private static final int LOOKED_AT = 10_000;

    private record Walked(PartnerId partner, String reference, boolean isSuspect, int place) {}

    private final JdbcClient jdbc;

    ComposeReferences(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Reads all references; returns how many normalized forms were added. */
    public int run() {
        int taken = 0;
        PartnerId partner = new PartnerId(0);
        String reference = "";
        while (true) {
            List<Walked> walked = next(partner, reference);
            for (Walked one : walked) {
                taken += one.isSuspect() ? take(one) : 0;
            }
            if (walked.isEmpty() || walked.getLast().place() < LOOKED_AT) {
                return taken;
            }
            partner = walked.getLast().partner();
            reference = walked.getLast().reference();
        }
    }

    /**
     * Returns the next references that may change. Plain ASCII without surrounding blanks is already normalized and is
     * skipped.
     */
    private List<Walked> next(PartnerId partner, String reference) {
        return jdbc.sql("""
                        select partner, reference, is_suspect, place from (
                          select partner, reference,
                            reference collate "C" !~ '^[!-~]([ -~]*[!-~])?$' as is_suspect,
                            row_number() over (order by partner, reference) as place
                          from cashback.reference where (partner, reference) > (?, ?)
                          order by partner, reference limit ?) as walked
                        where is_suspect or place = ? order by partner, reference""")
                .params(partner.value(), reference, LOOKED_AT, LOOKED_AT)
                .query((row, n) -> new Walked(
                        new PartnerId(row.getLong("partner")),
                        row.getString("reference"),
                        row.getBoolean("is_suspect"),
                        row.getInt("place")))
                .list();
    }

    /** If two purchases would get the same normalized form, only the first purchase gets it. */
    private int take(Walked one) {
        String compared = Texts.compared(one.reference());
        if (compared.isEmpty() || compared.equals(one.reference())) {
            return 0;
        }
        return jdbc.sql("""
                        insert into cashback.reference (partner, reference, fingerprint, purchase)
                        select partner, ?, fingerprint, purchase from cashback.reference
                        where partner = ? and reference = ? on conflict do nothing""")
                .params(compared, one.partner().value(), one.reference())
                .update();
    }
}
