package id.kezbek.testing;

import id.kezbek.billing.RecordTopUp;
import id.kezbek.billing.TopUp;
import id.kezbek.partners.PartnerDirectory;
import id.kezbek.shared.Money;
import id.kezbek.shared.PartnerId;
import id.kezbek.shared.sql.DataVersions;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionTemplate;

/** Partners for one test, so that tests with the same engine do not affect each other. */
public final class TestPartners {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final JdbcClient jdbc;
    private final TransactionTemplate transactions;
    private final DataVersions versions;
    private final RecordTopUp recordTopUp;
    private final PartnerDirectory directory;

    public TestPartners(
            JdbcClient jdbc,
            TransactionTemplate transactions,
            DataVersions versions,
            RecordTopUp recordTopUp,
            PartnerDirectory directory) {
        this.jdbc = jdbc;
        this.transactions = transactions;
        this.versions = versions;
        this.recordTopUp = recordTopUp;
        this.directory = directory;
    }

    public PartnerId prepaid(Money balance) {
        PartnerId partner = insert("PREPAID");
        if (balance.isPositive()) {
            recordTopUp.record(
                    new TopUp(directory.find(partner).orElseThrow(), balance, "first of " + partner, "first", "test"));
        }
        return partner;
    }

    public PartnerId postpaid() {
        return insert("POSTPAID");
    }

    public void suspend(PartnerId partner) {
        change(() -> jdbc.sql("update partners.partner set state = 'SUSPENDED' where id = ?")
                .param(partner.value())
                .update());
    }

    private PartnerId insert(String mode) {
        String code = "T" + NUMBER.incrementAndGet();
        long[] id = new long[1];
        change(() -> id[0] = jdbc.sql("""
                        insert into partners.partner (code, company, email, msisdn, officer, address, state, funding_mode, created_at)
                        values (?, ?, ?, ?, 'Officer', 'Address', 'ACTIVE', ?, now()) returning id""")
                .params(code, "Company " + code, code + "@test.id", "6289900" + (10_000 + NUMBER.get()), mode)
                .query(Long.class)
                .single());
        return new PartnerId(id[0]);
    }

    private void change(Runnable statement) {
        transactions.executeWithoutResult(status -> {
            statement.run();
            versions.raise("partners");
        });
        versions.refresh();
    }
}
