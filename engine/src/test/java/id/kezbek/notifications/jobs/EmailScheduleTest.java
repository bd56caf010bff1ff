package id.kezbek.notifications.jobs;

import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.times;
import static org.mockito.Mockito.verify;
import static org.mockito.Mockito.when;

import id.kezbek.notifications.news.QueueEmails;
import org.junit.jupiter.api.Test;

class EmailScheduleTest {

    private final QueueEmails queueEmails = mock(QueueEmails.class);

    @Test
    void queuesWaitingEmailsDespiteUnreadableEvents() {
        when(queueEmails.readFacts()).thenThrow(new IllegalStateException("no fact"));
        when(queueEmails.queueWaiting()).thenReturn(true, false);

        new EmailSchedule(queueEmails).moveOn();

        verify(queueEmails, times(2)).queueWaiting();
    }
}
