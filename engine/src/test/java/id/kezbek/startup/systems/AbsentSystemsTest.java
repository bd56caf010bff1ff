package id.kezbek.startup.systems;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import id.kezbek.shared.Refusal;
import id.kezbek.shared.files.FileStore;
import id.kezbek.testing.Call;
import id.kezbek.testing.Passage;
import id.kezbek.testing.Passage.Way;
import id.kezbek.testing.SharedWorld;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** With the systems of an on-premises installation: Redis, a queue, an object store, a mail server. */
class AbsentSystemsTest extends AbsentSystemsContract {

    private static final String REDIS = "spring.data.redis.port";
    private static final String QUEUE = "spring.cloud.aws.sqs.endpoint";
    private static final String FILES = "spring.cloud.aws.s3.endpoint";
    private static final String MAIL = "spring.mail.port";

    @Override
    String name() {
        return "absent";
    }

    @Override
    void lead(Map<String, Object> properties) {
        properties.compute(REDIS, (key, port) -> lead(Part.REDIS, number(port), Passage.Refusal.REDIS));
        properties.compute(QUEUE, (key, address) -> byHttp(Part.QUEUE, address));
        properties.compute(FILES, (key, address) -> byHttp(Part.FILES, address));
        properties.compute(MAIL, (key, port) -> lead(Part.MAIL, number(port), Passage.Refusal.SMTP));
    }

    private String byHttp(Part part, Object address) {
        return "http://127.0.0.1:" + lead(part, URI.create(address.toString()).getPort(), Passage.Refusal.HTTP);
    }

    private static int number(Object port) {
        return Integer.parseInt(port.toString());
    }

    /** A system that does not answer is the worst case: the start waits for each system. */
    @Test
    @Order(3)
    void startsWithoutSystemsAndResumesWhenTheyAppear() {
        startsWithoutAnyOfThem(Way.SILENT);
    }

    @Override
    int mailsTo(String address) {
        return Call.to(URI.create(SharedWorld.get().mailUrl() + "/messages?to=" + address))
                .by(client())
                .body()
                .size();
    }

    @Tag("nightly")
    @Test
    @Order(2)
    void sendsEmailsWithoutQueueWhenMailIsAvailableAgain() {
        sendsWithoutQueueWhenMailIsAvailableAgain();
    }

    @Override
    void whileAway(Part part, Way way, boolean isFromTheStart) {
        if (part == Part.FILES && way != Way.SLOW) {
            assertThatThrownBy(() -> engine().getBean(FileStore.class).get("nothing", 10))
                    .isInstanceOf(Refusal.class);
        }
    }

    @Override
    void after(Part part) {
        if (part == Part.FILES) {
            assertThat(engine().getBean(FileStore.class).get("nothing", 10)).isEmpty();
        }
    }
}
