package id.kezbek.payouts;

import id.kezbek.shared.Money;
import id.kezbek.shared.Refusal;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Says whether routing looks at a provider's float. A provider that pays on credit, or whose float nobody keeps here, is
 * not looked at; it is never passed over for it.
 */
@Component
public class CheckFloat {

    private final JdbcClient jdbc;

    CheckFloat(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * Rules every later claim, because claims read it in their own transaction.
     *
     * @param lowMark below it the float is told to be low
     * @throws Refusal NOT_FOUND where there is no such provider
     */
    public void set(String provider, boolean checked, Money lowMark) {
        int changed = jdbc.sql("update payouts.provider_float set checked = ?, low_mark = ? where provider = ?")
                .params(checked, lowMark.decimal(), provider)
                .update();
        if (changed != 1) {
            throw ProviderBoard.absent(provider);
        }
    }
}
