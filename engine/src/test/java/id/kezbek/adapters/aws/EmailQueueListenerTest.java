package id.kezbek.adapters.aws;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class EmailQueueListenerTest {

    @Autowired
    EngineUnderTest engine;

    /** The queue's consumer logs thrown exceptions with their causes. */
    @Test
    void refusesMessageWithoutIdAndQuotesNothing() {
        EmailQueueListener listener = engine.get(EmailQueueListener.class);
        assertThatThrownBy(() -> listener.deliver("budi@lajada.example"))
                .hasMessage("A message of the e-mail queue contains no e-mail id")
                .hasNoCause();
    }
}
