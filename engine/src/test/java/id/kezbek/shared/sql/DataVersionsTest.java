package id.kezbek.shared.sql;

import static org.assertj.core.api.Assertions.assertThat;

import id.kezbek.partners.PartnerDirectory;
import id.kezbek.testing.EngineTest;
import id.kezbek.testing.EngineUnderTest;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

@EngineTest
class DataVersionsTest {

    private final EngineUnderTest engine;

    DataVersionsTest(EngineUnderTest engine) {
        this.engine = engine;
    }

    @Test
    void failedSnapshotDoesNotStopOthers() {
        DataVersions versions = engine.get(DataVersions.class);
        AtomicBoolean isBroken = new AtomicBoolean();
        AtomicInteger loads = new AtomicInteger();
        Snapshot<String> first = new Snapshot<>(PartnerDirectory.SETTINGS, versions, () -> {
            if (isBroken.get()) {
                throw new IllegalStateException("A row does not open");
            }
            return "loaded";
        });
        Snapshot<Integer> second = new Snapshot<>(PartnerDirectory.SETTINGS, versions, loads::incrementAndGet);
        first.current();
        second.current();
        versions.refresh();
        int before = second.current();

        isBroken.set(true);
        try {
            engine.database()
                    .sql("update shared.data_version set version = version + 1 where name = ?")
                    .param(PartnerDirectory.SETTINGS)
                    .update();
            versions.refreshRegularly();

            assertThat(first.current()).isEqualTo("loaded");
            assertThat(second.current()).isEqualTo(before + 1);
        } finally {
            isBroken.set(false);
        }
    }
}
