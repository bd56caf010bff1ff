package id.kezbek.payouts.records;

import id.kezbek.payouts.PayoutsSlice;
import id.kezbek.payouts.PayoutsWorld;
import id.kezbek.testing.BooksBalance;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.context.ContextConfiguration;

/**
 * A test of payouts alone on a real database and the provider sandbox, with schedules off: the test itself dispatches,
 * asks and turns the clock.
 */
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE)
@ExtendWith(BooksBalance.class)
@SpringBootTest(classes = PayoutsSlice.class, webEnvironment = SpringBootTest.WebEnvironment.NONE)
@ContextConfiguration(initializers = PayoutsWorld.class)
public @interface PayoutsTest {}
