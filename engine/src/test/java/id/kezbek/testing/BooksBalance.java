package id.kezbek.testing;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.ledger.Balances;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.springframework.test.context.junit.jupiter.SpringExtension;

/** Checks, after each class of tests that post to a ledger, that the sum over all accounts is zero. */
public final class BooksBalance implements AfterAllCallback {

    @Override
    public void afterAll(ExtensionContext context) {
        Balances balances = SpringExtension.getApplicationContext(context).getBean(Balances.class);
        assertThat(balances.sum().hundredths())
                .as("the trial balance after %s", context.getDisplayName())
                .isZero();
    }
}
